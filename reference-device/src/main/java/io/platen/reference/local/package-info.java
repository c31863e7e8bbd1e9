/** The commands {@code local-agent} and {@code pair}. */
@NullMarked
package io.platen.reference.local;

import org.jspecify.annotations.NullMarked;

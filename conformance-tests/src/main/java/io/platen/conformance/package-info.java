/** TBD. */
@NullMarked
package io.platen.conformance;

import org.jspecify.annotations.NullMarked;

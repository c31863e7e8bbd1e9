/** TBD. */
@NullMarked
package io.platen.reference;

import org.jspecify.annotations.NullMarked;

/** Certificates of printers that the device knows: start with PinsCommand. */
@NullMarked
package io.platen.reference.pins;

import org.jspecify.annotations.NullMarked;

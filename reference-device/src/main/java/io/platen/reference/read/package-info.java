/** The command {@code read}: reads printers and prints what they say. Start with ReadCommand. */
@NullMarked
package io.platen.reference.read;

import org.jspecify.annotations.NullMarked;

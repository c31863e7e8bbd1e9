/**
 * The commands {@code scan} and {@code read}: find printers, and print what they say. Start with
 * ScanCommand and ReadCommand.
 */
@NullMarked
package io.platen.reference.read;

import org.jspecify.annotations.NullMarked;

/**
 * What a printer is, in records, and the SPI to read one: start with {@link
 * io.platen.device.printer.PrinterReader}.
 */
@NullMarked
package io.platen.device.printer;

import org.jspecify.annotations.NullMarked;

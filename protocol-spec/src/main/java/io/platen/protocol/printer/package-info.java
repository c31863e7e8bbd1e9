/**
 * What is known about one printer, as values that device and server share: the words of RFC 3805.
 * Start with {@link io.platen.protocol.printer.PrinterFacts}.
 */
@NullMarked
package io.platen.protocol.printer;

import org.jspecify.annotations.NullMarked;

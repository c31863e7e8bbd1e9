package io.platen.device.printer.reconcile;

import io.platen.protocol.printer.PrinterFacts;
import java.time.Instant;

/**
 * What one reader gave of a printer.
 *
 * @param kind of the reader's sources, e.g. {@code snmp}
 * @param at when
 */
public record Given(String kind, Instant at, PrinterFacts facts) {}

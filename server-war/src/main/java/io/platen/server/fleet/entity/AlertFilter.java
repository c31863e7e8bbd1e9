package io.platen.server.fleet.entity;

import io.platen.protocol.printer.PrinterAlert;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts; null is all.
 *
 * @param open whether they are open, or over
 * @param printer any id that the printer has had
 * @param since those that were open at that time or later
 */
public record AlertFilter(
    @Nullable Boolean open,
    PrinterAlert.@Nullable Severity severity,
    @Nullable Integer code,
    @Nullable Long printer,
    @Nullable UUID device,
    @Nullable Instant since) {
  public static final AlertFilter ALL = new AlertFilter(null, null, null, null, null, null);
  public static final AlertFilter OPEN = new AlertFilter(true, null, null, null, null, null);

  /** Of one printer, open ones and others. */
  public static AlertFilter of(long printer) {
    return new AlertFilter(null, null, null, printer, null, null);
  }
}

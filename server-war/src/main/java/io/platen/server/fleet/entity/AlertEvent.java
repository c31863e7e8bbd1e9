package io.platen.server.fleet.entity;

import io.platen.protocol.printer.PrinterAlert;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A point in the life of an alert (PLT-ALR-034).
 *
 * @param at when the printer was read
 * @param severity from then on
 * @param description the printer's own words from then on
 * @param traps how many were the reason to read it; 0 where a cycle did
 */
public record AlertEvent(
    long alert,
    Instant at,
    Kind kind,
    PrinterAlert.Severity severity,
    @Nullable String description,
    long traps) {

  /** What happened. */
  public enum Kind {
    RAISED,
    CHANGED,
    CLEARED
  }
}

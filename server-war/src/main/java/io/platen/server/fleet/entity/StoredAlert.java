package io.platen.server.fleet.entity;

import io.platen.protocol.printer.PrinterAlert;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert with the times of the readings that first and last had it.
 *
 * @param printerName maker and model, or what else is known of the printer
 * @param closed null while it is open
 * @param traps how many were the reason to look; 0 where a cycle saw it
 */
public record StoredAlert(
    long id,
    long printer,
    String printerName,
    PrinterAlert alert,
    Instant opened,
    @Nullable Instant closed,
    long traps,
    Handling handling) {

  /**
   * What people did last.
   *
   * @param acknowledged when somebody took note; null while nobody has
   * @param mutedUntil until then nobody is told of it
   */
  public record Handling(
      @Nullable Instant acknowledged,
      @Nullable String acknowledgedBy,
      @Nullable Instant mutedUntil) {
    public static final Handling NONE = new Handling(null, null, null);

    /** Whether it is muted at a time. */
    public boolean isMuted(Instant at) {
      return mutedUntil != null && mutedUntil.isAfter(at);
    }
  }
}

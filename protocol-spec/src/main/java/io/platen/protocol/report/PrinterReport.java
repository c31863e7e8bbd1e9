package io.platen.protocol.report;

import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.Tray;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One printer in a report. A part that is null has not changed against the base; a list that is
 * there is whole.
 *
 * @param key assigned by the device, stable
 * @param read when, by the device's clock
 * @param traps how many were the reason to read it out of turn; 0 for a reading of a cycle
 */
public record PrinterReport(
    String key,
    Instant read,
    @Nullable PrinterIdentity identity,
    @Nullable PrinterStatus status,
    @Nullable List<Meter> meters,
    @Nullable List<Supply> supplies,
    @Nullable List<Tray> trays,
    @Nullable List<PrinterAlert> alerts,
    long traps) {

  public PrinterReport {
    meters = meters == null ? null : List.copyOf(meters);
    supplies = supplies == null ? null : List.copyOf(supplies);
    trays = trays == null ? null : List.copyOf(trays);
    alerts = alerts == null ? null : List.copyOf(alerts);
  }

  /** As a cycle reads it. */
  public PrinterReport(
      String key,
      Instant read,
      @Nullable PrinterIdentity identity,
      @Nullable PrinterStatus status,
      @Nullable List<Meter> meters,
      @Nullable List<Supply> supplies,
      @Nullable List<Tray> trays,
      @Nullable List<PrinterAlert> alerts) {
    this(key, read, identity, status, meters, supplies, trays, alerts, 0);
  }

  /** The same, read because of so many traps. */
  public PrinterReport because(long taken) {
    return new PrinterReport(key, read, identity, status, meters, supplies, trays, alerts, taken);
  }

  /** Everything, as a full report carries it. */
  public static PrinterReport whole(String key, Instant read, PrinterFacts facts) {
    return new PrinterReport(
        key,
        read,
        facts.identity(),
        facts.status(),
        facts.meters(),
        facts.supplies(),
        facts.trays(),
        facts.alerts());
  }
}

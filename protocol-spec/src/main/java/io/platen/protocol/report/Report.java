package io.platen.protocol.report;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a device sends about printers (chapter RPT).
 *
 * @param device the device's id, the one in its certificate
 * @param epoch changes when the device is installed anew
 * @param sequence from 1, rising within the epoch
 * @param kind full, or delta against {@code base}
 * @param base the sequence of the acknowledged report that a delta builds on; null for full
 * @param created by the device's clock
 * @param clock how good that clock is
 * @param software name and version of what runs on the device
 * @param lost what the outbox had to drop since the last report
 * @param printers full: all printers; delta: those that changed
 * @param removed keys of printers that are gone (delta only)
 * @param obstacles what has kept the device from its hosts
 * @param updates how its own updates are; null where nothing of that is to be said
 */
public record Report(
    UUID device,
    UUID epoch,
    long sequence,
    Kind kind,
    @Nullable Long base,
    Instant created,
    ClockQuality clock,
    @Nullable String software,
    List<Lost> lost,
    List<PrinterReport> printers,
    List<String> removed,
    List<Obstacle> obstacles,
    @Nullable UpdateState updates) {

  public Report {
    lost = List.copyOf(lost);
    printers = List.copyOf(printers);
    removed = List.copyOf(removed);
    obstacles = List.copyOf(obstacles);
    if (sequence < 1) {
      throw new IllegalArgumentException("A sequence starts at 1, but is " + sequence);
    }
    if ((kind == Kind.DELTA) != (base != null)) {
      throw new IllegalArgumentException("A delta names its base, and a full report has none");
    }
  }

  /** That says nothing of updates. */
  public Report(
      UUID device,
      UUID epoch,
      long sequence,
      Kind kind,
      @Nullable Long base,
      Instant created,
      ClockQuality clock,
      @Nullable String software,
      List<Lost> lost,
      List<PrinterReport> printers,
      List<String> removed,
      List<Obstacle> obstacles) {
    this(
        device, epoch, sequence, kind, base, created, clock, software, lost, printers, removed,
        obstacles, null);
  }

  /** Of a device that no obstacle keeps from its hosts. */
  public Report(
      UUID device,
      UUID epoch,
      long sequence,
      Kind kind,
      @Nullable Long base,
      Instant created,
      ClockQuality clock,
      @Nullable String software,
      List<Lost> lost,
      List<PrinterReport> printers,
      List<String> removed) {
    this(
        device, epoch, sequence, kind, base, created, clock, software, lost, printers, removed,
        List.of());
  }

  /** The same, with what has kept the device from its hosts. */
  public Report with(List<Obstacle> met) {
    return new Report(
        device, epoch, sequence, kind, base, created, clock, software, lost, printers, removed, met,
        updates);
  }

  /** The same, with how the device's own updates are. */
  public Report with(@Nullable UpdateState state) {
    return new Report(
        device, epoch, sequence, kind, base, created, clock, software, lost, printers, removed,
        obstacles, state);
  }

  /** Whole state, or difference. */
  public enum Kind {
    FULL,
    DELTA
  }

  /** Where the device's time comes from. */
  public enum ClockQuality {
    SYNCHRONISED,
    SERVER,
    UNSET
  }

  /**
   * Sequences that never arrive, because the bounded outbox dropped them.
   *
   * @param reason a token, e.g. {@code outbox-full}, {@code outbox-age}
   */
  public record Lost(long first, long last, String reason) {}
}

package io.platen.server.ingest.entity;

import io.platen.protocol.report.Report;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What becomes of a report, given what was stored of its device before. */
public enum ReportPlace {
  /** It follows on what is stored: the current state becomes the device's. */
  APPLY,
  /** A full report older than what is stored: its readings are kept, the current state stays. */
  HISTORY,
  /** A delta on another state than the stored one: the device sends a full report. */
  BASE_UNKNOWN;

  /**
   * Where the stored state of a device stands.
   *
   * @param sequence of the report after which the stored state was exactly the device's
   */
  public record Stored(UUID epoch, long sequence) {}

  /**
   * @param stored null for a device's first report
   * @param epochSeen whether another report of the epoch was stored before
   */
  public static ReportPlace of(@Nullable Stored stored, Report report, BooleanSupplier epochSeen) {
    if (report.kind() == Report.Kind.DELTA) {
      // [PLT-RPT-013] Anything but the very state would leave parts that nobody told.
      boolean known =
          stored != null
              && stored.epoch().equals(report.epoch())
              && Objects.equals(report.base(), stored.sequence());
      return known ? APPLY : BASE_UNKNOWN;
    }
    if (stored == null) {
      return APPLY;
    }
    if (stored.epoch().equals(report.epoch())) {
      return report.sequence() > stored.sequence() ? APPLY : HISTORY;
    }
    // A straggler from before the device was installed anew, or the first word from after it.
    return epochSeen.getAsBoolean() ? HISTORY : APPLY;
  }
}

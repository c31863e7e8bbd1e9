package io.platen.server.ingest.entity;

import io.platen.protocol.report.Report;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What becomes of a report, given what was stored of its device before. */
public enum ReportPlace {
  /** It follows on what is stored: the current state becomes the device's. */
  APPLY,
  /**
   * A delta on an older base than the stored state. What it tells is true and newer, so it is laid
   * over; what it leaves out is not known any more, so the next delta on it needs a full report.
   */
  OVERLAY,
  /** Older than what is stored: its readings are kept, the current state stays. */
  HISTORY,
  /** A delta that cannot be understood here: the device sends a full report. */
  BASE_UNKNOWN;

  /**
   * Where the stored state of a device stands.
   *
   * @param last the highest sequence of the epoch
   * @param synced the last sequence at which the stored state was exactly the device's
   * @param disturbed whether later parts were laid over it
   */
  public record Stored(UUID epoch, long last, long synced, boolean disturbed) {}

  /** What else must be known, asked only when needed. */
  public interface Seen {
    /** Whether any report of the epoch was stored before. */
    boolean epoch();

    /** Whether the base was stored in the epoch. */
    boolean base();
  }

  /**
   * @param stored null for a device's first report
   */
  public static ReportPlace of(@Nullable Stored stored, Report report, Seen seen) {
    boolean full = report.kind() == Report.Kind.FULL;
    if (stored == null) {
      return full ? APPLY : BASE_UNKNOWN;
    }
    if (!stored.epoch().equals(report.epoch())) {
      // A straggler from before the device was installed anew, or the first word from after it.
      return seen.epoch() ? HISTORY : full ? APPLY : BASE_UNKNOWN;
    }
    if (report.sequence() < stored.last()) {
      return HISTORY;
    }
    if (full) {
      return APPLY;
    }
    long base = report.base() == null ? 0 : report.base();
    if (base > stored.synced()) {
      return BASE_UNKNOWN;
    }
    if (base == stored.synced() && !stored.disturbed()) {
      return APPLY;
    }
    return seen.base() ? OVERLAY : BASE_UNKNOWN;
  }
}

package io.platen.protocol.sync;

import io.platen.protocol.Limit;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterAlert.Severity;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a device works for its server.
 *
 * @param sources whether each value names where it was read
 * @param masks by data class, e.g. {@code location} or {@code network-address}
 * @param alerts which alerts are told at once
 */
public record Policy(
    boolean sources, Schedule schedule, Limits limits, Map<String, MaskKind> masks, Alerts alerts) {

  /** What holds until a server has said something else (PLT-SYN-010). */
  public static final Policy DEFAULT =
      new Policy(false, Schedule.DEFAULT, Limits.DEFAULT, Map.of());

  public Policy {
    masks = Map.copyOf(masks);
  }

  /** With alerts as by default. */
  public Policy(boolean sources, Schedule schedule, Limits limits, Map<String, MaskKind> masks) {
    this(sources, schedule, limits, masks, Alerts.DEFAULT);
  }

  /**
   * When a device works.
   *
   * @param zone the site's; null for the device's own
   * @param fullEvery a full report at least this often
   * @param discoveryEvery addresses without a printer are searched so often at most (PLT-SYN-037)
   */
  public record Schedule(
      LocalTime from,
      LocalTime to,
      @Nullable ZoneId zone,
      Duration interval,
      Duration randomDelay,
      Duration fullEvery,
      Duration discoveryEvery) {
    public static final Schedule DEFAULT =
        new Schedule(
            LocalTime.of(5, 0),
            LocalTime.of(19, 0),
            null,
            Limit.INTERVAL.duration(),
            Limit.RANDOM_DELAY.duration(),
            Limit.FULL_EVERY.duration());

    /** With searches as often as by default. */
    public Schedule(
        LocalTime from,
        LocalTime to,
        @Nullable ZoneId zone,
        Duration interval,
        Duration randomDelay,
        Duration fullEvery) {
      this(from, to, zone, interval, randomDelay, fullEvery, Limit.DISCOVERY_EVERY.duration());
    }
  }

  /**
   * What neither side goes beyond.
   *
   * @param bodyBytes the largest body after inflation that the server reads
   * @param printersPerReport the most printers in one report
   * @param outboxBytes what waits at most on the device
   * @param outboxAge how long it waits at most
   * @param packetsPerSecond of a scan
   * @param bytesPerMinute exchanged with printers, in the mean (PLT-SYN-050)
   */
  public record Limits(
      long bodyBytes,
      long printersPerReport,
      long outboxBytes,
      Duration outboxAge,
      long packetsPerSecond,
      long bytesPerMinute) {
    public static final Limits DEFAULT =
        new Limits(
            Limit.DOCUMENT_BYTES.value(),
            Limit.PRINTERS_PER_REPORT.value(),
            Limit.OUTBOX_BYTES.value(),
            Limit.OUTBOX_HOURS.duration(),
            Limit.PACKETS_PER_SECOND.value());

    /** With as many bytes a minute as by default. */
    public Limits(
        long bodyBytes,
        long printersPerReport,
        long outboxBytes,
        Duration outboxAge,
        long packetsPerSecond) {
      this(
          bodyBytes,
          printersPerReport,
          outboxBytes,
          outboxAge,
          packetsPerSecond,
          Limit.BYTES_PER_MINUTE.value());
    }
  }

  /**
   * Which alerts are told at once; all others are told with the next cycle (chapter ALR).
   *
   * @param traps whether traps are a reason to read a printer at all (PLT-ALR-020)
   * @param severities of alerts that are worth it (PLT-ALR-021)
   * @param except codes of alerts that are not, whatever their severity
   * @param always whether that holds outside the schedule's window too
   */
  public record Alerts(
      boolean traps, Set<Severity> severities, Set<Integer> except, boolean always) {
    public static final Alerts DEFAULT =
        new Alerts(true, Set.of(Severity.CRITICAL, Severity.WARNING), Set.of(), true);

    public Alerts {
      severities = Set.copyOf(severities);
      except = Set.copyOf(except);
    }

    /** Whether an alert is told at once when it is raised, changed or cleared. */
    public boolean takes(PrinterAlert alert) {
      return severities.contains(alert.severity()) && !except.contains(alert.code());
    }
  }

  /** What becomes of a value of a data class before it leaves the site. */
  public enum MaskKind {
    /** Sent as it is. */
    NONE,
    /** Shortened so that it names no single thing. */
    TRUNCATE,
    /** HMAC with a key that stays at the site. */
    KEYED,
    /** Not sent. */
    OMIT
  }
}

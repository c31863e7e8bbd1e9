package io.platen.protocol.printer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A counter that only grows, with its value at the time of reading.
 *
 * @param name a token of the registry of meters, e.g. {@code total-impressions}
 * @param marker {@code <hrDeviceIndex>.<row>} where a printer has several markers, else null
 * @param unit a token of the registry of units
 * @param value not negative
 * @param label the printer's own words for it
 * @param source where it was read, e.g. an OID; null unless the policy asks for sources
 * @param by the kind of its source, e.g. {@code ipp}; null for SNMP
 * @param since from when it counts, where it was seen to fall; null where it never was
 * @param asOf when it was read, where that is before the printer's own reading; else null
 */
public record Meter(
    String name,
    @Nullable String marker,
    String unit,
    long value,
    @Nullable String label,
    @Nullable String source,
    @Nullable String by,
    @Nullable Instant since,
    @Nullable Instant asOf) {

  public Meter {
    if (value < 0) {
      throw new IllegalArgumentException("A meter is not negative, but " + name + " is " + value);
    }
  }

  /** By SNMP, just read, and never seen to fall. */
  public Meter(
      String name,
      @Nullable String marker,
      String unit,
      long value,
      @Nullable String label,
      @Nullable String source) {
    this(name, marker, unit, value, label, source, null, null, null);
  }

  /** The same by another kind of source; null for SNMP. */
  public Meter by(@Nullable String kind) {
    return new Meter(name, marker, unit, value, label, source, kind, since, asOf);
  }

  /** The same, counting from another time. */
  public Meter since(@Nullable Instant time) {
    return new Meter(name, marker, unit, value, label, source, by, time, asOf);
  }

  /** The same, read at another time than the printer. */
  public Meter asOf(@Nullable Instant time) {
    return new Meter(name, marker, unit, value, label, source, by, since, time);
  }

  /**
   * What tells its series from others: two values of one meter are compared only where these are
   * equal.
   */
  public Series series() {
    return new Series(name, marker, by, since);
  }

  /** Of one meter, one kind of source, and one beginning. PLT-RPT-045. */
  public record Series(
      String name, @Nullable String marker, @Nullable String by, @Nullable Instant since) {}
}

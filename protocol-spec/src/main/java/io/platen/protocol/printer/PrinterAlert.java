package io.platen.protocol.printer;

import org.jspecify.annotations.Nullable;

/**
 * A condition that a printer raised: a row of RFC 3805 prtAlertTable.
 *
 * @param index {@code <hrDeviceIndex>.<prtAlertIndex>}
 * @param code PrtAlertCodeTC of the IANA printer registry, e.g. 8 for a jam
 * @param severity how urgent the printer holds it
 * @param training who can mend it, a token of the registry; null where the printer does not say
 * @param group the part of the printer, a token of the registry
 * @param groupIndex the row of that part's table
 * @param location where in the printer, the maker's number
 * @param description the printer's own words
 * @param uptimeTicks prtAlertTime in hundredths of a second since the printer's start
 * @param source where it was read, e.g. an OID; null unless the policy asks for sources
 */
public record PrinterAlert(
    String index,
    int code,
    Severity severity,
    @Nullable String training,
    @Nullable String group,
    @Nullable Integer groupIndex,
    @Nullable Integer location,
    @Nullable String description,
    @Nullable Long uptimeTicks,
    @Nullable String source) {

  /** Just read, from an unnamed source. */
  public PrinterAlert(
      String index,
      int code,
      Severity severity,
      @Nullable String training,
      @Nullable String group,
      @Nullable Integer groupIndex,
      @Nullable Integer location,
      @Nullable String description,
      @Nullable Long uptimeTicks) {
    this(
        index,
        code,
        severity,
        training,
        group,
        groupIndex,
        location,
        description,
        uptimeTicks,
        null);
  }

  /** The same under another index. */
  public PrinterAlert at(String other) {
    return new PrinterAlert(
        other,
        code,
        severity,
        training,
        group,
        groupIndex,
        location,
        description,
        uptimeTicks,
        source);
  }

  /** RFC 3805 prtAlertSeverityLevel; both warnings are {@link #WARNING}. */
  public enum Severity {
    CRITICAL,
    WARNING,
    OTHER
  }
}

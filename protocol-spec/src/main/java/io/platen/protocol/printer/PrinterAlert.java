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
    @Nullable Long uptimeTicks) {

  /** RFC 3805 prtAlertSeverityLevel; both warnings are {@link #WARNING}. */
  public enum Severity {
    CRITICAL,
    WARNING,
    OTHER
  }
}

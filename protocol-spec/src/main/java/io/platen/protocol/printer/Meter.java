package io.platen.protocol.printer;

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
 */
public record Meter(
    String name,
    @Nullable String marker,
    String unit,
    long value,
    @Nullable String label,
    @Nullable String source) {

  public Meter {
    if (value < 0) {
      throw new IllegalArgumentException("A meter is not negative, but " + name + " is " + value);
    }
  }
}

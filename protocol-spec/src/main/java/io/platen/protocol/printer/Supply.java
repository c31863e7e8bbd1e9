package io.platen.protocol.printer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Toner, ink, drum, waste box: a row of RFC 3805 prtMarkerSuppliesTable.
 *
 * @param index {@code <hrDeviceIndex>.<row>}
 * @param type a token of the registry of supply types, e.g. {@code toner}, {@code waste-toner}
 * @param supplyClass whether the level is what is left or the room that is left
 * @param colorant lower case, e.g. {@code black}; null where the supply has no colour
 * @param description the printer's own words
 * @param serial of the cartridge
 * @param source where the level was read, e.g. an OID; null unless the policy asks for sources
 * @param level what is left, or how much room is left
 * @param asOf when it was read, where that is before the printer's own reading; else null
 */
public record Supply(
    String index,
    String type,
    SupplyClass supplyClass,
    @Nullable String colorant,
    @Nullable String description,
    @Nullable String serial,
    @Nullable String source,
    SupplyLevel level,
    @Nullable Instant asOf) {

  /** Just read. */
  public Supply(
      String index,
      String type,
      SupplyClass supplyClass,
      @Nullable String colorant,
      @Nullable String description,
      @Nullable String serial,
      @Nullable String source,
      SupplyLevel level) {
    this(index, type, supplyClass, colorant, description, serial, source, level, null);
  }

  /** The same, read at another time than the printer. */
  public Supply asOf(@Nullable Instant time) {
    return new Supply(index, type, supplyClass, colorant, description, serial, source, level, time);
  }

  /** The same with another level from another source. */
  public Supply withLevel(SupplyLevel other, @Nullable String otherSource, @Nullable Instant time) {
    return new Supply(
        index, type, supplyClass, colorant, description, serial, otherSource, other, time);
  }
}

package io.platen.protocol.printer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of RFC 3805 prtInputTable.
 *
 * @param index {@code <hrDeviceIndex>.<row>}
 * @param description the printer's name for it
 * @param media what lies in it, the printer's words
 * @param level sheets that are left
 * @param source where the level was read, e.g. an OID; null unless the policy asks for sources
 * @param asOf when it was read, where that is before the printer's own reading; else null
 */
public record Tray(
    String index,
    @Nullable String description,
    @Nullable String media,
    SupplyLevel level,
    @Nullable String source,
    @Nullable Instant asOf) {

  /** Just read, from an unnamed source. */
  public Tray(
      String index, @Nullable String description, @Nullable String media, SupplyLevel level) {
    this(index, description, media, level, null, null);
  }

  /** The same, read at another time than the printer. */
  public Tray asOf(@Nullable Instant time) {
    return new Tray(index, description, media, level, source, time);
  }
}

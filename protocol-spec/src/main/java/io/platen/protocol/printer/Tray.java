package io.platen.protocol.printer;

import org.jspecify.annotations.Nullable;

/**
 * A row of RFC 3805 prtInputTable.
 *
 * @param index {@code <hrDeviceIndex>.<row>}
 * @param description the printer's name for it
 * @param media what lies in it, the printer's words
 * @param level sheets that are left
 */
public record Tray(
    String index, @Nullable String description, @Nullable String media, SupplyLevel level) {}

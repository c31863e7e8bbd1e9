package io.platen.server.console.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last reading of one meter.
 *
 * @param asOf when it was read, where that is before the printer's reading
 */
public record MeterLine(
    String name, String title, String value, String unit, @Nullable Instant asOf) {}

package io.platen.server.console.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One tray and what is in it.
 *
 * @param asOf when it was read, where that is before the printer's reading
 */
public record TrayLine(String name, @Nullable String media, String level, @Nullable Instant asOf) {}

package io.platen.server.console.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value as the printer gave it.
 *
 * @param value null where it is not reported
 * @param source where it was read, in words; empty where its device does not say
 * @param at when
 */
public record RawLine(String name, @Nullable String value, String source, Instant at) {}

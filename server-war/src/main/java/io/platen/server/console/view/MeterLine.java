package io.platen.server.console.view;

import org.jspecify.annotations.Nullable;

/** The last reading of one meter. */
public record MeterLine(
    String name, String title, String value, String unit, @Nullable String source) {}

package io.platen.server.console.view;

import org.jspecify.annotations.Nullable;

/** One tray and what is in it. */
public record TrayLine(String name, @Nullable String media, String level) {}

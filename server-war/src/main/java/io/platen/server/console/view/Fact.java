package io.platen.server.console.view;

import org.jspecify.annotations.Nullable;

/**
 * A name and what is known of it.
 *
 * @param code shown in the fixed-width type, with a copy button
 */
public record Fact(String name, @Nullable String value, boolean code) {}

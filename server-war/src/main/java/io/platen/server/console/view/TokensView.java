package io.platen.server.console.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Programs' ways in.
 *
 * @param secret a token that was made by this very request
 * @param days how long one lives where nobody says how long
 */
public record TokensView(List<Line> tokens, Form form, @Nullable String secret, String days) {
  public TokensView {
    tokens = List.copyOf(tokens);
  }

  /**
   * @param lastUsed to the minute; null when it never was
   * @param publishes whether it may publish releases and do nothing else
   * @param expires null for a token of a server before tokens ended
   */
  public record Line(
      String id,
      String name,
      String role,
      String by,
      @Nullable Instant lastUsed,
      @Nullable Instant expires,
      boolean expired,
      boolean publishes) {}
}

package io.platen.server.fleet.entity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did or said about an alert.
 *
 * @param actor the user, or the token
 * @param text of a comment
 * @param until of a mute
 */
public record AlertWord(
    Instant at, String actor, Kind kind, @Nullable String text, @Nullable Instant until) {

  /** What it was. */
  public enum Kind {
    ACKNOWLEDGED,
    MUTED,
    UNMUTED,
    COMMENTED
  }
}

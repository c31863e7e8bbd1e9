package io.platen.server.notice.entity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that one channel is to be told.
 *
 * @param quiet whether somebody has taken note, so that nobody need be told
 * @param mutedUntil until then it waits; null where nobody muted it
 */
public record Item(
    long id, Kind kind, Finding finding, Instant due, boolean quiet, @Nullable Instant mutedUntil) {

  /** Of what. */
  public enum Kind {
    RAISED,
    RESOLVED
  }
}

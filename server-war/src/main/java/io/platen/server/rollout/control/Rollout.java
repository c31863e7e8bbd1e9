package io.platen.server.rollout.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A release on its way to devices.
 *
 * @param fault why it paused or stopped by itself; null where it did not
 * @param wave the last that was opened; -1 before the first
 * @param soaksUntil the next wave does not begin before that; null where nothing soaks
 */
public record Rollout(
    UUID id,
    long tenant,
    Plan plan,
    State state,
    Step.@Nullable Fault fault,
    int wave,
    Instant created,
    String createdBy,
    @Nullable Instant soaksUntil,
    @Nullable Instant ended,
    List<@Nullable Instant> opened) {
  /** So long the first wave waits for pair packs, at most: one takes a minute or two. */
  static final Duration PACKS = Duration.ofMinutes(30);

  /** Whether it goes on. */
  public enum State {
    RUNNING,
    /** No device more is told; those that were told go on. */
    PAUSED,
    /** It ended before its time. */
    STOPPED,
    /** It ended before its time, and what could be taken back was. */
    CANCELLED,
    FINISHED;

    public boolean isEnded() {
      return this == STOPPED || this == CANCELLED || this == FINISHED;
    }
  }

  /** When a wave was opened; null before. */
  public @Nullable Instant opened(int place) {
    return opened.get(place);
  }

  /**
   * When the first wave begins at the latest, which waits until the pair packs are made that its
   * devices need; null where it has begun, or the rollout does not go on.
   */
  public @Nullable Instant packsUntil() {
    return state == State.RUNNING && wave < 0 ? created.plus(PACKS) : null;
  }
}

package io.platen.server.notice.entity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A digest on its way to one target.
 *
 * @param id the same with each try
 * @param items how many things it tells; 0 for a test
 * @param ended when it was sent or given up
 * @param error why the last try was none
 */
public record Notice(
    UUID id,
    UUID channel,
    String channelName,
    String target,
    State state,
    long items,
    Instant created,
    int tries,
    Instant nextTry,
    @Nullable Instant ended,
    @Nullable String error) {

  /** How far it is. */
  public enum State {
    WAITING,
    SENT,
    FAILED
  }
}

package io.platen.device.link;

import java.time.Duration;
import java.util.Optional;

/** What asking one host gave, as far as fail-over must know. */
public interface Tried {
  /** Why another try is needed; empty where the host gave an answer of the protocol. */
  default Optional<LinkFailure> failure() {
    return Optional.empty();
  }

  /**
   * Whether this is an answer that keeps the device from working, so that a host may not give it
   * alone that only a sync document named. PLT-LNK-019.
   */
  default boolean isDisabling() {
    return false;
  }

  /** How long the server asks to wait before it. */
  default Optional<Duration> wish() {
    return Optional.empty();
  }
}

package io.platen.device;

import java.time.Instant;
import java.util.Optional;

/**
 * How a cycle ended.
 *
 * @param kind for programs
 * @param waiting how many reports wait in the outbox
 * @param again when what waits may be sent again; empty where that is the next cycle
 */
public record CycleOutcome(Kind kind, int waiting, Optional<Instant> again) {

  /** The ways in which a cycle ends. */
  public enum Kind {
    /** Everything is at the server. */
    DONE,
    /** Reports wait: they could not be sent. */
    WAITING,
    /** The server does not work with this device now. */
    CUT_OFF,
    /** The device's memory could not be written or read. */
    STORE_FAILED
  }

  static CycleOutcome done() {
    return new CycleOutcome(Kind.DONE, 0, Optional.empty());
  }

  static CycleOutcome cutOff(int waiting) {
    return new CycleOutcome(Kind.CUT_OFF, waiting, Optional.empty());
  }

  static CycleOutcome waiting(int waiting, Optional<Instant> again) {
    return new CycleOutcome(Kind.WAITING, waiting, again);
  }

  static CycleOutcome storeFailed() {
    return new CycleOutcome(Kind.STORE_FAILED, 0, Optional.empty());
  }
}

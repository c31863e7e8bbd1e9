package io.platen.server.rollout.control;

import java.time.Instant;

/** What a rollout does next. */
public sealed interface Step {

  /** Nothing, until something has come. */
  record Stay(Reason reason) implements Step {}

  /** What a rollout waits for. */
  enum Reason {
    /** Fewer devices of the wave are confirmed than its gate wants. */
    CONFIRMATIONS,
    /** The last wave has devices that are underway. */
    LAST_DEVICES,
    /** All have come to an end, and it takes those that come later. */
    LATER_DEVICES
  }

  /** The gate is open, and the wave soaks until then. */
  record Soak(Instant until) implements Step {}

  /** The devices of this wave are told of the release. */
  record Open(int wave) implements Step {}

  /** No device more is told, and people decide. */
  record Pause(Fault fault, int bad, int ended) implements Step {}

  /** No device more is told, and those that have not armed yet are told otherwise. */
  record Stop(Fault fault, int bad, int ended) implements Step {}

  /** Each device has come to an end. */
  record Finish() implements Step {}

  /** Why a rollout does not go on. */
  enum Fault {
    /** A device says that it is done, and runs something else. */
    CONTRADICTION,
    /** Too many failed, rolled back or fell silent. */
    BAD_SHARE,
    /** Too few can still be confirmed for the next wave ever to begin. */
    GATE_OUT_OF_REACH
  }
}

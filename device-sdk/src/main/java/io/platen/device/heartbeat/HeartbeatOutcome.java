package io.platen.device.heartbeat;

/** What came of a heartbeat. */
public enum HeartbeatOutcome {
  /** The registry has heard it. */
  HEARD,
  /** It has, and the device should sync when it can. */
  SYNC,
  /** The counter was too low; the next heartbeat goes on above the highest that came. */
  STALE,
  /** A resolver says that there is no such name. Nothing shows that the registry said so. */
  UNKNOWN,
  /** No answer that only the registry can have made. */
  UNANSWERED;

  /** Whether an answer came that only the registry can have made. */
  public boolean isAnswered() {
    return this == HEARD || this == SYNC || this == STALE;
  }
}

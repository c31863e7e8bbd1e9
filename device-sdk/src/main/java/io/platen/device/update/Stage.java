package io.platen.device.update;

import java.util.Locale;

/** How far an update has come. */
public enum Stage {
  /** There is none. */
  IDLE,
  /** A release was accepted, and nothing was fetched yet. */
  ASSIGNED,
  /** Content goes into slots that do not run. */
  DOWNLOADING,
  /**
   * All content was read again from its slots and is right; consent or the window may be awaited.
   */
  VERIFIED,
  /** The next start is to be on trial, or was not yet seen. */
  ARMED,
  /** What was armed runs, and has to prove itself. */
  TRIAL,
  /** All of the release runs for good. */
  CONFIRMED,
  /** A trial failed; what ran before runs again. */
  RETURNED,
  /** It ended before anything was started. */
  FAILED,
  /** It was taken back before anything was started. */
  CANCELLED;

  /** Whether it was begun, and nothing was armed since. */
  public boolean isOpen() {
    return this == ASSIGNED || this == DOWNLOADING || this == VERIFIED;
  }

  /** Whether nothing follows but the report of it. */
  public boolean isEnd() {
    return compareTo(CONFIRMED) >= 0;
  }

  /** As it stands in documents. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.platen.server.notice.control;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** When a notice is tried again: twice as late each time, and not by all nodes at once. */
public final class Backoff {
  static final Duration FIRST = Duration.ofMinutes(1);
  static final Duration LONGEST = Duration.ofHours(1);

  /** So long it is tried. */
  static final Duration GIVE_UP = Duration.ofDays(1);

  private static final int DOUBLINGS = 6;

  private final DoubleSupplier random;

  /**
   * @param random from 0 to 1
   */
  public Backoff(DoubleSupplier random) {
    this.random = random;
  }

  /** Between half and all of the time that is due after so many tries. */
  Duration after(int tries) {
    Duration whole = FIRST.multipliedBy(1L << Math.min(DOUBLINGS, Math.max(0, tries - 1)));
    Duration most = whole.compareTo(LONGEST) > 0 ? LONGEST : whole;
    return most.dividedBy(2).plusMillis((long) (random.getAsDouble() * most.toMillis() / 2));
  }
}

package io.platen.device.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures, and whether a retry may be made at all. [PLT-LNK-012] Full
 * jitter: any time up to base times two to the power of the failures, at most the cap.
 * [PLT-LNK-014] Retries are at most a tenth of the requests: each first try earns a tenth of a
 * retry.
 */
public final class Backoff {
  static final Duration BASE = Duration.ofSeconds(2);
  static final Duration CAP = Duration.ofMinutes(30);

  /** What a device that was just started has, so that one failure at the start is retried. */
  private static final int TENTHS_AT_START = 40;

  private static final int TENTHS_AT_MOST = 100;
  private static final int TENTHS_A_RETRY = 10;

  private final RandomGenerator random;
  private int failures;
  private int tenths = TENTHS_AT_START;

  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** A message is tried for the first time. */
  void firstTry() {
    tenths = Math.min(TENTHS_AT_MOST, tenths + 1);
  }

  /** Takes a retry from the budget; false where it is used up. */
  boolean mayRetry() {
    if (tenths < TENTHS_A_RETRY) {
      return false;
    }
    tenths -= TENTHS_A_RETRY;
    return true;
  }

  /** Something went well: the next failure starts from the base. */
  void reset() {
    failures = 0;
  }

  /** How long to wait now, after one more failure. */
  Duration next() {
    long ceiling = Math.min(CAP.toMillis(), BASE.toMillis() << Math.min(failures, 20));
    failures++;
    return Duration.ofMillis(random.nextLong(ceiling + 1));
  }
}

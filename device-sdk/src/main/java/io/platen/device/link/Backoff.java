package io.platen.device.link;

import io.platen.protocol.Limit;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures, and whether a retry may be made at all. [PLT-LNK-012] Full
 * jitter: any time up to base times two to the power of the failures, at most the cap.
 * [PLT-LNK-014] Retries are at most a tenth of the requests: each first try earns a tenth of a
 * retry.
 */
public final class Backoff {
  static final Duration BASE = Limit.BACK_OFF_BASE.duration();
  static final Duration CAP = Limit.BACK_OFF_CAP.duration();

  /** What a device that was just started has, so that one failure at the start is retried. */
  private static final int SHARES_AT_START = shares(Limit.RETRIES_AT_START);

  private static final int SHARES_AT_MOST = shares(Limit.RETRIES_SAVED);
  private static final int SHARES_A_RETRY = (int) (100 / Limit.RETRY_SHARE.value());

  /** Of a time that a host asks for, as much again is drawn from. */
  private static final int TENTH = 10;

  private final RandomGenerator random;
  private int failures;
  private int shares = SHARES_AT_START;

  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  private static int shares(Limit retries) {
    return (int) (retries.value() * 100 / Limit.RETRY_SHARE.value());
  }

  /** A message is tried for the first time. */
  void firstTry() {
    shares = Math.min(SHARES_AT_MOST, shares + 1);
  }

  /** Takes a retry from the budget; false where it is used up. */
  boolean mayRetry() {
    if (shares < SHARES_A_RETRY) {
      return false;
    }
    shares -= SHARES_A_RETRY;
    return true;
  }

  /** Something went well: the next failure starts from the base. */
  public void reset() {
    failures = 0;
  }

  /** How long to wait now, after one more failure. */
  public Duration next() {
    long ceiling = Math.min(CAP.toMillis(), BASE.toMillis() << Math.min(failures, 20));
    failures++;
    return Duration.ofMillis(random.nextLong(ceiling + 1));
  }

  /**
   * [PLT-LNK-057] As long as a host asks for, and up to a tenth more: where it names a date, that
   * is the same for all of a fleet.
   */
  public Duration after(Duration wish) {
    long more = random.nextLong(wish.toMillis() / TENTH + 1);
    return RetryAfter.bounded(wish.plusMillis(more));
  }
}

package io.platen.device;

import io.platen.device.identity.EstOutcome;
import io.platen.device.link.LinkFailure;
import io.platen.device.port.Scheduler;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a device asks again for a certificate that it did not get. [PLT-ENR-054] A cycle comes every
 * few hours: with one try in each, a certificate could end of a few requests that were lost.
 */
final class AskingAgain {
  private static final Duration FIRST = Duration.ofMinutes(1);

  /** What lasts this long is tried again that often. */
  static final Duration LONGEST = Duration.ofHours(1);

  /** Of a time that a host asks for, as much again is drawn from. [PLT-LNK-057] */
  private static final int TENTH = 10;

  private final Scheduler scheduler;
  private final RandomGenerator random;
  private final Runnable asking;
  private Scheduler.@Nullable Task waiting;
  private boolean started;
  private int failures;

  /**
   * @param asking is done when the time has come, in the scheduler's thread
   */
  AskingAgain(Scheduler scheduler, RandomGenerator random, Runnable asking) {
    this.scheduler = scheduler;
    this.random = random;
    this.asking = asking;
  }

  /** The device works on schedule; before that, whoever runs its cycles asks. */
  synchronized void start() {
    started = true;
  }

  /** It is being asked, or there is nothing to ask for. */
  synchronized void forget() {
    if (waiting != null) {
      waiting.cancel();
      waiting = null;
    }
  }

  /** The device has what it asked for, or was told that it does not get it. */
  synchronized void settled() {
    failures = 0;
  }

  /** It failed once more. */
  void failed(EstOutcome.Failed failed) {
    if (failed.why().kind() != LinkFailure.Kind.PROXY_LOGIN) { // [PLT-LNK-034]
      waits(failed.again());
    }
  }

  /**
   * There is no answer yet.
   *
   * @param wish how long the server, or the kind of failure, asks to wait at least
   */
  synchronized void waits(Duration wish) {
    Duration asked = spread(wish);
    Duration own = next();
    if (started) {
      try {
        waiting = scheduler.after(asked.compareTo(own) > 0 ? asked : own, asking);
      } catch (RejectedExecutionException | IllegalStateException e) {
        // the device is being closed
      }
    }
  }

  /** At least half of what doubles with each failure, and at most all of it. */
  private Duration next() {
    long whole = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(failures, 20));
    failures++;
    return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
  }

  private Duration spread(Duration wish) {
    return wish.plusMillis(random.nextLong(wish.toMillis() / TENTH + 1));
  }
}

package io.platen.device;

import io.platen.device.port.Scheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * Signs of life of a device's own thread. Whoever looks has the schedule do a piece of work that is
 * nothing; a cycle that runs keeps it waiting, and gives signs of its own instead.
 */
final class Pulse {
  /** Without a sign for so long it stands still: each step of a cycle is over long before. */
  static final Duration LONGEST = Duration.ofMinutes(30);

  private final Scheduler scheduler;
  private Duration last;
  private boolean asked;

  Pulse(Scheduler scheduler) {
    this.scheduler = scheduler;
    this.last = scheduler.elapsed();
  }

  /** A cycle has come a step further. */
  synchronized void sign() {
    last = scheduler.elapsed();
  }

  private synchronized void answered() {
    asked = false;
    sign();
  }

  /** What stands still; empty where nothing does. */
  synchronized Optional<String> fault() {
    Duration silent = scheduler.elapsed().minus(last);
    if (!asked) {
      try {
        asked = true;
        last = scheduler.elapsed();
        scheduler.after(Duration.ZERO, this::answered);
        return Optional.empty();
      } catch (RejectedExecutionException | IllegalStateException e) {
        return Optional.of("The schedule has ended");
      }
    }
    return silent.compareTo(LONGEST) > 0
        ? Optional.of("Nothing was done for " + silent.toMinutes() + " minutes")
        : Optional.empty();
  }
}

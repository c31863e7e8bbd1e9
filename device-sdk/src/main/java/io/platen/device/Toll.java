package io.platen.device;

import io.platen.device.discovery.Pace;
import io.platen.device.port.Scheduler;
import io.platen.device.printer.Traffic;
import java.time.Duration;

/**
 * Holds back readings of printers until those before them are paid for. [PLT-SYN-050] Printers are
 * read side by side, so a few readings may begin at once.
 */
final class Toll {
  /** Of a request and its answer: IPv4 and UDP. What connections have more is not known here. */
  private static final int HEADERS = 2 * 28;

  private final Scheduler scheduler;
  private Pace pace;
  private Duration paid;

  Toll(Scheduler scheduler, Pace pace) {
    this.scheduler = scheduler;
    this.pace = pace;
    this.paid = scheduler.elapsed();
  }

  /** From now on it is by this pace; what was read before still counts. */
  synchronized Toll at(Pace other) {
    pace = other;
    return this;
  }

  /**
   * @throws InterruptedException when the device stops
   */
  void await() throws InterruptedException {
    for (Duration left = left(); !left.isNegative() && !left.isZero(); left = left()) {
      scheduler.pause(left);
    }
  }

  private synchronized Duration left() {
    return paid.minus(scheduler.elapsed());
  }

  synchronized void pay(Traffic traffic) {
    Duration now = scheduler.elapsed();
    long bytes = traffic.bytesOut() + traffic.bytesIn() + (long) HEADERS * traffic.requests();
    paid = (paid.compareTo(now) > 0 ? paid : now).plus(pace.lasting(bytes));
  }
}

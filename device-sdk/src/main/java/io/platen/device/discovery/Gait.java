package io.platen.device.discovery;

import java.time.Duration;

/** When the next packet of a scan may leave. [PLT-SYN-022] [PLT-SYN-050] */
final class Gait {
  /** Of IPv4 and UDP. */
  private static final int HEADERS = 28;

  /** So much of the pace may be made up for after the loop was held up. */
  private static final Duration CATCH_UP = Duration.ofMillis(20);

  private final Pace pace;
  private final Duration gap;
  private Duration next;
  private Duration paid;

  Gait(Pace pace, Duration now) {
    this.pace = pace;
    this.gap = pace.gap();
    this.next = now;
    this.paid = now;
  }

  Duration next() {
    return later(next, paid);
  }

  void sent(Duration now, int payload) {
    next = later(next, now.minus(CATCH_UP)).plus(gap);
    heard(now, payload);
  }

  void heard(Duration now, int payload) {
    paid = later(paid, now).plus(pace.lasting(payload + HEADERS));
  }

  static Duration later(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}

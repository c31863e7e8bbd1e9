package io.platen.reference.simulate;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How much a printer has printed after a time: it works and rests in turn, each with a rhythm of
 * its own, and the same seed gives the same pages.
 */
record Workload(double cycleSeconds, double busySeconds, double pagesPerMinute) {

  static Workload of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double cycle = random.nextDouble(90, 300);
    return new Workload(cycle, cycle * random.nextDouble(0.15, 0.4), random.nextDouble(18, 55));
  }

  long pagesAfter(Duration time) {
    double at = seconds(time) + busySeconds;
    double cycles = Math.floor(at / cycleSeconds);
    double busy = cycles * busySeconds + Math.min(at - cycles * cycleSeconds, busySeconds);
    return (long) ((busy - busySeconds) * pagesPerMinute / 60);
  }

  boolean isPrintingAfter(Duration time) {
    return (seconds(time) + busySeconds) % cycleSeconds < busySeconds;
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}

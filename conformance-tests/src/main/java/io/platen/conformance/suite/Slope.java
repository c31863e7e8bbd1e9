package io.platen.conformance.suite;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.engine.Measure;
import io.platen.conformance.subject.Footprint.Reading;
import io.platen.protocol.Requirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Memory and threads over a soak, and whether they only grow. */
final class Slope {
  /** Below that, caches that fill up look like a leak. */
  private static final Duration JUDGED_FROM = Duration.ofHours(1);

  private static final int FEWEST = 20;
  private static final double BYTES = 1024 * 1024;
  private static final String HINT =
      "What grows for hours without more work ends the process one day. Draw the same over a day:"
          + " a cache becomes flat, a leak does not.";

  private final List<Reading> readings = new ArrayList<>();
  private final List<Double> hours = new ArrayList<>();

  void add(Duration since, Optional<Reading> reading) {
    reading.ifPresent(
        each -> {
          readings.add(each);
          hours.add(since.toMillis() / 3_600_000.0);
        });
  }

  /** Draws what was seen, and judges it where it lasted long enough. */
  void judge(Requirement requirement, Duration lasted, Checks checks) {
    if (readings.isEmpty()) {
      return;
    }
    checks.measured(
        requirement, new Measure("memory", "MiB", series(each -> each.bytes() / BYTES)));
    checks.measured(requirement, new Measure("threads", "", series(Reading::threads)));
    if (lasted.compareTo(JUDGED_FROM) >= 0 && readings.size() >= FEWEST) {
      judge(requirement, checks, "MiB of memory", each -> each.bytes() / BYTES, 8, 0.02);
      judge(requirement, checks, "threads", Reading::threads, 4, 0.02);
    }
  }

  /**
   * A line through the last three quarters, since the first one warms up.
   *
   * @param spare what may come in an hour, whatever there is
   * @param share what may come in an hour, of what there is
   */
  private void judge(
      Requirement requirement,
      Checks checks,
      String unit,
      ToDoubleFunction<Reading> of,
      double spare,
      double share) {
    int from = readings.size() / 4;
    List<Double> values = series(of).subList(from, readings.size());
    double anHour = slope(hours.subList(from, hours.size()), values);
    double mean = values.stream().mapToDouble(each -> each).average().orElse(0);
    double most = Math.max(spare, mean * share);
    checks.that(
        requirement,
        anHour <= most,
        "the same work for hours",
        String.format(Locale.ROOT, "%.1f %s more an hour", anHour, unit),
        String.format(Locale.ROOT, "at most %.1f %s more an hour", most, unit),
        HINT);
  }

  private List<Double> series(ToDoubleFunction<Reading> of) {
    return readings.stream().map(of::applyAsDouble).toList();
  }

  /** By least squares. */
  static double slope(List<Double> x, List<Double> y) {
    double meanX = x.stream().mapToDouble(each -> each).average().orElse(0);
    double meanY = y.stream().mapToDouble(each -> each).average().orElse(0);
    double over = 0;
    double under = 0;
    for (int i = 0; i < x.size(); i++) {
      over += (x.get(i) - meanX) * (y.get(i) - meanY);
      under += (x.get(i) - meanX) * (x.get(i) - meanX);
    }
    return under == 0 ? 0 : over / under;
  }
}

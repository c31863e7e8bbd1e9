package io.platen.server.notice.control;

import io.platen.server.notice.control.Facts.LevelAt;
import io.platen.server.notice.control.Facts.SupplyCourse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long a supply lasts by the use that was measured: what it fell since it was last replaced, or
 * within {@link #SEEN}, over the time in which it did.
 *
 * @param percentADay how fast it falls
 * @param over how long that was measured
 * @param days how many whole days are left
 */
record SupplyUse(double percentADay, Duration over, long days) {
  /** How far back is looked. */
  static final Duration SEEN = Duration.ofDays(60);

  /** Less says nothing: one busy day would be taken for every day. */
  static final Duration SHORTEST = Duration.ofDays(3);

  /** A smaller fall may be the sensor's. */
  static final int SMALLEST_FALL = 3;

  /** A supply that rises by so much was replaced; less is the sensor's. */
  static final int REPLACED = 10;

  private static final double SECONDS_A_DAY = 86_400;

  /** Empty where there is too little to tell by. */
  static Optional<SupplyUse> of(SupplyCourse course) {
    List<LevelAt> levels = sinceReplaced(course.levels());
    if (levels.isEmpty()) {
      return Optional.empty();
    }
    LevelAt first = levels.get(0);
    LevelAt last = levels.get(levels.size() - 1);
    Instant end = course.until().isAfter(last.at()) ? course.until() : last.at();
    Duration over = Duration.between(first.at(), end);
    int fall = first.percent() - last.percent();
    if (over.compareTo(SHORTEST) < 0 || fall < SMALLEST_FALL) {
      return Optional.empty();
    }
    double percentADay = fall * SECONDS_A_DAY / over.toSeconds();
    return Optional.of(
        new SupplyUse(percentADay, over, (long) Math.floor(last.percent() / percentADay)));
  }

  private static List<LevelAt> sinceReplaced(List<LevelAt> levels) {
    int from = 0;
    for (int i = 1; i < levels.size(); i++) {
      if (levels.get(i).percent() - levels.get(i - 1).percent() >= REPLACED) {
        from = i;
      }
    }
    return levels.subList(from, levels.size());
  }
}

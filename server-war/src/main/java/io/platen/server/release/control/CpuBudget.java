package io.platen.server.release.control;

import java.time.Duration;
import java.time.Instant;

/** So much CPU in a time and no more; what is begun is finished. For one thread. */
final class CpuBudget {
  private final Duration most;
  private final Duration time;
  private Instant began = Instant.MIN;
  private Duration spent = Duration.ZERO;

  /**
   * @param most of CPU
   * @param time in which it may be spent
   */
  CpuBudget(Duration most, Duration time) {
    this.most = most;
    this.time = time;
  }

  /** The same with another most; what was spent stays spent. */
  CpuBudget of(Duration other) {
    CpuBudget budget = new CpuBudget(other, time);
    budget.began = began;
    budget.spent = spent;
    return budget;
  }

  boolean hasSome(Instant now) {
    if (began.equals(Instant.MIN) || !now.isBefore(began.plus(time))) {
      began = now;
      spent = spent.compareTo(most) > 0 ? spent.minus(most) : Duration.ZERO;
    }
    return spent.compareTo(most) < 0;
  }

  void spend(Duration more) {
    spent = spent.plus(more);
  }
}

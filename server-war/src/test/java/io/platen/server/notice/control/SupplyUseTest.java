package io.platen.server.notice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.notice.control.Facts.LevelAt;
import io.platen.server.notice.control.Facts.SupplyCourse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long a supply lasts by what was measured. */
class SupplyUseTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

  /** Levels by how many days ago they began, the oldest first. */
  private static Optional<SupplyUse> use(int... daysAgoAndPercent) {
    List<LevelAt> levels = new ArrayList<>();
    for (int i = 0; i < daysAgoAndPercent.length; i += 2) {
      levels.add(
          new LevelAt(NOW.minus(Duration.ofDays(daysAgoAndPercent[i])), daysAgoAndPercent[i + 1]));
    }
    int last = levels.isEmpty() ? 0 : levels.get(levels.size() - 1).percent();
    return SupplyUse.of(new SupplyCourse(TestFacts.black(last), levels, NOW));
  }

  @Test
  void divides_what_is_left_by_the_use_of_a_day() {
    assertThat(use(30, 90, 10, 50, 0, 30))
        .hasValueSatisfying(
            use -> {
              assertThat(use.percentADay()).isEqualTo(2.0);
              assertThat(use.days()).isEqualTo(15);
              assertThat(use.over()).isEqualTo(Duration.ofDays(30));
            });
  }

  @Test
  void counts_the_days_at_the_last_level_too() {
    assertThat(use(20, 60, 10, 40)).hasValueSatisfying(use -> assertThat(use.days()).isEqualTo(40));
  }

  @Test
  void begins_anew_where_the_supply_was_replaced() {
    assertThat(use(50, 40, 30, 2, 20, 100, 0, 80))
        .hasValueSatisfying(use -> assertThat(use.days()).isEqualTo(80));
  }

  @Test
  void takes_a_sensor_that_wavers_for_no_replacement() {
    assertThat(use(20, 60, 10, 50, 9, 53, 0, 40))
        .hasValueSatisfying(use -> assertThat(use.percentADay()).isEqualTo(1.0));
  }

  @Test
  void says_nothing_by_one_level_a_short_time_or_a_small_fall() {
    assertThat(use()).isEmpty();
    assertThat(use(20, 40)).isEmpty();
    assertThat(use(2, 60, 0, 20)).isEmpty();
    assertThat(use(20, 40, 0, 38)).isEmpty();
  }

  @Test
  void says_nothing_where_it_rose() {
    assertThat(use(20, 40, 0, 45)).isEmpty();
  }
}

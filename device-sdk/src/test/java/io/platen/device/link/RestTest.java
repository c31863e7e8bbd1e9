package io.platen.device.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private final Rest<Tried> rest = new Rest<>();

  @Test
  void stands_until_the_time_is_over_that_a_server_has_asked_for() {
    // when
    rest.answered(asking(Duration.ofMinutes(2)), NOW);
    // then
    assertThat(rest.standing(NOW.plusSeconds(119))).isPresent();
    assertThat(rest.left(NOW.plusSeconds(119))).isEqualTo(Duration.ofSeconds(1));
    assertThat(rest.standing(NOW.plusSeconds(120))).isEmpty();
  }

  @Test
  void stands_for_a_day_at_most() {
    // when
    rest.answered(asking(Duration.ofDays(365)), NOW);
    // then
    assertThat(rest.standing(NOW.plus(Duration.ofHours(23)))).isPresent();
    assertThat(rest.standing(NOW.plus(Duration.ofHours(24)))).isEmpty();
  }

  @Test
  void ends_with_an_answer_that_asks_for_nothing() {
    // given
    rest.answered(asking(Duration.ofMinutes(2)), NOW);
    // when
    rest.answered(new Tried() {}, NOW);
    // then
    assertThat(rest.standing(NOW)).isEmpty();
  }

  @Test
  void does_not_stand_for_longer_where_the_clock_was_set_back() {
    // when
    rest.answered(asking(Duration.ofHours(23)), NOW);
    // then
    assertThat(rest.standing(NOW.minus(Duration.ofDays(30)))).isEmpty();
  }

  private static Tried asking(Duration wish) {
    return new Tried() {
      @Override
      public Optional<Duration> wish() {
        return Optional.of(wish);
      }
    };
  }
}

package io.platen.device.link;

import static io.platen.protocol.Requirement.PLT_LNK_012;
import static io.platen.protocol.Requirement.PLT_LNK_013;
import static io.platen.protocol.Requirement.PLT_LNK_014;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  @Test
  @Verifies(positive = PLT_LNK_012)
  void waits_any_time_up_to_a_bound_that_doubles_to_half_an_hour() {
    // given
    Backoff backoff = new Backoff(new SplittableRandom(7));
    long ceiling = 2_000;

    for (int failure = 0; failure < 40; failure++) {
      // when
      Duration pause = backoff.next();

      // then
      assertThat(pause.toMillis()).isBetween(0L, ceiling);
      ceiling = Math.min(ceiling * 2, Backoff.CAP.toMillis());
    }
  }

  @Test
  @Verifies(positive = PLT_LNK_012)
  void spreads_over_the_whole_range() {
    // given
    SplittableRandom random = new SplittableRandom(7);

    // when
    double mean =
        java.util.stream.IntStream.range(0, 2_000)
            .mapToLong(i -> new Backoff(random).next().toMillis())
            .average()
            .orElseThrow();

    // then
    assertThat(mean).isBetween(900.0, 1_100.0);
  }

  @Test
  @Verifies(negative = PLT_LNK_012)
  void waits_no_longer_than_half_an_hour_however_often_it_failed() {
    // given
    Backoff backoff = new Backoff(new SplittableRandom(7));

    // when
    List<Duration> pauses = Stream.generate(backoff::next).limit(1_000).toList();

    // then
    assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofMinutes(30)) <= 0);
    assertThat(pauses).anyMatch(pause -> pause.compareTo(Duration.ofMinutes(25)) > 0);
  }

  @Test
  @Verifies(positive = PLT_LNK_014)
  void allows_one_retry_for_ten_first_tries_once_the_start_is_over() {
    // given
    Backoff backoff = new Backoff(new SplittableRandom(7));
    while (backoff.mayRetry()) {
      assertThat(backoff.next()).isNotNull();
    }

    // when
    int retries = 0;
    for (int message = 0; message < 1_000; message++) {
      backoff.firstTry();
      retries += backoff.mayRetry() ? 1 : 0;
    }

    // then
    assertThat(retries).isEqualTo(100);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "120, 120",
    "0, 1",
    "9999999999, 86400",
    "'Mon, 23 Nov 2026 08:05:00 GMT', 300",
    "'Mon, 23 Nov 2026 07:00:00 GMT', 1",
    "'Sun, 23 Nov 2036 08:00:00 GMT', 86400",
  })
  @Verifies(positive = PLT_LNK_013)
  void reads_both_forms_of_retry_after_within_bounds(String header, long seconds) {
    assertThat(RetryAfter.parse(header, NOW)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"soon", "-5", "1e3"})
  @Verifies(negative = PLT_LNK_013)
  void leaves_an_unreadable_retry_after_aside(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Optional.empty());
  }
}

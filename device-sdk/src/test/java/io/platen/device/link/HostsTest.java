package io.platen.device.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HostsTest {
  private static final URI FIRST = URI.create("https://one.example");
  private static final URI SECOND = URI.create("https://two.example");
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  private final Hosts hosts = new Hosts(List.of(FIRST, SECOND), new SplittableRandom(1));

  @Test
  void stays_with_the_first_after_one_failure() {
    assertThat(hosts.failed(FIRST, NOW)).isFalse();
    assertThat(hosts.choose(NOW)).isEqualTo(FIRST);
  }

  @Test
  void takes_the_other_after_two_failures_in_a_row() {
    hosts.failed(FIRST, NOW);
    assertThat(hosts.failed(FIRST, NOW)).isTrue();
    assertThat(hosts.choose(NOW)).isEqualTo(SECOND);
  }

  @Test
  void counts_only_failures_in_a_row() {
    hosts.failed(FIRST, NOW);
    hosts.worked(FIRST);
    assertThat(hosts.failed(FIRST, NOW)).isFalse();
  }

  @Test
  void stays_with_the_second_while_it_works() {
    moveToSecond();
    hosts.worked(SECOND);
    assertThat(hosts.choose(NOW.plus(Duration.ofMinutes(14)))).isEqualTo(SECOND);
  }

  @Test
  void tries_the_first_again_after_15_to_45_minutes() {
    moveToSecond();
    hosts.worked(SECOND);
    assertThat(hosts.choose(NOW.plus(Duration.ofMinutes(45)))).isEqualTo(FIRST);
    hosts.worked(FIRST);
    assertThat(hosts.choose(NOW.plus(Duration.ofDays(1)))).isEqualTo(FIRST);
  }

  @Test
  void goes_back_to_the_second_where_the_first_is_still_down() {
    moveToSecond();
    hosts.worked(SECOND);
    Instant probe = NOW.plus(Duration.ofMinutes(45));
    assertThat(hosts.failed(FIRST, probe)).isTrue();
    assertThat(hosts.choose(probe)).isEqualTo(SECOND);
  }

  @Test
  void has_nowhere_to_go_with_one_host() {
    Hosts one = new Hosts(List.of(FIRST), new SplittableRandom(1));
    for (int i = 0; i < 5; i++) {
      assertThat(one.failed(FIRST, NOW)).isFalse();
    }
    assertThat(one.choose(NOW)).isEqualTo(FIRST);
  }

  private void moveToSecond() {
    hosts.failed(FIRST, NOW);
    hosts.failed(FIRST, NOW);
  }
}

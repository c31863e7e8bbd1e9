package io.platen.device.link;

import static io.platen.protocol.Requirement.PLT_LNK_010;
import static io.platen.protocol.Requirement.PLT_LNK_011;
import static io.platen.protocol.Requirement.PLT_LNK_018;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
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
  @Verifies(negative = PLT_LNK_010)
  void stays_with_the_first_after_one_failure() {
    assertThat(hosts.failed(FIRST, NOW)).isFalse();
    assertThat(hosts.choose(NOW)).isEqualTo(FIRST);
  }

  @Test
  @Verifies(positive = PLT_LNK_010)
  void takes_the_other_after_two_failures_in_a_row() {
    hosts.failed(FIRST, NOW);
    assertThat(hosts.failed(FIRST, NOW)).isTrue();
    assertThat(hosts.choose(NOW)).isEqualTo(SECOND);
  }

  @Test
  @Verifies(negative = PLT_LNK_010)
  void counts_only_failures_in_a_row() {
    hosts.failed(FIRST, NOW);
    hosts.worked(FIRST);
    assertThat(hosts.failed(FIRST, NOW)).isFalse();
  }

  @Test
  @Verifies(positive = PLT_LNK_011)
  void stays_with_the_second_while_it_works() {
    moveToSecond();
    hosts.worked(SECOND);
    assertThat(hosts.choose(NOW.plus(Duration.ofMinutes(14)))).isEqualTo(SECOND);
  }

  @Test
  @Verifies(positive = PLT_LNK_011)
  void tries_the_first_again_after_15_to_45_minutes() {
    moveToSecond();
    hosts.worked(SECOND);
    assertThat(hosts.choose(NOW.plus(Duration.ofMinutes(45)))).isEqualTo(FIRST);
    hosts.worked(FIRST);
    assertThat(hosts.choose(NOW.plus(Duration.ofDays(1)))).isEqualTo(FIRST);
  }

  @Test
  @Verifies(negative = PLT_LNK_011)
  void goes_back_to_the_second_where_the_first_is_still_down() {
    moveToSecond();
    hosts.worked(SECOND);
    Instant probe = NOW.plus(Duration.ofMinutes(45));
    assertThat(hosts.failed(FIRST, probe)).isTrue();
    assertThat(hosts.choose(probe)).isEqualTo(SECOND);
  }

  @Test
  @Verifies(negative = PLT_LNK_011)
  void goes_back_to_the_first_though_the_clock_was_set_back() {
    // given
    moveToSecond();
    hosts.worked(SECOND);

    // when
    Instant past = NOW.minus(Duration.ofDays(400));

    // then
    assertThat(hosts.choose(past)).isEqualTo(FIRST);
  }

  @Test
  void has_nowhere_to_go_with_one_host() {
    Hosts one = new Hosts(List.of(FIRST), new SplittableRandom(1));
    for (int i = 0; i < 5; i++) {
      assertThat(one.failed(FIRST, NOW)).isFalse();
    }
    assertThat(one.choose(NOW)).isEqualTo(FIRST);
  }

  @Test
  void asks_named_hosts_first_and_those_of_the_configuration_after_them() {
    // given
    URI named = URI.create("https://named.example/");
    hosts.adopt(List.of(named, SECOND));
    assertThat(hosts.choose(NOW)).isEqualTo(URI.create("https://named.example"));

    // when
    hosts.failed(URI.create("https://named.example"), NOW);
    hosts.failed(SECOND, NOW);
    hosts.failed(SECOND, NOW);

    // then
    assertThat(hosts.choose(NOW)).isEqualTo(FIRST);
  }

  @Test
  void does_not_begin_anew_where_the_same_hosts_are_named_again() {
    // given
    hosts.adopt(List.of(SECOND, FIRST));
    hosts.failed(SECOND, NOW);
    hosts.failed(SECOND, NOW);

    // when
    hosts.adopt(List.of(SECOND, FIRST));

    // then
    assertThat(hosts.choose(NOW)).isEqualTo(FIRST);
  }

  @Test
  @Verifies(negative = PLT_LNK_018)
  void is_as_patient_with_a_named_host_that_has_worked_as_with_a_configured_one() {
    // given
    URI named = URI.create("https://named.example");
    hosts.adopt(List.of(named));
    hosts.worked(named);

    // when
    boolean moved = hosts.failed(named, NOW);

    // then
    assertThat(moved).isFalse();
  }

  private void moveToSecond() {
    hosts.failed(FIRST, NOW);
    hosts.failed(FIRST, NOW);
  }
}

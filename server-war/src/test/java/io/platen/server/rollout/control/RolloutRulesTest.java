package io.platen.server.rollout.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.rollout.control.Step.Fault;
import io.platen.server.rollout.control.Step.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutRulesTest {
  private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
  private static final Gates GATES = new Gates(90, Duration.ofHours(4), 5, 20, 5, 4);
  private static final RolloutRules RULES = new RolloutRules(GATES, false);
  private static final WaveCount LATER = count(100, 0, 0, 0);

  @Test
  void opens_the_first_wave_at_once() {
    // when
    Step step = RULES.next(List.of(count(10, 0, 0, 0), LATER), -1, NOW);
    // then
    assertThat(step).isEqualTo(new Step.Open(0));
  }

  @Test
  void waits_while_fewer_are_confirmed_than_the_gate_wants() {
    assertThat(RULES.next(List.of(count(0, 2, 8, 0), LATER), 0, NOW))
        .isEqualTo(new Step.Stay(Reason.CONFIRMATIONS));
  }

  @Test
  void lets_a_wave_soak_from_its_last_confirmation() {
    // given
    WaveCount wave = new WaveCount(0, 1, 9, 0, 0, 0, 0, NOW.minus(Duration.ofHours(1)));
    // then
    assertThat(RULES.next(List.of(wave, LATER), 0, NOW))
        .isEqualTo(new Step.Soak(NOW.plus(Duration.ofHours(3))));
    assertThat(RULES.next(List.of(wave, LATER), 0, NOW.plus(Duration.ofHours(3))))
        .isEqualTo(new Step.Open(1));
  }

  @Test
  void judges_no_share_before_the_sample_is_there() {
    assertThat(RULES.next(List.of(count(0, 96, 0, 4), LATER), 0, NOW))
        .isEqualTo(new Step.Stay(Reason.CONFIRMATIONS));
  }

  @Test
  void judges_a_wave_that_is_smaller_than_the_sample_when_it_is_complete() {
    assertThat(RULES.next(List.of(count(0, 0, 0, 1), LATER), 0, NOW))
        .isEqualTo(new Step.Stop(Fault.BAD_SHARE, 1, 1));
  }

  @Test
  void pauses_at_a_small_share_of_bad_ends_and_stops_at_a_large_one() {
    assertThat(RULES.next(List.of(count(0, 80, 18, 2), LATER), 0, NOW))
        .isEqualTo(new Step.Pause(Fault.BAD_SHARE, 2, 20));
    assertThat(RULES.next(List.of(count(0, 90, 4, 6), LATER), 0, NOW))
        .isEqualTo(new Step.Stop(Fault.BAD_SHARE, 6, 10));
  }

  @Test
  void bears_a_share_that_is_just_allowed() {
    assertThat(RULES.next(List.of(count(0, 80, 19, 1), LATER), 0, NOW))
        .isEqualTo(new Step.Stay(Reason.CONFIRMATIONS));
  }

  @Test
  void counts_silence_against_the_release() {
    // given
    WaveCount wave = new WaveCount(0, 0, 3, 0, 0, 7, 0, NOW);
    // then
    assertThat(RULES.next(List.of(wave, LATER), 0, NOW))
        .isEqualTo(new Step.Stop(Fault.BAD_SHARE, 7, 10));
  }

  @Test
  void pauses_at_the_first_device_that_runs_something_else_than_it_says() {
    // given
    WaveCount wave = new WaveCount(0, 0, 99, 0, 0, 0, 1, NOW);
    // then
    assertThat(RULES.next(List.of(wave, LATER), 0, NOW))
        .isEqualTo(new Step.Pause(Fault.CONTRADICTION, 1, 100));
  }

  @Test
  void notices_devices_of_an_earlier_wave_that_turned_bad() {
    // given
    WaveCount earlier = count(0, 0, 60, 40);
    // then
    assertThat(RULES.next(List.of(earlier, count(0, 100, 0, 0), LATER), 1, NOW))
        .isEqualTo(new Step.Stop(Fault.BAD_SHARE, 40, 100));
  }

  @Test
  void pauses_when_the_gate_can_never_open() {
    // given
    Gates mild = new Gates(90, Duration.ZERO, 50, 80, 50, 4);
    WaveCount wave = count(0, 5, 3, 2);
    // then
    assertThat(new RolloutRules(mild, false).next(List.of(wave, LATER), 0, NOW))
        .isEqualTo(new Step.Pause(Fault.GATE_OUT_OF_REACH, 2, 5));
  }

  @Test
  void passes_a_wave_that_nobody_is_in() {
    assertThat(RULES.next(List.of(WaveCount.NONE, LATER), 0, NOW)).isEqualTo(new Step.Open(1));
  }

  @Test
  void ends_when_each_device_of_the_last_wave_has_ended() {
    // given
    List<WaveCount> underway = List.of(count(0, 0, 10, 0), count(0, 1, 99, 0));
    List<WaveCount> ended = List.of(count(0, 0, 10, 0), count(0, 0, 100, 0));
    // then
    assertThat(RULES.next(underway, 1, NOW)).isEqualTo(new Step.Stay(Reason.LAST_DEVICES));
    assertThat(RULES.next(ended, 1, NOW)).isEqualTo(new Step.Finish());
    assertThat(new RolloutRules(GATES, true).next(ended, 1, NOW))
        .isEqualTo(new Step.Stay(Reason.LATER_DEVICES));
  }

  private static WaveCount count(int waiting, int underway, int confirmed, int rolledBack) {
    return new WaveCount(waiting, underway, confirmed, 0, rolledBack, 0, 0, NOW);
  }
}

package io.platen.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whether a device's own thread goes on. */
class PulseTest {
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-26T08:00:00Z"));
  private final Pulse pulse = new Pulse(time);

  @Test
  void is_well_while_the_schedule_does_what_is_due() {
    for (int look = 0; look < 10; look++) {
      // when
      assertThat(pulse.fault()).isEmpty();
      time.advance(Duration.ofHours(1));
    }

    // then
    assertThat(pulse.fault()).isEmpty();
  }

  @Test
  void is_not_well_when_the_schedule_does_nothing_for_long_and_is_again_when_it_does() {
    // given
    pulse.fault();

    // when: time goes by, and nothing that is due is done
    time.pass(Pulse.LONGEST);
    assertThat(pulse.fault()).isEmpty();
    time.pass(Duration.ofMinutes(1));

    // then
    assertThat(pulse.fault()).contains("Nothing was done for 31 minutes");
    time.advance(Duration.ZERO);
    assertThat(pulse.fault()).isEmpty();
  }

  @Test
  void takes_the_steps_of_a_long_cycle_for_signs_of_life() {
    // given: a cycle holds the schedule for hours
    pulse.fault();

    for (int step = 0; step < 10; step++) {
      // when
      time.pass(Duration.ofMinutes(29));
      pulse.sign();

      // then
      assertThat(pulse.fault()).isEmpty();
    }
  }

  @Test
  void says_that_the_schedule_has_ended() {
    // when
    time.close();

    // then
    assertThat(pulse.fault()).contains("The schedule has ended");
  }
}

package io.platen.device;

import static io.platen.protocol.Requirement.PLT_SYN_050;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.discovery.Pace;
import io.platen.device.printer.Traffic;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TollTest {
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-03-02T08:00:00Z"));
  private final Toll toll = new Toll(time, new Pace(100, 60_000));

  @Test
  void holds_back_nothing_before_something_was_read() throws Exception {
    // when
    toll.await();
    // then
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_SYN_050)
  void holds_back_a_reading_until_those_before_it_are_paid_for() throws Exception {
    // given: 3,944 bytes and 56 of headers at 1,000 a second
    toll.pay(new Traffic(1, 944, 3_000));
    toll.pay(new Traffic(1, 944, 3_000));
    // when
    toll.await();
    // then
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(8));
  }

  @Test
  void saves_up_no_time_in_which_nothing_was_read() throws Exception {
    // given
    time.pause(Duration.ofHours(1));
    toll.pay(new Traffic(1, 944, 3_000));
    // when
    toll.await();
    // then
    assertThat(time.pauses()).containsExactly(Duration.ofHours(1), Duration.ofSeconds(4));
  }
}

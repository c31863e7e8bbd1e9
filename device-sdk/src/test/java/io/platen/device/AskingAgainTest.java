package io.platen.device;

import static io.platen.protocol.Requirement.PLT_ENR_054;
import static io.platen.protocol.Requirement.PLT_LNK_034;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.identity.EstOutcome;
import io.platen.device.link.LinkFailure;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AskingAgainTest {
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-26T08:00:00Z"));
  private final List<Instant> asked = new ArrayList<>();
  private final AskingAgain again = new AskingAgain(time, new Random(1), this::inVain);
  private Duration wish = Duration.ofSeconds(10);

  private void inVain() {
    asked.add(time.instant());
    again.waits(wish);
  }

  @Test
  @Verifies(positive = PLT_ENR_054)
  void asks_soon_at_first_and_then_every_hour_at_most() {
    // given
    again.start();

    // when
    again.waits(wish);
    time.advance(Duration.ofMinutes(1));
    int soon = asked.size();
    time.advance(Duration.ofHours(12));

    // then
    assertThat(soon).isEqualTo(1);
    assertThat(asked).hasSizeBetween(5 + 11, 6 + 22);
    for (int i = 1; i < asked.size(); i++) {
      assertThat(Duration.between(asked.get(i - 1), asked.get(i)))
          .isLessThanOrEqualTo(AskingAgain.LONGEST);
    }
  }

  @Test
  @Verifies(negative = PLT_ENR_054)
  void asks_no_earlier_than_it_was_asked_to_and_up_to_a_tenth_later() {
    // given
    again.start();
    wish = Duration.ofHours(3);

    // when
    again.waits(wish);
    time.advance(wish.minusMillis(1));
    int early = asked.size();
    time.advance(wish.dividedBy(10).plusMillis(1));

    // then
    assertThat(early).isZero();
    assertThat(asked).hasSize(1);
  }

  @Test
  void begins_anew_with_short_times_once_that_is_settled() {
    // given
    again.start();
    again.waits(wish);
    time.advance(Duration.ofHours(12));

    // when
    again.forget();
    again.settled();
    asked.clear();
    again.waits(wish);
    time.advance(Duration.ofMinutes(1));

    // then
    assertThat(asked).hasSize(1);
  }

  @Test
  void leaves_it_to_who_runs_the_cycles_of_a_device_that_was_not_started() {
    // when
    again.waits(wish);

    // then
    assertThat(time.waiting()).isZero();
  }

  @Test
  @Verifies(negative = PLT_LNK_034)
  void leaves_it_to_the_next_cycle_where_the_proxy_refused_the_login() {
    // given
    again.start();
    URI host = URI.create("https://enrolment.example");

    // when
    again.failed(
        new EstOutcome.Failed(
            new LinkFailure(host, LinkFailure.Kind.PROXY_LOGIN, "wrong login", "Set it"), wish));
    int afterLogin = time.waiting();
    again.failed(
        new EstOutcome.Failed(
            new LinkFailure(host, LinkFailure.Kind.TIMED_OUT, "nothing came", "Wait"), wish));

    // then
    assertThat(afterLogin).isZero();
    assertThat(time.waiting()).isEqualTo(1);
  }

  @Test
  void asks_no_more_once_it_is_closed() {
    // given
    again.start();
    time.close();

    // when
    again.waits(wish);

    // then
    assertThat(time.waiting()).isZero();
  }
}

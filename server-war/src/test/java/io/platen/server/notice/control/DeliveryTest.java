package io.platen.server.notice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.notice.entity.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is made of each outcome, without a database. */
class DeliveryTest {
  private static final Channel DESK =
      TestNotices.channel("Desk", Channel.Kind.MAIL, "desk@fleet.example");

  private final Memory outbox = new Memory();
  private final List<Letter> sent = new ArrayList<>();
  private Instant now = TestNotices.START;

  /** An outbox that remembers what it was told. */
  private static final class Memory implements Outbox {
    final Deque<Claimed> due = new ArrayDeque<>();
    final List<String> told = new ArrayList<>();

    @Override
    public Optional<Claimed> claim(Channel.Kind kind, Instant now) {
      return Optional.ofNullable(due.poll());
    }

    @Override
    public void sent(Claimed notice, Instant now) {
      told.add("sent");
    }

    @Override
    public void later(Claimed notice, Instant next, String why) {
      told.add("later " + next + " " + why);
    }

    @Override
    public void failed(Claimed notice, Instant now, String why) {
      told.add("failed " + why);
    }
  }

  private void deliver(Outcome outcome) {
    new Delivery(
            outbox,
            letter -> {
              sent.add(letter);
              return outcome;
            },
            TestNotices.TEXT,
            new Backoff(() -> 1),
            () -> now)
        .deliver(Channel.Kind.MAIL);
  }

  private static Claimed claimed(int tries) {
    return new Claimed(
        new UUID(1, tries),
        new UUID(2, 2),
        DESK,
        null,
        "desk@fleet.example",
        TestNotices.START,
        tries,
        List.of());
  }

  @Test
  void sends_all_that_is_due_and_notes_it() {
    // given
    outbox.due.add(claimed(1));
    outbox.due.add(claimed(2));
    // when
    deliver(new Outcome.Sent());
    // then
    assertThat(outbox.told).containsExactly("sent", "sent");
    assertThat(sent).extracting(Letter::id).containsExactly(new UUID(1, 1), new UUID(1, 2));
  }

  @Test
  void waits_twice_as_long_each_time_and_an_hour_at_most() {
    // given
    for (int tries = 1; tries <= 8; tries++) {
      outbox.due.add(claimed(tries));
    }
    // when
    deliver(new Outcome.Later("busy"));
    // then
    assertThat(outbox.told)
        .extracting(
            told -> Duration.between(now, Instant.parse(told.split(" ", -1)[1])).toMinutes())
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void spreads_its_tries_so_that_nodes_do_not_come_together() {
    assertThat(new Backoff(() -> 0).after(3)).isEqualTo(Duration.ofMinutes(2));
    assertThat(new Backoff(() -> 0.5).after(3)).isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void gives_up_after_a_day() {
    // given
    now = TestNotices.START.plus(Duration.ofDays(1)).plusSeconds(1);
    outbox.due.add(claimed(30));
    // when
    deliver(new Outcome.Later("busy"));
    // then
    assertThat(outbox.told).containsExactly("failed busy");
  }

  @Test
  void gives_up_at_once_what_never_will_go() {
    // given
    outbox.due.add(claimed(1));
    // when
    deliver(new Outcome.Never("550 no\r\nsuch user"));
    // then
    assertThat(outbox.told).containsExactly("failed 550 no such user");
  }
}

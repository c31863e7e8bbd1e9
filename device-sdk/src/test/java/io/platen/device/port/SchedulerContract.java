package io.platen.device.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What every scheduler does. */
abstract class SchedulerContract {
  private final List<String> done = new CopyOnWriteArrayList<>();

  abstract Scheduler scheduler();

  /** Lets what is due by now be done. */
  abstract void letDueWorkBeDone(Scheduler scheduler) throws InterruptedException;

  @Test
  void does_work_in_the_order_of_its_time() throws InterruptedException {
    try (Scheduler scheduler = scheduler()) {
      // when
      scheduler.after(Duration.ZERO, () -> done.add("first"));
      scheduler.after(Duration.ofMillis(2), () -> done.add("second"));
      letDueWorkBeDone(scheduler);

      // then
      assertThat(done).containsExactly("first", "second");
    }
  }

  @Test
  void does_what_is_aside_while_a_piece_of_the_schedule_waits() throws InterruptedException {
    try (Scheduler scheduler = scheduler()) {
      // given
      AtomicBoolean was = new AtomicBoolean();
      scheduler.after(
          Duration.ZERO,
          () -> {
            scheduler.aside(() -> done.add("aside"));
            was.set(waitsUntilDone(scheduler));
          });

      // when
      letDueWorkBeDone(scheduler);
      letDueWorkBeDone(scheduler);

      // then
      assertThat(was).isTrue();
    }
  }

  /** For so long that only a fault makes it give up. */
  private boolean waitsUntilDone(Scheduler scheduler) {
    try {
      for (int turn = 0; turn < 10_000 && done.isEmpty(); turn++) {
        scheduler.pause(Duration.ofMillis(2));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the assertion says it
    }
    return !done.isEmpty();
  }

  @Test
  void forgets_what_was_cancelled() throws InterruptedException {
    try (Scheduler scheduler = scheduler()) {
      // when
      scheduler.after(Duration.ofMillis(500), () -> done.add("never")).cancel();
      scheduler.after(Duration.ZERO, () -> done.add("done"));
      letDueWorkBeDone(scheduler);

      // then
      assertThat(done).containsExactly("done");
    }
  }

  @Test
  void ends_a_pause_when_it_is_closed() {
    // given
    Scheduler scheduler = scheduler();

    // when
    scheduler.close();

    // then
    assertThatThrownBy(() -> scheduler.pause(Duration.ofHours(1)))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void gives_what_came_of_work_side_by_side_in_its_order_and_in_the_callers_thread()
      throws InterruptedException {
    // given
    List<Scheduler.Part<String>> parts = new ArrayList<>();
    for (int part = 0; part < 20; part++) {
      String name = "part " + part;
      parts.add(() -> name);
    }
    Set<Thread> threads = new HashSet<>();

    // when
    try (Scheduler scheduler = scheduler()) {
      scheduler.sideBySide(
          parts,
          result -> {
            threads.add(Thread.currentThread());
            done.add(result);
          });
    }

    // then
    assertThat(done).hasSize(20).startsWith("part 0", "part 1").endsWith("part 19");
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void does_nothing_side_by_side_when_it_is_closed() {
    // given
    Scheduler scheduler = scheduler();
    List<Scheduler.Part<String>> parts = List.of(() -> "part");

    // when
    scheduler.close();

    // then
    assertThatThrownBy(() -> scheduler.sideBySide(parts, done::add))
        .isInstanceOf(InterruptedException.class);
    assertThat(done).isEmpty();
  }

  @Test
  void gives_what_came_of_work_within_its_time() throws InterruptedException {
    try (Scheduler scheduler = scheduler()) {
      assertThat(scheduler.within(Duration.ofHours(1), () -> "part")).contains("part");
    }
  }

  @Test
  void tells_that_work_within_its_time_failed() {
    try (Scheduler scheduler = scheduler()) {
      assertThatThrownBy(
              () ->
                  scheduler.within(
                      Duration.ofHours(1),
                      () -> {
                        throw new IllegalArgumentException("odd answer");
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("odd answer");
    }
  }

  @Test
  void does_nothing_within_a_time_when_it_is_closed() {
    // given
    Scheduler scheduler = scheduler();

    // when
    scheduler.close();

    // then
    assertThatThrownBy(() -> scheduler.within(Duration.ofHours(1), () -> done.add("part")))
        .isInstanceOf(InterruptedException.class);
    assertThat(done).isEmpty();
  }
}

package io.platen.device;

import io.platen.device.link.DeviceClock;
import io.platen.device.port.Scheduler;
import io.platen.device.schedule.Timetable;
import io.platen.protocol.Limit;
import io.platen.protocol.sync.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One cycle after the other, on the schedule of the policy or as what came of the last asks. */
final class Rounds implements AutoCloseable {
  /** [PLT-LNK-024] A device that is cut off asks again once a day. */
  private static final Duration CUT_OFF_PAUSE = Limit.CUT_OFF_HOURS.duration();

  private static final Duration STORE_PAUSE = Duration.ofMinutes(10);

  private final Scheduler scheduler;
  private final DeviceClock clock;
  private final Timetable timetable;
  private final Supplier<Policy.Schedule> schedule;
  private final Round round;
  private final BiConsumer<CycleOutcome, Instant> told;
  private Scheduler.@Nullable Task due;

  /** Which piece of scheduled work counts: one that was just cancelled may have begun. */
  private long turn;

  private boolean closed;

  /**
   * @param schedule as the policy has it now
   * @param told hears what came of each, and when the next is due
   */
  Rounds(
      Scheduler scheduler,
      DeviceClock clock,
      Timetable timetable,
      Supplier<Policy.Schedule> schedule,
      Round round,
      BiConsumer<CycleOutcome, Instant> told) {
    this.scheduler = scheduler;
    this.clock = clock;
    this.timetable = timetable;
    this.schedule = schedule;
    this.round = round;
    this.told = told;
  }

  /** One cycle. */
  @FunctionalInterface
  interface Round {
    /**
     * @throws InterruptedException when the device is closed meanwhile
     */
    CycleOutcome run() throws InterruptedException;
  }

  /**
   * @param wait until the first; empty where it waits for its time
   */
  void start(Optional<Duration> wait) {
    Instant now = clock.instant();
    at(wait.map(now::plus).orElseGet(() -> timetable.next(schedule.get(), now)));
  }

  /** The next begins at once, unless one is running. */
  synchronized void soon() {
    Scheduler.Task waiting = due;
    if (waiting != null) {
      waiting.cancel();
      at(clock.instant());
    }
  }

  /** The device is cut off. */
  void rest() {
    at(clock.instant().plus(CUT_OFF_PAUSE));
  }

  private synchronized void at(Instant time) {
    if (closed) {
      return;
    }
    Duration delay = Duration.between(clock.instant(), time);
    long mine = ++turn;
    due = scheduler.after(delay.isNegative() ? Duration.ZERO : delay, () -> work(mine));
  }

  /** One cycle, then the next is put on the schedule, whatever came of this one. */
  private void work(long mine) {
    if (!begins(mine)) {
      return;
    }
    Instant next = clock.instant().plus(STORE_PAUSE); // where even telling what came of it fails
    boolean goesOn = true;
    try {
      next = next(round.run());
    } catch (InterruptedException e) {
      goesOn = false;
      Thread.currentThread().interrupt(); // the device is being closed
    } finally {
      if (goesOn) {
        at(next);
      }
    }
  }

  private synchronized boolean begins(long mine) {
    boolean counts = mine == turn;
    if (counts) {
      due = null;
    }
    return counts;
  }

  private Instant next(CycleOutcome outcome) {
    Instant now = clock.instant();
    Instant next =
        switch (outcome.kind()) {
          case DONE -> timetable.next(schedule.get(), now);
          case CUT_OFF -> now.plus(CUT_OFF_PAUSE);
          case STORE_FAILED -> now.plus(STORE_PAUSE);
          case WAITING -> earlier(outcome.again().orElse(null), now);
        };
    told.accept(outcome, next);
    return next;
  }

  private Instant earlier(@Nullable Instant again, Instant now) {
    Instant regular = timetable.next(schedule.get(), now);
    return again == null || regular.isBefore(again) ? regular : again;
  }

  /** What runs ends by itself, and no other follows. */
  @Override
  public synchronized void close() {
    closed = true;
  }
}

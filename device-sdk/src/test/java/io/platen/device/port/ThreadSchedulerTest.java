package io.platen.device.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ThreadSchedulerTest extends SchedulerContract {
  @Override
  Scheduler scheduler() {
    return new ThreadScheduler("test-scheduler");
  }

  @Override
  void letDueWorkBeDone(Scheduler scheduler) throws InterruptedException {
    CountDownLatch last = new CountDownLatch(1);
    scheduler.after(Duration.ofMillis(20), last::countDown);
    assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void goes_on_after_work_that_fails_and_leaves_no_thread() throws InterruptedException {
    // given
    Thread[] worker = new Thread[1];
    Scheduler scheduler = scheduler();

    // when
    scheduler.after(
        Duration.ZERO,
        () -> {
          throw new IllegalStateException("wanted by the test");
        });
    scheduler.after(Duration.ZERO, () -> worker[0] = Thread.currentThread());
    letDueWorkBeDone(scheduler);
    scheduler.close();

    // then
    assertThat(worker[0].getName()).isEqualTo("test-scheduler");
    assertThat(worker[0].isDaemon()).isTrue();
    worker[0].join(10_000);
    assertThat(worker[0].isAlive()).isFalse();
  }

  @Test
  void begins_nothing_that_comes_when_it_is_closed() {
    // given
    List<String> begun = new ArrayList<>();
    Scheduler scheduler = scheduler();
    scheduler.close();

    // when
    scheduler.aside(() -> begun.add("aside"));

    // then
    assertThat(begun).isEmpty();
  }

  @Test
  void says_that_work_ended_in_an_error() throws InterruptedException {
    // given
    Error wanted = new StackOverflowError("wanted by the test");
    BlockingQueue<Throwable> said = new LinkedBlockingQueue<>();
    Logger logger = Logger.getLogger(ThreadScheduler.class.getName());
    Handler ear = new Ear(said);
    logger.addHandler(ear);

    // when
    try (Scheduler scheduler = scheduler()) {
      scheduler.after(
          Duration.ZERO,
          () -> {
            throw wanted;
          });

      // then
      assertThat(said.poll(10, TimeUnit.SECONDS)).isSameAs(wanted);
    } finally {
      logger.removeHandler(ear);
    }
  }

  /** Hears what is logged. */
  private static final class Ear extends Handler {
    private final Queue<Throwable> said;

    Ear(Queue<Throwable> said) {
      this.said = said;
    }

    @Override
    public void publish(LogRecord line) {
      said.add(line.getThrown());
    }

    @Override
    public void flush() {
      // nothing waits
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  @Test
  void does_four_parts_at_once_and_no_more() throws InterruptedException {
    // given: each part waits until four are under way
    CountDownLatch four = new CountDownLatch(4);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Scheduler.Part<Boolean> part =
        () -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          four.countDown();
          boolean together = four.await(10, TimeUnit.SECONDS);
          now.decrementAndGet();
          return together;
        };
    List<Boolean> together = new ArrayList<>();

    // when
    try (Scheduler scheduler = scheduler()) {
      scheduler.sideBySide(Collections.nCopies(12, part), together::add);
    }

    // then
    assertThat(together).hasSize(12).containsOnly(true);
    assertThat(most.get()).isEqualTo(Scheduler.SIDE_BY_SIDE);
  }

  @Test
  void interrupts_parts_when_it_is_closed_and_leaves_no_thread() throws InterruptedException {
    // given: parts that wait for ever, and more of them than threads
    CountDownLatch begun = new CountDownLatch(4);
    CountDownLatch ended = new CountDownLatch(1);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Scheduler.Part<String> part =
        () -> {
          threads.add(Thread.currentThread());
          begun.countDown();
          new CountDownLatch(1).await();
          return "never";
        };
    Scheduler scheduler = scheduler();
    scheduler.after(
        Duration.ZERO,
        () -> {
          try {
            scheduler.sideBySide(Collections.nCopies(9, part), result -> {});
          } catch (InterruptedException e) {
            ended.countDown();
          }
        });
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    // when
    scheduler.close();

    // then
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(threads).hasSize(4).allMatch(Thread::isDaemon);
    for (Thread thread : threads) {
      thread.join(10_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  @Test
  void gives_up_work_that_takes_too_long_and_interrupts_it() throws InterruptedException {
    // given
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Scheduler.Part<String> slow =
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            interrupted.countDown();
          }
          return "never";
        };
    try (Scheduler scheduler = scheduler()) {
      // when: where a thread is late, the part is given up before it has begun
      while (begun.getCount() > 0) {
        assertThat(scheduler.within(Duration.ofMillis(1), slow)).isEmpty();
      }

      // then
      assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void begins_no_more_work_while_too_much_that_was_given_up_goes_on() throws InterruptedException {
    // given: work that is deaf to being interrupted
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    Scheduler.Part<String> deaf =
        () -> {
          begun.incrementAndGet();
          while (end.getCount() > 0) {
            Thread.onSpinWait();
          }
          return "late";
        };
    try (Scheduler scheduler = scheduler()) {
      while (begun.get() < 2 * Scheduler.SIDE_BY_SIDE) {
        assertThat(scheduler.within(Duration.ofMillis(1), deaf)).isEmpty();
      }

      // when
      Optional<String> refused = scheduler.within(Duration.ofHours(1), () -> "part");

      // then
      end.countDown();
      assertThat(refused).isEmpty();
    }
  }
}

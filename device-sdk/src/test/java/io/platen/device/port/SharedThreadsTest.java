package io.platen.device.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedThreadsTest extends SchedulerContract {
  private final SharedThreads threads = new SharedThreads("shared-test", 3);

  @AfterEach
  void close() {
    threads.close();
  }

  @Override
  Scheduler scheduler() {
    return threads.scheduler("share");
  }

  @Override
  void letDueWorkBeDone(Scheduler scheduler) throws InterruptedException {
    CountDownLatch last = new CountDownLatch(1);
    scheduler.after(Duration.ofMillis(20), last::countDown);
    assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void does_the_work_of_many_with_few_threads_and_of_one_in_turn() throws InterruptedException {
    // given
    Set<Thread> used = ConcurrentHashMap.newKeySet();
    AtomicInteger twice = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(400);
    List<Scheduler> shares = new ArrayList<>();

    // when
    for (int device = 0; device < 100; device++) {
      Scheduler share = scheduler();
      shares.add(share);
      AtomicInteger atOnce = new AtomicInteger();
      for (int piece = 0; piece < 4; piece++) {
        share.after(
            Duration.ZERO,
            () -> {
              used.add(Thread.currentThread());
              twice.addAndGet(atOnce.getAndIncrement());
              atOnce.decrementAndGet();
              done.countDown();
            });
      }
    }

    // then
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(used).hasSizeLessThanOrEqualTo(3);
    assertThat(twice).hasValue(0);
    shares.forEach(Scheduler::close);
  }

  @Test
  void ends_one_device_and_leaves_the_others_at_work() throws InterruptedException {
    // given
    Scheduler one = scheduler();
    Scheduler other = scheduler();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    one.after(
        Duration.ZERO,
        () -> {
          begun.countDown();
          try {
            one.pause(Duration.ofHours(1));
          } catch (InterruptedException e) {
            ended.countDown();
          }
        });
    one.after(Duration.ofHours(1), () -> {});
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    // when
    one.close();

    // then
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    letDueWorkBeDone(other);
    other.close();
  }
}

package io.platen.device.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
}

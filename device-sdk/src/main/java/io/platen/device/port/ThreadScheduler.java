package io.platen.device.port;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One named daemon thread, begun with the first piece of work. */
public final class ThreadScheduler implements Scheduler {
  private static final Logger LOG = System.getLogger(ThreadScheduler.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ScheduledThreadPoolExecutor executor;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Thread worker = Thread.currentThread();

  public ThreadScheduler(String threadName) {
    executor = new ScheduledThreadPoolExecutor(1, work -> newThread(threadName, work));
    executor.setRemoveOnCancelPolicy(true);
  }

  private Thread newThread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    worker = thread;
    return thread;
  }

  @Override
  public Task after(Duration delay, Runnable work) {
    ScheduledFuture<?> future =
        executor.schedule(() -> run(work), delay.toMillis(), TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  private static void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "Work in the background failed", e);
    }
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("The scheduler is closed");
    }
  }

  @Override
  public void close() {
    closed.countDown();
    executor.shutdownNow();
    if (Thread.currentThread() != worker) {
      awaitEnd();
    }
  }

  private void awaitEnd() {
    try {
      if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.WARNING, "Work in the background did not end within {0}", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

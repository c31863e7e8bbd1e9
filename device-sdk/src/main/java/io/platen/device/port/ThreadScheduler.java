package io.platen.device.port;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One named daemon thread, begun with the first piece of work, and up to four beside it while there
 * are parts to do; those end when they have had nothing to do for a while.
 */
public final class ThreadScheduler implements Scheduler {
  private static final Logger LOG = System.getLogger(ThreadScheduler.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration IDLE = Duration.ofSeconds(1);

  private final ScheduledThreadPoolExecutor executor;
  private final ThreadPoolExecutor beside;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Thread worker = Thread.currentThread();

  public ThreadScheduler(String threadName) {
    executor = new ScheduledThreadPoolExecutor(1, work -> newThread(threadName, work));
    executor.setRemoveOnCancelPolicy(true);
    AtomicInteger number = new AtomicInteger();
    beside =
        new ThreadPoolExecutor(
            SIDE_BY_SIDE,
            SIDE_BY_SIDE,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            work -> daemon(threadName + "-" + number.incrementAndGet(), work));
    beside.allowCoreThreadTimeOut(true);
  }

  private Thread newThread(String name, Runnable work) {
    Thread thread = daemon(name, work);
    worker = thread;
    return thread;
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
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
  public <T> void sideBySide(List<Part<T>> parts, Consumer<T> taken) throws InterruptedException {
    List<Future<T>> futures = new ArrayList<>();
    try {
      for (Part<T> part : parts) {
        futures.add(beside.submit(part::run));
      }
      for (Future<T> future : futures) {
        taken.accept(result(future));
      }
    } catch (RejectedExecutionException e) {
      throw new InterruptedException("The scheduler is closed");
    } finally {
      futures.forEach(future -> future.cancel(true)); // where all went well, all have ended
    }
  }

  private static <T> T result(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (CancellationException e) {
      throw new InterruptedException("The scheduler is closed");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException) {
        throw new InterruptedException("The scheduler is closed");
      }
      throw new IllegalStateException("Work beside others failed: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    executor.shutdownNow();
    for (Runnable waiting : beside.shutdownNow()) {
      if (waiting instanceof Future<?> future) {
        future.cancel(false); // else whoever asked for it waits for ever
      }
    }
    if (Thread.currentThread() != worker) {
      awaitEnd();
    }
  }

  private void awaitEnd() {
    try {
      if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          || !beside.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.WARNING, "Work in the background did not end within {0}", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

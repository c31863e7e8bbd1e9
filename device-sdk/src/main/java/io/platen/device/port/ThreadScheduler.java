package io.platen.device.port;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One named daemon thread, begun with the first piece of work, one for what is done aside, up to
 * four beside it while there are parts to do, and one for each of those while it has a part with a
 * time limit; those end when they have had nothing to do for a while. Lasting work has a thread
 * each.
 */
public final class ThreadScheduler implements Scheduler {
  private static final Logger LOG = System.getLogger(ThreadScheduler.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration IDLE = Duration.ofSeconds(1);

  /** Parts with a time limit: of each thread one, and as many that were given up and go on. */
  private static final int LIMITED = 2 * SIDE_BY_SIDE;

  private final Crew crew = new Crew(0);
  private final ScheduledThreadPoolExecutor executor;
  private final ThreadPoolExecutor beside;
  private final ThreadPoolExecutor limited;
  private final ThreadPoolExecutor aside;
  private final List<Thread> lasting = new ArrayList<>();
  private final String threadName;
  private final CountDownLatch closed = new CountDownLatch(1);

  public ThreadScheduler(String threadName) {
    this.threadName = threadName;
    executor = new ScheduledThreadPoolExecutor(1, work -> crew.daemon(threadName, work));
    executor.setRemoveOnCancelPolicy(true);
    AtomicInteger number = new AtomicInteger();
    beside =
        new ThreadPoolExecutor(
            SIDE_BY_SIDE,
            SIDE_BY_SIDE,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            work -> crew.daemon(threadName + "-" + number.incrementAndGet(), work));
    beside.allowCoreThreadTimeOut(true);
    aside =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            work -> crew.daemon(threadName + "-aside", work));
    aside.allowCoreThreadTimeOut(true);
    limited =
        new ThreadPoolExecutor(
            0,
            LIMITED,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            work -> crew.daemon(threadName + "-" + number.incrementAndGet(), work));
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
    } catch (RuntimeException | Error e) { // an executor would keep it to itself
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

  @Override
  public <T> Optional<T> within(Duration limit, Part<T> part) throws InterruptedException {
    Future<T> future;
    try {
      future = limited.submit(part::run);
    } catch (RejectedExecutionException e) {
      if (limited.isShutdown()) {
        throw new InterruptedException("The scheduler is closed");
      }
      return Optional.empty();
    }
    try {
      future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.of(result(future));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(result(future)); // which tells it in our words
    } finally {
      future.cancel(true);
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
  public void aside(Runnable work) {
    try {
      aside.execute(() -> run(work));
    } catch (RejectedExecutionException e) {
      if (closed.getCount() > 0) {
        throw e;
      } // else it comes too late, from a thread that is about to end
    }
  }

  @Override
  public void beside(String name, Lasting work) {
    synchronized (lasting) {
      if (closed.getCount() == 0) {
        return;
      }
      Thread thread = crew.daemon(threadName + "-" + name, () -> run(asRunnable(work)));
      lasting.add(thread);
      thread.start();
    }
  }

  private static Runnable asRunnable(Lasting work) {
    return () -> {
      try {
        work.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the scheduler is closed
      }
    };
  }

  @Override
  public void close() {
    synchronized (lasting) {
      closed.countDown();
      lasting.forEach(Thread::interrupt);
    }
    executor.shutdownNow();
    limited.shutdownNow();
    aside.shutdownNow();
    for (Runnable waiting : beside.shutdownNow()) {
      if (waiting instanceof Future<?> future) {
        future.cancel(false); // else whoever asked for it waits for ever
      }
    }
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!crew.hasEnded(PATIENCE)) {
        LOG.log(Level.WARNING, "Work in the background did not end within {0}", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.platen.device.port;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A few threads for many devices in one process: a device that waits for its next cycle costs none.
 * What lasts, such as a live channel, has a thread each, with a small stack.
 *
 * <p>A device that waits within its work holds a thread: where as many do so as there are, the work
 * of others is late.
 */
public final class SharedThreads implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SharedThreads.class.getName());
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long STACK_BYTES = 256 * 1024;

  private final Crew crew = new Crew(STACK_BYTES);
  private final ScheduledThreadPoolExecutor timer;
  private final ThreadPoolExecutor workers;

  /**
   * @param name of the threads
   * @param most threads that work at once
   */
  public SharedThreads(String name, int most) {
    timer = new ScheduledThreadPoolExecutor(1, work -> crew.daemon(name + "-timer", work));
    timer.setRemoveOnCancelPolicy(true);
    workers =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            work -> crew.daemon(name, work));
    workers.allowCoreThreadTimeOut(true);
  }

  /**
   * One device's share.
   *
   * @param name of the threads of what lasts
   */
  public Scheduler scheduler(String name) {
    return new Share(name);
  }

  /** When all that have a share are closed; returns when no thread is left. */
  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdownNow();
    try {
      if (!crew.hasEnded(PATIENCE)) {
        LOG.log(Level.WARNING, "Work in the background did not end within {0}", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Share implements Scheduler {
    private final String name;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<ScheduledFuture<?>> waiting = new HashSet<>();
    private final Queue<Runnable> ready = new ArrayDeque<>();
    private final List<Thread> lasting = new ArrayList<>();
    private @Nullable Thread current;
    private boolean working;
    private final Queue<Runnable> aside = new ArrayDeque<>();
    private boolean workingAside;

    Share(String name) {
      this.name = name;
    }

    private boolean isClosed() {
      return closed.getCount() == 0;
    }

    @Override
    public synchronized Task after(Duration delay, Runnable work) {
      if (isClosed()) {
        throw new RejectedExecutionException("The scheduler is closed");
      }
      Waiting task = new Waiting(work);
      task.future = timer.schedule(() -> due(task), delay.toMillis(), TimeUnit.MILLISECONDS);
      waiting.add(task.future);
      return () -> forget(task);
    }

    private synchronized void forget(Waiting task) {
      task.future.cancel(false);
      waiting.remove(task.future);
      ready.remove(task.work);
    }

    private synchronized void due(Waiting task) {
      waiting.remove(task.future);
      ready.add(task.work);
      if (!working && !isClosed()) {
        working = true;
        workers.execute(this::work);
      }
    }

    /** One piece after the other, never two at once. */
    private void work() {
      for (Runnable next = next(); next != null; next = next()) {
        try {
          next.run();
        } catch (RuntimeException | Error e) { // an executor would keep it to itself
          LOG.log(Level.ERROR, "Work in the background failed", e);
        }
      }
    }

    private synchronized @Nullable Runnable next() {
      Runnable next = isClosed() ? null : ready.poll();
      working = next != null;
      current = working ? Thread.currentThread() : null;
      boolean unused = Thread.interrupted(); // meant for a piece that has ended
      notifyAll();
      return next;
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
      if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new InterruptedException("The scheduler is closed");
      }
    }

    /** One after the other: what is side by side here are devices. */
    @Override
    public <T> void sideBySide(List<Part<T>> parts, Consumer<T> taken) throws InterruptedException {
      for (Part<T> part : parts) {
        if (isClosed() || Thread.interrupted()) {
          throw new InterruptedException("The scheduler is closed");
        }
        taken.accept(part.run());
      }
    }

    @Override
    public <T> Optional<T> within(Duration limit, Part<T> part) throws InterruptedException {
      if (isClosed()) {
        throw new InterruptedException("The scheduler is closed");
      }
      FutureTask<T> task = new FutureTask<>(part::run);
      Thread thread = crew.daemon(name + "-limited", task);
      begin(thread);
      try {
        return Optional.of(task.get(limit.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        return Optional.empty();
      } catch (CancellationException e) {
        throw new InterruptedException("The scheduler is closed");
      } catch (ExecutionException e) {
        if (e.getCause() instanceof InterruptedException) {
          throw new InterruptedException("The scheduler is closed");
        }
        throw new IllegalStateException("Work beside others failed: " + e.getCause(), e);
      } finally {
        task.cancel(true);
      }
    }

    /** In a thread that lives as long as there is something to do: a device is seldom asked. */
    @Override
    public synchronized void aside(Runnable work) {
      if (isClosed()) {
        return; // it comes too late, from a thread that is about to end
      }
      aside.add(work);
      if (!workingAside) {
        workingAside = true;
        begin(crew.daemon(name + "-aside", this::workAside));
      }
    }

    private void workAside() {
      for (Runnable next = nextAside(); next != null; next = nextAside()) {
        try {
          next.run();
        } catch (RuntimeException | Error e) { // as of other work
          LOG.log(Level.ERROR, "Work in the background failed", e);
        }
      }
    }

    private synchronized @Nullable Runnable nextAside() {
      Runnable next = isClosed() ? null : aside.poll();
      workingAside = next != null;
      return next;
    }

    @Override
    public void beside(String what, Lasting work) {
      begin(crew.daemon(name + "-" + what, () -> last(work)));
    }

    private static void last(Lasting work) {
      try {
        work.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the scheduler is closed
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "Work in the background failed", e);
      }
    }

    private synchronized void begin(Thread thread) {
      if (!isClosed()) {
        lasting.removeIf(each -> !each.isAlive());
        lasting.add(thread);
        thread.start();
      }
    }

    @Override
    public void close() {
      List<Thread> ending;
      synchronized (this) {
        closed.countDown();
        waiting.forEach(each -> each.cancel(false));
        waiting.clear();
        ready.clear();
        ending = List.copyOf(lasting);
        ending.forEach(Thread::interrupt);
        if (current != null) {
          current.interrupt();
        }
      }
      try {
        for (Thread each : ending) {
          if (each != Thread.currentThread()) {
            each.join(PATIENCE.toMillis());
          }
        }
        awaitEnd();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private synchronized void awaitEnd() throws InterruptedException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (working && current != Thread.currentThread() && System.nanoTime() < end) {
        wait(100);
      }
      if (working && current != Thread.currentThread()) {
        LOG.log(Level.WARNING, "Work in the background did not end within {0}", PATIENCE);
      }
    }
  }

  private static final class Waiting {
    private final Runnable work;

    @SuppressWarnings("NullAway.Init") // set under the lock that whoever reads it takes
    private ScheduledFuture<?> future;

    Waiting(Runnable work) {
      this.work = work;
    }
  }
}

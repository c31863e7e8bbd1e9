package io.platen.device.testing;

import io.platen.device.port.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;

/** A clock that stands still until a test moves it, and the work that falls due meanwhile. */
public final class VirtualTime implements InstantSource, Scheduler {
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::number));
  private final List<Duration> pauses = new ArrayList<>();
  private final Queue<Runnable> aside = new ArrayDeque<>();
  private volatile Instant now;
  private long number;
  private boolean closed;

  public VirtualTime(Instant start) {
    now = start;
  }

  /** For a device that starts, the first time or after another was closed. */
  public VirtualTime started() {
    closed = false;
    return this;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public Duration elapsed() {
    return Duration.between(Instant.EPOCH, now);
  }

  @Override
  public Task after(Duration delay, Runnable work) {
    if (closed) {
      throw new IllegalStateException("The scheduler is closed");
    }
    return due(delay, work, false);
  }

  private Task due(Duration delay, Runnable work, boolean beside) {
    Due due = new Due(now.plus(delay), number++, work, beside);
    queue.add(due);
    return () -> queue.remove(due);
  }

  /** Of another thread: what falls due there is done also while the device waits. */
  public Scheduler thread() {
    return new Beside();
  }

  /**
   * Time passes for the one who waits; what falls due meanwhile comes after it. Only what is done
   * aside or has a {@link #thread} of its own does not wait.
   */
  @Override
  public void pause(Duration time) throws InterruptedException {
    if (closed) {
      throw new InterruptedException("The scheduler is closed");
    }
    pauses.add(time);
    doAside();
    Instant end = now.plus(time);
    for (Optional<Due> next = beside(end); next.isPresent(); next = beside(end)) {
      queue.remove(next.get());
      run(next.get());
    }
    now = end.isAfter(now) ? end : now;
  }

  private Optional<Due> beside(Instant end) {
    return queue.stream()
        .filter(each -> each.beside() && !each.at().isAfter(end))
        .min(queue.comparator());
  }

  private void run(Due due) {
    now = due.at().isAfter(now) ? due.at() : now;
    due.work().run();
  }

  /** One after the other, in the calling thread: the same each time. */
  @Override
  public <T> void sideBySide(List<Part<T>> parts, Consumer<T> taken) throws InterruptedException {
    for (Part<T> part : parts) {
      if (closed) {
        throw new InterruptedException("The scheduler is closed");
      }
      taken.accept(part.run());
    }
  }

  /** In the calling thread: what lets more time pass than it has was too slow. */
  @Override
  public <T> Optional<T> within(Duration limit, Part<T> part) throws InterruptedException {
    if (closed) {
      throw new InterruptedException("The scheduler is closed");
    }
    Instant end = now.plus(limit);
    T result;
    try {
      result = part.run();
    } catch (RuntimeException e) {
      throw new IllegalStateException("Work beside others failed: " + e, e);
    }
    return now.isAfter(end) ? Optional.empty() : Optional.of(result);
  }

  @Override
  public void aside(Runnable work) {
    if (closed) {
      throw new IllegalStateException("The scheduler is closed");
    }
    aside.add(work);
  }

  private void doAside() {
    for (Runnable work = aside.poll(); work != null; work = aside.poll()) {
      work.run();
    }
  }

  /** It has no threads: what lasts does not begin. */
  @Override
  public void beside(String name, Lasting work) {}

  /** Lets time pass, and all work be done that falls due. */
  public void advance(Duration time) {
    Instant end = now.plus(time);
    doAside();
    while (!queue.isEmpty() && !queue.peek().at().isAfter(end)) {
      run(queue.remove());
      doAside();
    }
    now = end.isAfter(now) ? end : now;
  }

  /** Time passes while the device waits for something outside: for another thread than its own. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  /** How long was waited, each time. */
  public List<Duration> pauses() {
    return List.copyOf(pauses);
  }

  /** How many pieces of work wait for their time. */
  public int waiting() {
    return queue.size();
  }

  /** When the next piece of work is due. */
  public Instant nextDue() {
    return queue.element().at();
  }

  @Override
  public void close() {
    closed = true;
    queue.clear();
    aside.clear();
  }

  private record Due(Instant at, long number, Runnable work, boolean beside) {}

  private final class Beside implements Scheduler {
    @Override
    public Task after(Duration delay, Runnable work) {
      return due(delay, work, true);
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
      VirtualTime.this.pause(time);
    }

    @Override
    public <T> void sideBySide(List<Part<T>> parts, Consumer<T> taken) throws InterruptedException {
      VirtualTime.this.sideBySide(parts, taken);
    }

    @Override
    public <T> Optional<T> within(Duration limit, Part<T> part) throws InterruptedException {
      return VirtualTime.this.within(limit, part);
    }

    @Override
    public void close() {
      queue.removeIf(Due::beside);
    }
  }
}

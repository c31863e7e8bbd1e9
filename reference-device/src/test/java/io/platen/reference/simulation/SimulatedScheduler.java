package io.platen.reference.simulation;

import io.platen.device.port.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** One of a device's threads, in virtual time: one piece of work after the other. */
final class SimulatedScheduler implements Scheduler {
  private final World world;
  private final Power power;
  private final Set<Object> waiting = new HashSet<>();
  private final Deque<Runnable> ready = new ArrayDeque<>();
  private boolean busy;
  private boolean closed;

  SimulatedScheduler(World world, Power power) {
    this.world = world;
    this.power = power;
  }

  @Override
  public Duration elapsed() {
    return world.elapsed();
  }

  @Override
  public Task after(Duration delay, Runnable work) {
    if (isEnded()) {
      throw new RejectedExecutionException("The scheduler is closed");
    }
    Object mark = new Object();
    waiting.add(mark);
    world.after(delay, () -> due(mark, work));
    return () -> waiting.remove(mark);
  }

  private void due(Object mark, Runnable work) {
    if (!waiting.remove(mark)) {
      return; // cancelled
    }
    ready.add(work);
    if (busy) {
      return; // who is busy does it next
    }
    busy = true;
    try {
      while (!ready.isEmpty() && !isEnded()) {
        run(ready.remove());
      }
    } finally {
      busy = false;
    }
  }

  /** What is thrown ends nothing else; while there is power, nothing is to be thrown. */
  private void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      if (!isEnded()) {
        world.violated("work in the background failed: " + e);
      }
    }
  }

  private boolean isEnded() {
    return closed || !power.isOn() || world.isOver();
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    demandOpen();
    world.pause(time);
    demandOpen();
  }

  private void demandOpen() throws InterruptedException {
    if (isEnded()) {
      throw new InterruptedException("The scheduler is closed");
    }
  }

  /** One after the other: each is begun when the one before has ended. */
  @Override
  public <T> void sideBySide(List<Part<T>> parts, Consumer<T> taken) throws InterruptedException {
    for (Part<T> part : parts) {
      demandOpen();
      taken.accept(part.run());
    }
  }

  @Override
  public <T> Optional<T> within(Duration limit, Part<T> part) throws InterruptedException {
    demandOpen();
    Duration begun = elapsed();
    T result = part.run();
    return elapsed().minus(begun).compareTo(limit) > 0 ? Optional.empty() : Optional.of(result);
  }

  @Override
  public void close() {
    closed = true;
    waiting.clear();
    ready.clear();
  }
}

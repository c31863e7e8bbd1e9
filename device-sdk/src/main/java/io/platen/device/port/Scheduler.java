package io.platen.device.port;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The only place where the SDK's threads come from and where it waits. Scheduled work runs one
 * piece after the other, never two at once; a piece may have parts done side by side. {@code
 * Device} starts it and closes it.
 */
public interface Scheduler extends AutoCloseable {
  /** How many parts are done at once at most: each costs a stack and a socket. */
  int SIDE_BY_SIDE = 4;

  /** Time since some moment in the past. It never goes back, whatever happens to the clock. */
  default Duration elapsed() {
    return Duration.ofNanos(System.nanoTime());
  }

  /** Runs {@code work} after {@code delay}; what it throws is logged and ends nothing else. */
  Task after(Duration delay, Runnable work);

  /**
   * Lets the calling thread wait.
   *
   * @throws InterruptedException when the scheduler is closed meanwhile
   */
  void pause(Duration time) throws InterruptedException;

  /**
   * Does all parts, up to {@value #SIDE_BY_SIDE} at once, and returns when all have ended.
   *
   * @param taken gets each part's result in the calling thread, in the order of {@code parts}
   * @throws InterruptedException when the calling thread is interrupted or the scheduler is closed
   *     meanwhile; the parts that run are interrupted then
   */
  <T> void sideBySide(List<Part<T>> parts, Consumer<T> taken) throws InterruptedException;

  /**
   * Does a part beside the calling thread and waits for it, but no longer than {@code limit}: then
   * it is interrupted, and what it still gives is forgotten.
   *
   * @return empty where it took longer, or where so many that were given up have not ended yet that
   *     this one was not begun
   * @throws InterruptedException when the calling thread is interrupted or the scheduler is closed
   *     meanwhile
   * @throws IllegalStateException when the part throws something else
   */
  <T> Optional<T> within(Duration limit, Part<T> part) throws InterruptedException;

  /**
   * Runs {@code work} soon, beside what is scheduled: also while a piece of that takes hours. One
   * such piece after the other; what it throws is logged and ends nothing else. Without a thread
   * for it, it waits for its turn like all others.
   */
  default void aside(Runnable work) {
    after(Duration.ZERO, work);
  }

  /**
   * Does work that goes on for as long as the device lives, in a thread of its own beside all
   * others, until it returns; closing interrupts it. What it throws is logged and ends it alone.
   *
   * @param name of the thread, behind the scheduler's own
   */
  default void beside(String name, Lasting work) {
    throw new UnsupportedOperationException("This scheduler has no thread for lasting work");
  }

  /** Interrupts what runs, forgets what waits, and returns when no thread is left. */
  @Override
  void close();

  /** What can be done beside others. */
  interface Part<T> {
    T run() throws InterruptedException;
  }

  /** What goes on until it is interrupted. */
  interface Lasting {
    void run() throws InterruptedException;
  }

  /** A piece of work that waits for its time. */
  interface Task {
    /** Forgets it when it has not begun. */
    void cancel();
  }
}

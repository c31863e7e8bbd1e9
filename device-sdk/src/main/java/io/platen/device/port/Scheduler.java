package io.platen.device.port;

import java.time.Duration;

/**
 * The only place where the SDK's threads come from and where it waits. Work runs one piece after
 * the other, never two at once. {@code Device} starts it and closes it.
 */
public interface Scheduler extends AutoCloseable {
  /** Runs {@code work} after {@code delay}; what it throws is logged and ends nothing else. */
  Task after(Duration delay, Runnable work);

  /**
   * Lets the calling thread wait.
   *
   * @throws InterruptedException when the scheduler is closed meanwhile
   */
  void pause(Duration time) throws InterruptedException;

  /** Interrupts what runs, forgets what waits, and returns when no thread is left. */
  @Override
  void close();

  /** A piece of work that waits for its time. */
  interface Task {
    /** Forgets it when it has not begun. */
    void cancel();
  }
}

package io.platen.device.port;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The daemon threads of executors: those say that they have ended before their threads have. */
final class Crew {
  private final List<Thread> threads = new ArrayList<>();
  private final long stackBytes;

  /**
   * @param stackBytes of each; zero for what the JVM gives
   */
  Crew(long stackBytes) {
    this.stackBytes = stackBytes;
  }

  /** One that has not begun yet. */
  synchronized Thread daemon(String name, Runnable work) {
    threads.removeIf(each -> each.getState() == Thread.State.TERMINATED);
    Thread thread = new Thread(null, work, name, stackBytes);
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  /**
   * Waits until each has ended but the calling one.
   *
   * @return whether they have, within {@code patience} for all
   */
  boolean hasEnded(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    List<Thread> left;
    synchronized (this) {
      left = List.copyOf(threads);
    }
    boolean ended = true;
    for (Thread each : left) {
      if (each != Thread.currentThread()) {
        each.join(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
        ended &= !each.isAlive();
      }
    }
    return ended;
  }
}

package io.platen.reference.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.zip.CRC32C;

/**
 * Virtual time with one queue of what is due. Code that waits has a thread's stack of its own, but
 * one thread alone runs at any moment, and the queue says which: so the same seed gives the same
 * run. Two things at the same moment come in the order in which they were asked for.
 */
final class World implements InstantSource {
  private static final Executor THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "simulated");
            thread.setDaemon(true);
            return thread;
          });

  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private final Semaphore turn = new Semaphore(0);
  private final CRC32C print = new CRC32C();
  private final Trace trace;
  private final Instant start;
  private Instant now;
  private Instant end;
  private long number;
  private long events;
  private boolean over;
  private String violation = "";

  World(Instant start, Trace trace) {
    this.start = start;
    this.now = start;
    this.end = start;
    this.trace = trace;
  }

  /** Sees each line of the trace. */
  interface Trace {
    /** Sees nothing. */
    Trace NONE = line -> {};

    void line(String line);
  }

  @Override
  public Instant instant() {
    return now;
  }

  Duration elapsed() {
    return Duration.between(start, now);
  }

  /** One line of the trace; all of them together have the fingerprint of a run. */
  void note(String who, String what) {
    String line = now + " " + who + " " + what;
    print.update(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    trace.line(line);
  }

  /** The same of runs with the same trace. */
  String fingerprint() {
    return Long.toHexString(print.getValue()) + "-" + events;
  }

  /** What must hold does not: the run ends, and the first fault is the one that counts. */
  void violated(String what) {
    if (violation.isEmpty()) {
      violation = "at " + now + ": " + what;
      note("VIOLATION", what);
    }
  }

  /** Empty where all held. */
  String violation() {
    return violation;
  }

  /**
   * Has work done later, by a thread that may pause.
   *
   * @return forgets it where it has not begun
   */
  Runnable after(Duration delay, Runnable work) {
    Due due = new Due(now.plus(delay), number++, () -> THREADS.execute(() -> run(work)));
    queue.add(due);
    return () -> queue.remove(due);
  }

  private void run(Runnable work) {
    try {
      work.run();
    } catch (PowerLossError e) {
      // whatever ran there runs no more
    } catch (RuntimeException | Error e) {
      violated("the simulation itself failed: " + e + " " + e.getStackTrace()[0]);
    } finally {
      Thread.interrupted();
      turn.release();
    }
  }

  /** The calling piece of work waits; others go on meanwhile. */
  void pause(Duration time) {
    Instant until = now.plus(time);
    if (!over && !until.isAfter(end) && (queue.isEmpty() || queue.peek().at().isAfter(until))) {
      now = until; // nobody else has anything to do before that
      return;
    }
    Semaphore mine = new Semaphore(0);
    queue.add(new Due(until, number++, mine::release));
    turn.release();
    mine.acquireUninterruptibly();
  }

  /** Lets time pass until then, or until something is violated. */
  void runUntil(Instant until) {
    end = until;
    while (violation.isEmpty() && !queue.isEmpty() && !queue.peek().at().isAfter(until)) {
      next();
    }
    now = violation.isEmpty() ? until : now;
  }

  private void next() {
    Due due = queue.remove();
    now = due.at().isAfter(now) ? due.at() : now;
    events++;
    due.begin().run();
    turn.acquireUninterruptibly();
  }

  /** Ends all that waits; what still wants to pause is told that all is over. */
  void end() {
    over = true;
    while (!queue.isEmpty()) {
      next();
    }
  }

  boolean isOver() {
    return over;
  }

  private record Due(Instant at, long number, Runnable begin) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }
}

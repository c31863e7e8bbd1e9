package io.platen.reference.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * What was started and has to be stopped, the last first. Ctrl-C may come in the middle of a start:
 * what is just being started is waited for and then stopped, and nothing is started after it.
 */
public final class OpenParts implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private boolean closed;

  /**
   * Starts a part and keeps it.
   *
   * @throws CancellationException when all is closed already
   */
  public synchronized <T extends AutoCloseable> T open(Supplier<T> start) {
    if (closed) {
      throw new CancellationException("It is being stopped");
    }
    T part = start.get();
    parts.push(part);
    return part;
  }

  /** Gives a result, unless all is closed: what came while parts were being stopped is none. */
  public synchronized void unlessClosed(Runnable result) {
    if (!closed) {
      result.run();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    RuntimeException failed = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        if (failed == null) {
          failed = new IllegalStateException("A part could not be stopped", e);
        } else {
          failed.addSuppressed(e);
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}

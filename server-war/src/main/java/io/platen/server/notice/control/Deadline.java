package io.platen.server.notice.control;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends a conversation that takes too long as a whole. A peer that sends an octet now and then keeps
 * to every limit of a single wait.
 */
public final class Deadline {
  private final ScheduledExecutorService scheduler;
  private final Duration patience;

  public Deadline(ScheduledExecutorService scheduler, Duration patience) {
    this.scheduler = scheduler;
    this.patience = patience;
  }

  /** Closes the connection unless the watch ends before. */
  Watched watch(Closeable connection) {
    Future<?> end =
        scheduler.schedule(() -> close(connection), patience.toMillis(), TimeUnit.MILLISECONDS);
    return () -> end.cancel(false);
  }

  /** One conversation. */
  interface Watched {
    void end();
  }

  private static void close(Closeable connection) {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.platen.server.launcher;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out of the log that a client went away before it had its answer, which happens to devices
 * all day: the container tells each in a page, as an error of the server. Named in {@code
 * logging.properties}.
 */
public final class ClientsGone implements Filter {
  private static final String ANSWERS = "org.glassfish.jersey.server.ServerRuntime$Responder";

  /** Where the container writes to a client: what is read from elsewhere fails outside of it. */
  private static final Set<String> WRITES =
      Set.of(
          "org.glassfish.grizzly.http.io.OutputBuffer",
          "org.glassfish.grizzly.nio.transport.TCPNIOAsyncQueueWriter");

  @Override
  public boolean isLoggable(LogRecord record) {
    return !ANSWERS.equals(record.getLoggerName()) || !isOfConnection(record.getThrown());
  }

  private static boolean isOfConnection(@Nullable Throwable thrown) {
    Throwable root = thrown;
    boolean writes = false;
    while (root != null) {
      writes |= Arrays.stream(root.getStackTrace()).anyMatch(ClientsGone::isWrite);
      if (root.getCause() == null) {
        break;
      }
      root = root.getCause();
    }
    // What the server has interrupted itself is no IOException at its root, or says so.
    return writes && root instanceof IOException && !(root instanceof ClosedByInterruptException);
  }

  private static boolean isWrite(StackTraceElement frame) {
    return WRITES.contains(frame.getClassName());
  }
}

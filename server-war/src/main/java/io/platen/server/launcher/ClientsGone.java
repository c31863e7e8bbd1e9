package io.platen.server.launcher;

import java.io.IOException;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps out of the log that a client went away before it had its answer, which happens to devices
 * all day: the container tells each in a page, as an error of the server. Named in {@code
 * logging.properties}.
 */
public final class ClientsGone implements Filter {
  private static final String ANSWERS = "org.glassfish.jersey.server.ServerRuntime$Responder";

  @Override
  public boolean isLoggable(LogRecord record) {
    return !ANSWERS.equals(record.getLoggerName()) || !isOfConnection(record.getThrown());
  }

  private static boolean isOfConnection(Throwable thrown) {
    Throwable root = thrown;
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    return root instanceof IOException;
  }
}

package io.platen.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ClientsGoneTest {
  private static final String JERSEY = "org.glassfish.jersey.server.ServerRuntime$Responder";

  private static boolean isLogged(String logger, Throwable thrown) {
    LogRecord record = new LogRecord(Level.SEVERE, "An answer was not written");
    record.setLoggerName(logger);
    record.setThrown(thrown);
    return new ClientsGone().isLoggable(record);
  }

  /** As the container throws it where it writes to a client. */
  private static <T extends Throwable> T written(T thrown) {
    StackTraceElement[] stack = {
      new StackTraceElement("org.glassfish.grizzly.http.io.OutputBuffer", "flush", null, 1)
    };
    thrown.setStackTrace(stack);
    return thrown;
  }

  @Test
  void leaves_out_that_a_client_went_away() {
    assertThat(isLogged(JERSEY, new UncheckedIOException(written(new IOException("Broken pipe")))))
        .isFalse();
  }

  @Test
  void keeps_all_else() {
    // given
    IOException gone = written(new IOException("Broken pipe"));

    // then: another logger, another fault, the database's connection, the server's own time limit
    assertThat(isLogged("io.platen.server", gone)).isTrue();
    assertThat(isLogged(JERSEY, null)).isTrue();
    assertThat(isLogged(JERSEY, written(new IllegalStateException("No writer")))).isTrue();
    assertThat(isLogged(JERSEY, new IllegalStateException(new SocketException("reset")))).isTrue();
    assertThat(isLogged(JERSEY, written(new IOException(new InterruptedException())))).isTrue();
    assertThat(isLogged(JERSEY, written(new ClosedByInterruptException()))).isTrue();
  }

  @Test
  void is_what_the_settings_of_the_log_name() throws IOException {
    // given
    Properties settings = new Properties();

    // when
    try (InputStream file = ClientsGone.class.getResourceAsStream("logging.properties")) {
      settings.load(file);
    }

    // then
    assertThat(settings.getProperty("java.util.logging.ConsoleHandler.filter"))
        .isEqualTo(ClientsGone.class.getName());
  }
}

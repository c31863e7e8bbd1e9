package io.platen.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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

  @Test
  void leaves_out_that_a_client_went_away_and_nothing_else() {
    // given
    Throwable gone = new UncheckedIOException(new IOException("Connection closed"));

    // then
    assertThat(isLogged(JERSEY, gone)).isFalse();
    assertThat(isLogged(JERSEY, new IllegalStateException("No writer"))).isTrue();
    assertThat(isLogged(JERSEY, null)).isTrue();
    assertThat(isLogged("io.platen.server", gone)).isTrue();
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

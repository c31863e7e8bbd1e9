package io.platen.server.listener;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenerTest {
  @ParameterizedTest(name = "{0} is served on {1}")
  @CsvSource({
    "/update/v1/reports, DEVICE",
    "/update/v1/live, DEVICE",
    "/download/v1/sync, DEVICE",
    "/download, DEVICE",
    "/.well-known/platen/diagnosis, ENROLMENT",
    "/.well-known/est/platen/simpleenroll, ENROLMENT",
    "/, CONSOLE",
    "'', CONSOLE",
    "/overview, CONSOLE",
    "/api/v1/printers, CONSOLE",
    "/assets/console.css, CONSOLE",
    "/health/ready, CONSOLE",
    "/metrics, CONSOLE",
    "/openapi, CONSOLE",
    "/updates, CONSOLE",
    "/downloads/report.csv, CONSOLE"
  })
  void each_path_belongs_to_one_listener(String path, Listener listener) {
    assertThat(Listener.of(path)).isEqualTo(listener);
  }
}

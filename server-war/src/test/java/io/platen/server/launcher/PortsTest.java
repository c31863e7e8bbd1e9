package io.platen.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.server.listener.Endpoint;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
  private static final Configuration ALL_FREE =
      new Configuration(
          Map.of(
              ServerKey.DEVICE_PORT, "0",
              ServerKey.CONSOLE_PORT, "0",
              ServerKey.ENROLMENT_PORT, "0"));

  @Test
  void picks_three_different_free_ports() throws Exception {
    // when
    Endpoint endpoint = Ports.settle(ALL_FREE);

    // then
    assertThat(new HashSet<>(endpoint.ports().values())).hasSize(3).doesNotContain(0);
  }

  @Test
  void picks_free_ports_that_the_system_gives_to_nobody_meanwhile() throws Exception {
    // when
    List<Integer> picked = new ArrayList<>(Ports.settle(ALL_FREE).ports().values());
    picked.add(Ports.settleDatabasePort(ALL_FREE));

    // then
    assertThat(picked).allSatisfy(port -> assertThat(port).isBetween(1024, 32_767));
  }

  @Test
  void names_the_port_that_is_taken_and_its_key() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // given
      String port = Integer.toString(taken.getLocalPort());
      Configuration configuration = ALL_FREE.with(ServerKey.CONSOLE_PORT, port);

      // when
      StartException refusal =
          catchThrowableOfType(StartException.class, () -> Ports.settle(configuration));

      // then
      assertThat(refusal.exitCode()).isEqualTo(ExitCode.TAKEN);
      assertThat(refusal)
          .hasMessageContainingAll("Port " + port, "platen.console.port", "0 picks a free one")
          .hasMessageNotContaining("platen.device.port");
    }
  }

  @Test
  void names_two_listeners_that_want_the_same_port() throws Exception {
    // given
    String port = Integer.toString(Ports.settleDatabasePort(ALL_FREE));
    Configuration configuration =
        ALL_FREE.with(ServerKey.DEVICE_PORT, port).with(ServerKey.ENROLMENT_PORT, port);

    // when
    StartException refusal =
        catchThrowableOfType(StartException.class, () -> Ports.settle(configuration));

    // then
    assertThat(refusal).hasMessageContaining("platen.enrolment.port");
  }

  @Test
  void names_the_key_of_the_database_port_that_is_taken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // given
      Configuration configuration =
          ALL_FREE.with(ServerKey.DB_EMBEDDED_PORT, Integer.toString(taken.getLocalPort()));

      // when
      StartException refusal =
          catchThrowableOfType(StartException.class, () -> Ports.settleDatabasePort(configuration));

      // then
      assertThat(refusal.exitCode()).isEqualTo(ExitCode.TAKEN);
      assertThat(refusal).hasMessageContaining("platen.db.embedded.port");
    }
  }
}

package io.platen.device.link;

import static io.platen.device.link.TestLink.SYNC;
import static io.platen.device.link.TestLink.link;
import static io.platen.device.testing.OneDevice.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.Interfaces;
import io.platen.device.testing.TestServer;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionStepsTest {
  private static final URI NOWHERE = URI.create("https://nowhere.invalid");

  private final List<String> steps = new ArrayList<>();

  private boolean run(URI host, Interfaces.Port... ports) {
    try (Link link = link().mutual()) {
      return new ConnectionSteps(
              link,
              null,
              () -> List.of(ports),
              (at, step, passed, what) -> steps.add(step + (passed ? " ok: " : " failed: ") + what))
          .run(host, SYNC);
    }
  }

  private static Interfaces.Port port(boolean up, String... addresses) throws UnknownHostException {
    List<InetAddress> all = new ArrayList<>();
    for (String each : addresses) {
      all.add(InetAddress.getByName(each));
    }
    return new Interfaces.Port("eth0", up, all);
  }

  @Test
  void passes_all_steps_where_the_server_answers() {
    // given
    try (TestServer server = server()) {
      // when
      boolean passed = run(server.address());

      // then: the server is on this machine
      assertThat(passed).isTrue();
      assertThat(steps)
          .extracting(step -> step.substring(0, step.indexOf(':')))
          .containsExactly("link ok", "name ok", "connect ok", "proxy ok", "tls ok", "server ok");
    }
  }

  @Test
  void ends_at_the_link_where_no_interface_is_up() throws Exception {
    // when
    boolean passed = run(NOWHERE, port(false));

    // then
    assertThat(passed).isFalse();
    assertThat(steps).singleElement().asString().startsWith("link failed: eth0 has no link");
  }

  @Test
  void ends_at_the_address_where_there_is_only_one_that_it_gave_itself() throws Exception {
    // when
    boolean passed = run(NOWHERE, port(true, "169.254.7.9", "fe80::1"));

    // then
    assertThat(passed).isFalse();
    assertThat(steps).last().asString().startsWith("address failed: eth0 has no address but one");
  }

  @Test
  void goes_on_to_the_name_with_an_address() throws Exception {
    // when
    run(NOWHERE, port(true, "192.0.2.7"));

    // then
    assertThat(steps).element(1).isEqualTo("address ok: 192.0.2.7");
    assertThat(steps).last().asString().startsWith("name failed: nowhere.invalid is not known");
  }
}

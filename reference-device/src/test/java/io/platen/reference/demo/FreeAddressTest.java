package io.platen.reference.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ports of the demo on a machine where others have many. */
class FreeAddressTest {
  private static final int TAKEN = 500;

  private final Set<ServerSocket> others = new HashSet<>();

  @AfterEach
  void close() throws IOException {
    for (ServerSocket each : others) {
      each.close();
    }
  }

  @Test
  void gives_no_port_that_somebody_has_for_tcp() throws IOException {
    // given: so many that a port chosen without a look at them hits one in some tries
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < TAKEN; i++) {
      String address = SimulatedNetwork.freeAddress();
      int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
      others.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
      taken.add(address);
    }

    // when
    Set<String> given = new HashSet<>();
    for (int i = 0; i < TAKEN; i++) {
      given.add(SimulatedNetwork.freeAddress());
    }

    // then
    assertThat(given).isNotEmpty().doesNotContainAnyElementsOf(taken);
  }
}

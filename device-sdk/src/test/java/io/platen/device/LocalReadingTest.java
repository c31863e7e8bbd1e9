package io.platen.device;

import static io.platen.protocol.Requirement.PLT_LPA_025;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.HostNames;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.local.LocalAgents;
import io.platen.device.printer.local.LocalIdentity;
import io.platen.device.printer.local.Pairings;
import io.platen.device.testing.RecordedStreams;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.TestStreams;
import io.platen.protocol.Verifies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalReadingTest {
  private static final Instant NOW = Instant.parse("2026-11-26T06:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TestStreams printers =
      new TestStreams(
          sent -> new ByteArrayInputStream("HTTP/1.1 200 OK".getBytes(StandardCharsets.US_ASCII)));
  private final RecordedStreams streams = new RecordedStreams(printers, to -> to);
  private final SimulatedNetwork network = new SimulatedNetwork();
  private final List<String> problems = new ArrayList<>();
  private final DeviceListener listener =
      new DeviceListener() {
        @Override
        public void problem(String message) {
          problems.add(message);
        }
      };

  private LocalReading reading(Pairings pairings) {
    return new LocalReading(
        pairings, new LocalAgents(streams, network, HostNames.JDK, RANDOM), listener);
  }

  @Test
  @Verifies(negative = PLT_LPA_025)
  void asks_no_agent_that_it_is_not_paired_with() throws Exception {
    // given
    Pairings pairings = Pairings.open(new TestStorage(), null, RANDOM);

    // when
    List<PrinterSnapshot> read = reading(pairings).read(NOW);

    // then
    assertThat(read).isEmpty();
    assertThat(streams.asked()).isEmpty();
    assertThat(network.sent()).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  @Verifies(positive = PLT_LPA_025)
  void asks_those_that_it_is_paired_with_and_says_which_one_gives_nothing() throws Exception {
    // given
    Pairings pairings = paired("127.0.0.2", "127.0.0.3");

    // when
    List<PrinterSnapshot> read = reading(pairings).read(NOW);

    // then
    assertThat(read).isEmpty();
    assertThat(streams.asked()).hasSize(2);
    assertThat(problems).hasSize(2);
    assertThat(problems.get(1)).contains("127.0.0.3");
  }

  private static Pairings paired(String... hosts) throws IOException {
    Pairings pairings = Pairings.open(new TestStorage(), null, RANDOM);
    LocalIdentity own = LocalIdentity.make(RANDOM);
    for (String host : hosts) {
      pairings.add(own, new Pairings.Peer(host, 35, host.substring(8).repeat(64)));
    }
    return pairings;
  }
}

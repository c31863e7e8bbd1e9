package io.platen.device.printer.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.testing.PrinterAgents;
import io.platen.device.testing.SimulatedAgent;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Random;
import org.snmp4j.PDU;

/** A reader, and one printer in a simulated network. */
abstract class SnmpReaderBench {
  static final InetSocketAddress PLACE = new InetSocketAddress("192.0.2.7", 161);

  Instant now = Instant.parse("2026-03-01T08:00:00Z");
  final SimulatedAgent agent = PrinterAgents.colourPrinter();
  final SimulatedNetwork network = new SimulatedNetwork().with(PLACE, agent);
  final SnmpReader reader = new SnmpReader(network, () -> now, new Random(17));

  void onlyReads() {
    assertThat(agent.heard())
        .isNotEmpty()
        .extracting(PDU::getType)
        .isSubsetOf(PDU.GET, PDU.GETNEXT, PDU.GETBULK);
  }

  PrinterFacts read(Version version) throws InterruptedException {
    return snapshot(version).facts().orElseThrow();
  }

  PrinterSnapshot snapshot(Version version) throws InterruptedException {
    return reader.read(target(version));
  }

  static PrinterTarget target(Version version) {
    return new PrinterTarget(PLACE, new SnmpAccess(version, "public", 161));
  }
}

package io.platen.device.fuzz;

import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.snmp.SnmpReader;
import io.platen.device.testing.MakersPrinters;
import io.platen.device.testing.PrinterAgents;
import io.platen.device.testing.SimulatedAgent;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Where a search begins: what invented printers answer. */
final class AgentSeeds {
  private static final InetSocketAddress PLACE = new InetSocketAddress("192.0.2.7", 161);

  private static final String MAINTENANCE =
      "1101040000012c 630104000000016f01040000157c 8101040000003cff".replace(" ", "");

  private static final String COUNTERS =
      "000104000003e8 01010400000190 0601040000000aff".replace(" ", "");

  private AgentSeeds() {}

  /** Each answer of each printer, and all answers of one as a conversation. */
  static List<byte[]> answers() {
    List<byte[]> seeds = new ArrayList<>();
    for (SimulatedAgent printer : printers()) {
      List<byte[]> said = conversation(printer);
      seeds.addAll(said);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      said.forEach(all::writeBytes);
      seeds.add(all.toByteArray());
    }
    return seeds;
  }

  private static List<SimulatedAgent> printers() {
    return List.of(
        PrinterAgents.colourPrinter(),
        PrinterAgents.colourPrinter().takingAtMost(6),
        MakersPrinters.brother("MFC-Q1", MAINTENANCE, COUNTERS),
        MakersPrinters.ricoh("RICOH", List.of(new int[] {10, 900}, new int[] {400, 600})));
  }

  private static List<byte[]> conversation(SimulatedAgent printer) {
    List<byte[]> said = new ArrayList<>();
    SimulatedNetwork network =
        new SimulatedNetwork()
            .with(
                PLACE,
                datagram -> {
                  List<ByteBuffer> answers = printer.hear(datagram);
                  answers.forEach(answer -> said.add(bytes(answer)));
                  return answers;
                });
    SnmpReader reader = new SnmpReader(network, () -> Instant.EPOCH, new Random(17));
    try {
      reader.read(new PrinterTarget(PLACE, SnmpAccess.PUBLIC));
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nothing interrupts a reading here", e);
    }
    return said;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  static List<byte[]> blobs() {
    HexFormat hex = HexFormat.of();
    return List.of(
        hex.parseHex(MAINTENANCE),
        hex.parseHex(COUNTERS),
        hex.parseHex("a10102041401"),
        hex.parseHex("0102050dff"),
        new byte[0]);
  }
}

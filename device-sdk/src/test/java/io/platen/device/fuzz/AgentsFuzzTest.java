package io.platen.device.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.profile.BlobReader;
import io.platen.device.printer.snmp.SnmpReader;
import io.platen.device.printer.snmp.usm.Engine;
import io.platen.device.printer.snmp.usm.UsmSeeds;
import io.platen.device.snmp.SnmpMessage;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.protocol.profile.PrinterProfile.BlobForm;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.SnmpUser;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.provider.MethodSource;
import org.snmp4j.PDU;

/**
 * Whatever bytes an agent sends, nothing is thrown, and a reading ends. In a build, the seeds and
 * all that was ever found are played; CONTRIBUTING tells how to search for more.
 */
class AgentsFuzzTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final InetSocketAddress PLACE = new InetSocketAddress("192.0.2.7", 161);
  private static final SnmpUser USER =
      new SnmpUser(
          "reader",
          SnmpUser.Auth.SHA_256,
          "not a secret",
          SnmpUser.Priv.AES_128,
          "nor this too",
          "");

  /** A reading gives up after so many requests, whatever the agent does. */
  private static final int MOST_REQUESTS = 600;

  @MethodSource("answers")
  @FuzzTest(maxDuration = "10m")
  void reads_any_bytes_as_a_message(byte[] datagram) {
    Optional<SnmpMessage> message = SnmpMessage.decode(ByteBuffer.wrap(datagram));
    // What was taken can be written, and is then the same.
    message.ifPresent(
        taken ->
            assertThat(SnmpMessage.decode(taken.encode()))
                .hasValueSatisfying(again -> assertThat(same(again, taken)).isTrue()));
  }

  @MethodSource("usm")
  @FuzzTest(maxDuration = "10m")
  void reads_any_bytes_as_a_message_of_version_3(byte[] datagram) {
    Engine engine = new Engine(USER);
    int id = Engine.messageId(datagram).orElse(0);
    assertThat(engine.hear(datagram, id, NOW)).isNotNull();
    assertThat(engine.hear(datagram, 1, NOW)).isNotNull();
    PDU request = new PDU();
    request.setType(PDU.GET);
    assertThat(engine.encode(request, NOW).hasRemaining()).isTrue();
  }

  @MethodSource("answers")
  @FuzzTest(maxDuration = "10m")
  void reads_a_printer_whose_answers_hold_anything(byte[] answers) {
    SimulatedNetwork network = new SimulatedNetwork().with(PLACE, new ScriptedAgent(answers));
    SnmpReader reader = new SnmpReader(network, () -> NOW, new Random(17));
    PrinterSnapshot first = read(reader);
    PrinterSnapshot second = read(reader);
    assertThat(first.traffic().requests()).isLessThan(MOST_REQUESTS);
    assertThat(second.traffic().requests()).isLessThan(MOST_REQUESTS);
  }

  @MethodSource("blobs")
  @FuzzTest(maxDuration = "10m")
  void reads_any_bytes_as_records(byte[] blob) {
    for (BlobForm form : BlobForm.values()) {
      BlobReader reader = BlobReader.of(blob, form);
      assertThat(reader.all().size()).isLessThanOrEqualTo(256);
      reader
          .all()
          .forEach(
              (key, value) -> {
                assertThat(value).isNotNegative();
                assertThat(reader.find(key.id(), key.length())).hasValue(value);
              });
    }
  }

  private static boolean same(SnmpMessage one, SnmpMessage other) {
    return one.version() == other.version()
        && one.community().equals(other.community())
        && one.pdu().getAll().size() == other.pdu().getAll().size();
  }

  private static PrinterSnapshot read(SnmpReader reader) {
    try {
      return reader.read(new PrinterTarget(PLACE, SnmpAccess.PUBLIC));
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nothing interrupts a reading here", e);
    }
  }

  static List<byte[]> answers() {
    return AgentSeeds.answers();
  }

  static List<byte[]> usm() {
    return UsmSeeds.all(USER);
  }

  static List<byte[]> blobs() {
    return AgentSeeds.blobs();
  }
}

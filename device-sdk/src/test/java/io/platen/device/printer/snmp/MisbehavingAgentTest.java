package io.platen.device.printer.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.Datagrams;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.snmp.SnmpMessage;
import io.platen.device.testing.PrinterAgents;
import io.platen.device.testing.SimulatedAgent;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * What agents do wrong on the wire: what is read stays right or is left out, and a reading ends.
 */
class MisbehavingAgentTest {
  private static final InetSocketAddress PLACE = new InetSocketAddress("192.0.2.7", 161);
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final int MOST_REQUESTS = 80;

  private final SimulatedAgent agent = PrinterAgents.colourPrinter();
  private final SimulatedNetwork network = new SimulatedNetwork();
  private Duration took = Duration.ZERO;

  @Test
  void hears_nothing_that_comes_from_another_port() throws Exception {
    // given
    network.with(PLACE, agent);
    Datagrams elsewhere = () -> new OtherPort(network.open());
    // when
    PrinterSnapshot snapshot = new SnmpReader(elsewhere, () -> NOW, new Random(17)).read(v2c());
    // then
    assertThat(agent.heard()).isNotEmpty();
    assertThat(snapshot.isReachable()).isFalse();
  }

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  void takes_a_late_answer_to_an_earlier_request_for_no_answer(Version version) throws Exception {
    // given
    PrinterFacts right = readRight(version);
    List<ByteBuffer> late = new ArrayList<>();
    network.with(
        PLACE,
        datagram -> {
          List<ByteBuffer> now = agent.hear(datagram);
          List<ByteBuffer> both = new ArrayList<>(late);
          both.addAll(now);
          late.clear();
          late.addAll(now);
          return both;
        });
    // when, then
    assertThat(read(version).facts()).contains(right);
  }

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  void reads_nothing_wrong_out_of_answers_in_another_order(Version version) throws Exception {
    // given
    PrinterFacts right = readRight(version);
    altering(
        answer -> {
          List<VariableBinding> turned = new ArrayList<>(answer.getAll());
          Collections.reverse(turned);
          answer.setVariableBindings(turned);
          return answer;
        });
    // when
    PrinterSnapshot snapshot = read(version);
    // then
    assertThat(snapshot.traffic().requests()).isLessThan(MOST_REQUESTS);
    snapshot.facts().ifPresent(facts -> assertThatItIsPartOf(right, facts));
  }

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  void stops_where_the_next_instance_lies_before_the_one_asked_for(Version version)
      throws Exception {
    // given
    PrinterFacts right = readRight(version);
    altering(
        answer -> {
          for (int i = 0; i < answer.size(); i++) {
            if (answer.get(i).getOid().startsWith(new OID(PrinterAgents.SUPPLIES + "6"))) {
              answer.set(i, new VariableBinding(new OID("1.3.6.1.2.1.1.1.0"), new Integer32(1)));
            }
          }
          return answer;
        });
    // when
    PrinterSnapshot snapshot = read(version);
    // then
    assertThat(snapshot.traffic().requests()).isLessThan(MOST_REQUESTS);
    PrinterFacts facts = snapshot.facts().orElseThrow();
    assertThat(facts.trays()).isEqualTo(right.trays());
    assertThat(facts.meters()).isEqualTo(right.meters());
    assertThat(facts.alerts()).isEqualTo(right.alerts());
  }

  @Test
  void leaves_out_numbers_that_are_words_and_words_that_are_numbers() throws Exception {
    // given
    agent.set(PrinterAgents.SUPPLIES + "9.1.1", "54").set(PrinterAgents.SUPPLIES + "6.1.1", 7);
    agent
        .set(PrinterAgents.SUPPLIES + "3.1.2", "cyan")
        .set(PrinterAgents.INPUTS + "10.1.1", "full");
    agent.set(PrinterAgents.MARKERS + "4.1.1", "33810").set(PrinterAgents.ALERTS + "7.1.1", "jam");
    agent.set(PrinterAgents.MIB_2 + "1.1.0", 42).set(PrinterAgents.MIB_2 + "1.2.0", "an OID");
    agent.set(PrinterAgents.MIB_2 + "1.3.0", "noon").set(PrinterAgents.MIB_2 + "43.5.1.1.17.1", 99);
    agent.set(PrinterAgents.MIB_2 + "25.3.5.1.1.1", "idle");
    network.with(PLACE, agent);
    // when
    PrinterFacts facts = read(Version.V2C).facts().orElseThrow();
    // then
    assertThat(facts.supplies().get(0).level()).isEqualTo(new SupplyLevel.Unknown());
    assertThat(facts.supplies().get(0).description()).isNull();
    assertThat(facts.supplies().get(1).level().percent()).hasValue(25);
    assertThat(facts.trays().get(0).level()).isInstanceOf(SupplyLevel.Unknown.class);
    assertThat(facts.meters()).isEmpty();
    assertThat(facts.identity().sysDescr()).isNull();
    assertThat(facts.identity().sysObjectId()).isNull();
    assertThat(facts.identity().serial()).isNull();
    assertThat(facts.alerts()).singleElement().matches(alert -> alert.code() == 2);
  }

  @Test
  void keeps_the_beginning_of_a_text_of_sixty_thousand_bytes() throws Exception {
    // given
    agent.set(PrinterAgents.MIB_2 + "1.1.0", "A".repeat(60_000));
    agent.set(PrinterAgents.SUPPLIES + "6.1.1", "B".repeat(60_000));
    network.with(PLACE, agent);
    // when
    PrinterFacts facts = read(Version.V2C).facts().orElseThrow();
    // then
    assertThat(facts.identity().sysDescr()).startsWith("AAAA").hasSizeLessThan(4_097);
    assertThat(facts.supplies().get(0).description()).startsWith("BBBB").hasSizeLessThan(1_025);
    assertThat(facts.supplies()).hasSize(3);
  }

  @ParameterizedTest(name = "bytes become {0}")
  @ValueSource(ints = {0x00, 0x7f, 0x80, 0x84, 0xff})
  void reads_nothing_wrong_where_lengths_lie(int lie) throws Exception {
    // given
    PrinterFacts right = readRight(Version.V2C);
    for (int place = 1; place < 240; place++) {
      int at = place;
      network.with(PLACE, datagram -> List.of(withByte(agent.hear(datagram).get(0), at, lie)));
      // when
      PrinterSnapshot snapshot = read(Version.V2C);
      // then
      assertThat(snapshot.traffic().requests()).as("byte %d", at).isLessThan(MOST_REQUESTS);
      snapshot.facts().ifPresent(facts -> assertThat(facts.trays().size()).isLessThan(60));
    }
    network.with(PLACE, agent);
    assertThat(read(Version.V2C).facts()).contains(right);
  }

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  void ends_where_each_answer_says_too_big(Version version) throws Exception {
    // given
    altering(answer -> error(answer, PDU.tooBig, 0));
    // when, then
    assertThat(read(version).traffic().requests()).isLessThan(MOST_REQUESTS);
  }

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  void ends_where_each_answer_says_general_error(Version version) throws Exception {
    // given
    altering(answer -> error(answer, PDU.genErr, 1));
    // when, then
    assertThat(read(version).traffic().requests()).isLessThan(MOST_REQUESTS);
  }

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  void reads_the_rest_where_one_object_is_a_general_error(Version version) throws Exception {
    // given
    altering(
        answer -> {
          for (int i = 0; i < answer.size(); i++) {
            if (answer.get(i).getOid().startsWith(new OID(PrinterAgents.MIB_2 + "1.6"))) {
              return error(answer, PDU.genErr, version == Version.V1 ? i + 1 : 0);
            }
          }
          return answer;
        });
    // when
    PrinterFacts facts = read(version).facts().orElseThrow();
    // then
    assertThat(facts.identity().location()).isNull();
    assertThat(facts.identity().serial()).isEqualTo("QX-000417");
    assertThat(facts.supplies()).hasSize(3);
  }

  @ParameterizedTest(name = "index {0}")
  @ValueSource(ints = {-1, 0, 999, Integer.MAX_VALUE})
  void reads_the_rest_where_no_such_name_has_an_index_beyond_the_request(int index)
      throws Exception {
    // given
    PrinterFacts right = readRight(Version.V1);
    altering(
        answer ->
            answer.getErrorStatus() == PDU.noSuchName
                ? error(answer, PDU.noSuchName, index)
                : answer);
    // when, then
    assertThat(read(Version.V1).facts()).contains(right);
  }

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  void gives_up_a_table_without_an_end(Version version) throws Exception {
    // given
    PrinterFacts right = readRight(version);
    for (int row = 4; row < 20_000; row++) {
      agent.set(PrinterAgents.SUPPLIES + "3.1." + row, 0);
    }
    network.with(PLACE, agent);
    // when
    PrinterSnapshot snapshot = read(version);
    // then
    assertThat(snapshot.traffic().requests()).isLessThan(version == Version.V1 ? 450 : 40);
    PrinterFacts facts = snapshot.facts().orElseThrow();
    assertThat(facts.trays()).isEqualTo(right.trays());
    assertThat(facts.meters()).isEqualTo(right.meters());
    assertThat(facts.supplies()).isIn(List.of(), right.supplies());
  }

  @Test
  void leaves_an_agent_that_takes_minutes() throws Exception {
    // given
    for (int row = 4; row < 2_000; row++) {
      agent.set(PrinterAgents.SUPPLIES + "3.1." + row, 0);
    }
    network.with(PLACE, agent, Duration.ofMillis(4_900));
    // when
    PrinterSnapshot snapshot = read(Version.V1);
    // then
    assertThat(snapshot.isReachable()).isFalse();
    assertThat(took).isLessThan(Duration.ofMinutes(4));
  }

  private static ByteBuffer withByte(ByteBuffer answer, int place, int value) {
    if (place < answer.limit()) {
      answer.put(place, (byte) value);
    }
    return answer;
  }

  private static PDU error(PDU answer, int status, int index) {
    answer.setErrorStatus(status);
    answer.setErrorIndex(index);
    return answer;
  }

  private static void assertThatItIsPartOf(PrinterFacts right, PrinterFacts facts) {
    assertThat(right.meters()).containsAll(facts.meters());
    assertThat(right.supplies())
        .extracting(Supply::source)
        .containsAll(facts.supplies().stream().map(Supply::source).toList());
    assertThat(facts.identity().serial()).isIn(right.identity().serial(), null);
    assertThat(facts.identity().mac()).isIn(right.identity().mac(), null);
  }

  private void altering(UnaryOperator<PDU> change) {
    network.with(
        PLACE,
        datagram -> {
          SnmpMessage said = SnmpMessage.decode(agent.hear(datagram).get(0)).orElseThrow();
          PDU changed = change.apply(said.pdu());
          return List.of(new SnmpMessage(said.version(), said.community(), changed).encode());
        });
  }

  private PrinterFacts readRight(Version version) throws InterruptedException {
    network.with(PLACE, agent);
    return read(version).facts().orElseThrow();
  }

  private PrinterSnapshot read(Version version) throws InterruptedException {
    Datagrams watched =
        () -> {
          Datagrams.Endpoint endpoint = network.open();
          return new Forwarding(endpoint) {
            @Override
            public void close() throws IOException {
              took = elapsed();
              super.close();
            }
          };
        };
    return new SnmpReader(watched, () -> NOW, new Random(17))
        .read(new PrinterTarget(PLACE, new SnmpAccess(version, "public", 161)));
  }

  private static PrinterTarget v2c() {
    return new PrinterTarget(PLACE, new SnmpAccess(Version.V2C, "public", 161));
  }

  private static class Forwarding implements Datagrams.Endpoint {
    private final Datagrams.Endpoint to;

    Forwarding(Datagrams.Endpoint to) {
      this.to = to;
    }

    @Override
    public void send(ByteBuffer payload, InetSocketAddress address) throws IOException {
      to.send(payload, address);
    }

    @Override
    public Optional<Datagrams.Datagram> receive(Duration patience)
        throws IOException, InterruptedException {
      return to.receive(patience);
    }

    @Override
    public Duration elapsed() {
      return to.elapsed();
    }

    @Override
    public void close() throws IOException {
      to.close();
    }
  }

  private static final class OtherPort extends Forwarding {
    OtherPort(Datagrams.Endpoint to) {
      super(to);
    }

    @Override
    public Optional<Datagrams.Datagram> receive(Duration patience)
        throws IOException, InterruptedException {
      return super.receive(patience)
          .map(
              got ->
                  new Datagrams.Datagram(
                      new InetSocketAddress(got.from().getAddress(), 162), got.payload()));
    }
  }
}

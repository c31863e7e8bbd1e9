package io.platen.device.printer.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.JdkDatagrams;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.snmp.SnmpMessage;
import io.platen.device.testing.PrinterAgents;
import io.platen.device.testing.SimulatedAgent;
import io.platen.device.testing.SimulatedAgent.Fault;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.device.testing.UdpAgent;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snmp4j.smi.VariableBinding;

/** The same over real sockets: nothing between the agent and the reader is simulated. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MisbehavingUdpAgentTest {
  private static final int MOST_REQUESTS = 80;

  /** Where answers come: a machine that is busy must not fail a test. */
  private static final Patience LONG = new Patience(Duration.ofSeconds(30), 2);

  /** Where nothing comes that counts. */
  private static final Patience SHORT = new Patience(Duration.ofMillis(100), 2);

  private final SimulatedAgent agent = PrinterAgents.colourPrinter();

  @Test
  void hears_nothing_that_comes_from_another_port() throws Exception {
    // given
    try (UdpAgent udp = UdpAgent.answeringFromAnotherPort(agent)) {
      // when
      PrinterSnapshot snapshot = read(udp, SHORT);
      // then
      assertThat(snapshot.isReachable()).isFalse();
    }
    assertThat(agent.heard()).isNotEmpty();
  }

  @Test
  void takes_a_late_answer_to_an_earlier_request_for_no_answer() throws Exception {
    // given
    PrinterFacts right = readBy(agent).facts().orElseThrow();
    List<ByteBuffer> late = new ArrayList<>();
    // when
    PrinterSnapshot snapshot =
        readBy(
            datagram -> {
              List<ByteBuffer> both = new ArrayList<>(late);
              late.clear();
              late.addAll(agent.hear(datagram));
              both.addAll(late);
              return both;
            });
    // then
    assertThat(facts(snapshot).meters()).extracting(Meter::value).isEqualTo(values(right));
    assertThat(facts(snapshot).identity().serial()).isEqualTo(right.identity().serial());
    assertThat(facts(snapshot).supplies()).isEqualTo(right.supplies());
  }

  @Test
  void reads_nothing_wrong_out_of_answers_in_another_order() throws Exception {
    // given
    PrinterFacts right = readBy(agent).facts().orElseThrow();
    // when
    PrinterSnapshot snapshot = readBy(datagram -> List.of(turned(agent.hear(datagram).get(0))));
    // then
    assertThat(snapshot.traffic().requests()).isLessThan(MOST_REQUESTS);
    snapshot
        .facts()
        .ifPresent(
            facts -> {
              assertThat(values(right)).containsAll(values(facts));
              assertThat(facts.identity().serial()).isIn(right.identity().serial(), null);
            });
  }

  @Test
  void stops_where_an_agent_goes_in_circles() throws Exception {
    // given
    agent.with(Fault.LOOPS);
    // when
    PrinterSnapshot snapshot = readBy(agent);
    // then
    assertThat(snapshot.isReachable()).isTrue();
    assertThat(agent.heard()).hasSizeLessThan(60);
  }

  @Test
  void leaves_out_numbers_that_are_words_and_words_that_are_numbers() throws Exception {
    // given
    agent.set(PrinterAgents.SUPPLIES + "9.1.1", "54").set(PrinterAgents.MIB_2 + "1.1.0", 42);
    agent.set(PrinterAgents.MARKERS + "4.1.1", "33810");
    // when
    PrinterFacts facts = facts(readBy(agent));
    // then
    assertThat(facts.supplies().get(0).level()).isEqualTo(new SupplyLevel.Unknown());
    assertThat(facts.identity().sysDescr()).isNull();
    assertThat(facts.meters()).isEmpty();
  }

  @Test
  void keeps_the_beginning_of_a_text_of_sixty_thousand_bytes() throws Exception {
    // given
    agent.set(PrinterAgents.MIB_2 + "1.1.0", "A".repeat(60_000));
    // when
    PrinterSnapshot snapshot = readBy(agent);
    // then
    assertThat(snapshot.traffic().bytesIn()).isGreaterThan(60_000);
    assertThat(facts(snapshot).identity().sysDescr()).startsWith("AAAA").hasSizeLessThan(4_097);
    assertThat(facts(snapshot).supplies()).hasSize(3);
  }

  @ParameterizedTest(name = "byte {0}")
  @ValueSource(ints = {1, 4, 12, 14, 17, 20})
  void ends_where_lengths_lie(int place) throws Exception {
    // given
    SimulatedNetwork.Host lying =
        datagram -> {
          ByteBuffer answer = agent.hear(datagram).get(0);
          return List.of(answer.put(place, (byte) 0x84));
        };
    try (UdpAgent udp = UdpAgent.of(lying)) {
      // when
      PrinterSnapshot snapshot = read(udp, SHORT);
      // then
      assertThat(agent.heard()).isNotEmpty();
      assertThat(snapshot.traffic().requests()).isLessThan(MOST_REQUESTS);
    }
  }

  private static ByteBuffer turned(ByteBuffer answer) {
    SnmpMessage said = SnmpMessage.decode(answer).orElseThrow();
    List<VariableBinding> bindings = new ArrayList<>(said.pdu().getAll());
    Collections.reverse(bindings);
    said.pdu().setVariableBindings(bindings);
    return new SnmpMessage(said.version(), said.community(), said.pdu()).encode();
  }

  private static List<Long> values(PrinterFacts facts) {
    return facts.meters().stream().map(Meter::value).toList();
  }

  private static PrinterFacts facts(PrinterSnapshot snapshot) {
    return snapshot.facts().orElseThrow();
  }

  private static PrinterSnapshot readBy(SimulatedNetwork.Host host) throws Exception {
    try (UdpAgent udp = UdpAgent.of(host)) {
      return read(udp, LONG);
    }
  }

  private static PrinterSnapshot read(UdpAgent udp, Patience patience) throws Exception {
    Instant now = Instant.parse("2026-03-01T08:00:00Z");
    return new SnmpReader(new JdkDatagrams(), () -> now, new Random(17), patience)
        .read(
            new PrinterTarget(
                udp.address(), new SnmpAccess(Version.V2C, "public", udp.address().getPort())));
  }
}

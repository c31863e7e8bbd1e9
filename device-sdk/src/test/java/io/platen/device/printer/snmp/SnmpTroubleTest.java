package io.platen.device.printer.snmp;

import static io.platen.protocol.Requirement.PLT_SYN_024;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.testing.PrinterAgents;
import io.platen.device.testing.SimulatedAgent.Fault;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.protocol.Verifies;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyLevel.Measured;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snmp4j.PDU;

/** What is read where answers are lost, too big, or for something else. */
class SnmpTroubleTest extends SnmpReaderBench {
  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"DROPS_BULK", "LOOPS", "WRONG_REQUEST_ID"})
  @Verifies(negative = PLT_SYN_024)
  void writes_nothing_to_a_printer_that_answers_oddly(Fault fault) throws Exception {
    // given
    agent.with(fault);
    // when
    snapshot(Version.V2C);
    // then
    onlyReads();
  }

  @Test
  void gives_no_facts_where_nothing_answers_after_two_tries() throws Exception {
    // given
    network.without(PLACE);
    // when
    PrinterSnapshot snapshot = snapshot(Version.V2C);
    // then
    assertThat(snapshot.isReachable()).isFalse();
    assertThat(snapshot.traffic().requests()).isEqualTo(2);
    assertThat(snapshot.read()).isEqualTo(now);
  }

  @Test
  void gives_no_facts_where_nothing_can_be_sent() throws Exception {
    // given
    network.broken();
    // when, then
    assertThat(snapshot(Version.V2C).isReachable()).isFalse();
  }

  @Test
  void gives_no_half_reading_when_the_printer_goes_away_in_the_middle() throws Exception {
    // given
    network.losing(sent -> network.sent().size() > 1);
    // when, then
    assertThat(snapshot(Version.V2C).isReachable()).isFalse();
  }

  @Test
  void survives_the_loss_of_any_one_packet() throws Exception {
    for (int lost = 1; lost <= 5; lost++) {
      // given
      int which = lost;
      SimulatedNetwork lossy = new SimulatedNetwork().with(PLACE, PrinterAgents.colourPrinter());
      lossy.losing(sent -> lossy.sent().size() == which);
      // when
      PrinterFacts facts =
          new SnmpReader(lossy, () -> now, new Random(17))
              .read(target(Version.V2C))
              .facts()
              .orElseThrow();
      // then
      assertThat(facts.supplies()).as("packet %d lost", which).hasSize(3);
      assertThat(facts.alerts()).as("packet %d lost", which).hasSize(1);
    }
  }

  @Test
  void falls_back_to_getnext_where_bulk_is_dropped_and_remembers_it() throws Exception {
    // given
    agent.with(Fault.DROPS_BULK);
    // when
    PrinterFacts facts = read(Version.V2C);
    agent.forgetRequests();
    now = now.plus(Duration.ofHours(25));
    read(Version.V2C);
    // then
    assertThat(facts.supplies()).hasSize(3);
    assertThat(agent.heard()).extracting(PDU::getType).doesNotContain(PDU.GETBULK);
  }

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  void asks_for_less_where_an_answer_would_be_too_big(Version version) throws Exception {
    // given
    agent.takingAtMost(6);
    // when
    PrinterFacts facts = read(version);
    // then
    assertThat(facts.supplies()).hasSize(3);
    assertThat(facts.identity().serial()).isEqualTo("QX-000417");
    assertThat(facts.alerts()).hasSize(1);
  }

  @Test
  void asks_for_less_where_a_large_request_meets_silence() throws Exception {
    // given
    agent.silentAbove(10);
    // when
    PrinterFacts facts = read(Version.V2C);
    // then
    assertThat(facts.identity().serial()).isEqualTo("QX-000417");
    assertThat(facts.supplies()).hasSize(3);
  }

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  void stops_where_an_agent_goes_in_circles(Version version) throws Exception {
    // given
    agent.with(Fault.LOOPS);
    // when
    PrinterSnapshot snapshot = snapshot(version);
    // then
    assertThat(snapshot.isReachable()).isTrue();
    assertThat(agent.heard()).hasSizeLessThan(60);
  }

  @Test
  void believes_no_answer_to_another_request() throws Exception {
    // given
    agent.with(Fault.WRONG_REQUEST_ID);
    // when, then
    assertThat(snapshot(Version.V2C).isReachable()).isFalse();
  }

  @Test
  void joins_rows_by_their_index_where_columns_have_holes() throws Exception {
    // given
    agent.drop(PrinterAgents.SUPPLIES + "6.1.1").drop(PrinterAgents.SUPPLIES + "8.1.2");
    // when
    PrinterFacts facts = read(Version.V2C);
    // then
    assertThat(facts.supplies())
        .extracting(Supply::description)
        .containsExactly(null, "Cyan toner", "Waste box");
    assertThat(facts.supplies().get(1).level()).isEqualTo(new Measured(1500, null, "impressions"));
  }

  @Test
  void stops_when_it_is_interrupted() {
    // given
    Thread.currentThread().interrupt();
    // when, then
    assertThatThrownBy(() -> snapshot(Version.V2C)).isInstanceOf(InterruptedException.class);
  }
}

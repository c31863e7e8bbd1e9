package io.platen.device.printer.snmp;

import static io.platen.protocol.Requirement.PLT_GEN_011;
import static io.platen.protocol.Requirement.PLT_RPT_032;
import static io.platen.protocol.Requirement.PLT_RPT_033;
import static io.platen.protocol.Requirement.PLT_SYN_024;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.testing.PrinterAgents;
import io.platen.device.testing.SimulatedAgent;
import io.platen.device.testing.SimulatedAgent.Fault;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.protocol.Verifies;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus.State;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.SupplyLevel.Measured;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.registry.AlertGroups;
import io.platen.protocol.registry.Meters;
import io.platen.protocol.registry.PrinterConditions;
import io.platen.protocol.registry.SupplyTypes;
import io.platen.protocol.registry.Units;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;

class SnmpReaderTest {
  private static final InetSocketAddress PLACE = new InetSocketAddress("192.0.2.7", 161);

  private Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private final SimulatedAgent agent = PrinterAgents.colourPrinter();
  private final SimulatedNetwork network = new SimulatedNetwork().with(PLACE, agent);
  private final SnmpReader reader = new SnmpReader(network, () -> now, new Random(17));

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  void reads_who_a_printer_is(Version version) throws Exception {
    // when
    PrinterIdentity identity = read(version).identity();
    // then
    assertThat(identity.address()).isEqualTo("192.0.2.7");
    assertThat(identity.model()).isEqualTo("Acme Quill 300c");
    assertThat(identity.serial()).isEqualTo("QX-000417");
    assertThat(identity.source()).isEqualTo("1.3.6.1.2.1.43.5.1.1.17.1");
    assertThat(identity.mac()).isEqualTo("02:a0:b1:c2:d3:e4");
    assertThat(identity.hostName()).isEqualTo("quill");
    assertThat(identity.location()).isEqualTo("Second floor");
    assertThat(identity.sysObjectId()).isEqualTo("1.3.6.1.4.1.99999.1");
  }

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  @Verifies(positive = PLT_RPT_032, negative = PLT_RPT_033)
  void reads_what_it_has_and_does(Version version) throws Exception {
    // when
    PrinterFacts facts = read(version);
    // then
    assertThat(facts.status().state()).isEqualTo(State.IDLE);
    assertThat(facts.status().conditions()).containsExactly("low-toner");
    assertThat(facts.status().panel()).containsExactly("Ready");
    assertThat(facts.status().source()).isEqualTo("1.3.6.1.2.1.25.3.5.1.1.1");
    assertThat(facts.supplies())
        .containsExactly(
            new Supply(
                "1.1",
                "toner",
                SupplyClass.CONSUMED,
                "black",
                "Black toner",
                "AB12345",
                "1.3.6.1.2.1.43.11.1.1.9.1.1",
                new Measured(54, 100L, "percent")),
            new Supply(
                "1.2",
                "toner",
                SupplyClass.CONSUMED,
                "cyan",
                "Cyan toner",
                null,
                "1.3.6.1.2.1.43.11.1.1.9.1.2",
                new Measured(1500, 6000L, "impressions")),
            new Supply(
                "1.3",
                "waste-toner",
                SupplyClass.RECEPTACLE,
                null,
                "Waste box",
                null,
                "1.3.6.1.2.1.43.11.1.1.9.1.3",
                new SupplyLevel.SomeRemaining()));
    assertThat(facts.trays())
        .containsExactly(
            new Tray(
                "1.1",
                "Tray 1",
                "iso_a4_210x297mm",
                new Measured(120, 250L, "sheets"),
                "1.3.6.1.2.1.43.8.2.1.10.1.1",
                null),
            new Tray(
                "1.2",
                "Bypass",
                "iso_a4_210x297mm",
                new SupplyLevel.SomeRemaining(),
                "1.3.6.1.2.1.43.8.2.1.10.1.2",
                null));
    assertThat(facts.meters())
        .containsExactly(
            new Meter(
                "total-impressions",
                null,
                "impressions",
                33_810,
                null,
                "1.3.6.1.2.1.43.10.2.1.4.1.1"));
    assertThat(facts.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.code()).isEqualTo(1104);
              assertThat(alert.severity()).isEqualTo(Severity.WARNING);
              assertThat(alert.group()).isEqualTo("marker-supplies");
              assertThat(alert.training()).isEqualTo("untrained");
              assertThat(alert.description()).isEqualTo("Toner low");
              assertThat(alert.uptimeTicks()).isEqualTo(4711);
              assertThat(alert.source()).startsWith("1.3.6.1.2.1.43.18.1.1.7.1.");
            });
  }

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  @Verifies(positive = PLT_SYN_024)
  void writes_nothing_to_a_printer(Version version) throws Exception {
    // when
    read(version);
    // then
    onlyReads();
  }

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

  private void onlyReads() {
    assertThat(agent.heard())
        .isNotEmpty()
        .extracting(PDU::getType)
        .isSubsetOf(PDU.GET, PDU.GETNEXT, PDU.GETBULK);
  }

  @Test
  @Verifies(positive = PLT_GEN_011)
  void names_what_it_read_by_registered_tokens() throws Exception {
    // when
    PrinterFacts facts = read(Version.V2C);
    // then
    assertThat(facts.meters())
        .isNotEmpty()
        .allSatisfy(
            meter -> {
              assertThat(Meters.registry().find(meter.name())).isPresent();
              assertThat(Units.registry().find(meter.unit())).isPresent();
            });
    assertThat(facts.supplies())
        .isNotEmpty()
        .allSatisfy(supply -> assertThat(SupplyTypes.registry().find(supply.type())).isPresent());
    assertThat(facts.status().conditions())
        .isNotEmpty()
        .allSatisfy(each -> assertThat(PrinterConditions.registry().find(each)).isPresent());
    assertThat(facts.alerts())
        .isNotEmpty()
        .allSatisfy(alert -> assertThat(AlertGroups.registry().find(alert.group())).isPresent());
  }

  @Test
  void takes_few_requests_for_a_first_reading_and_one_for_the_next() throws Exception {
    // when
    PrinterSnapshot first = snapshot(Version.V2C);
    agent.count(PrinterAgents.MARKERS + "4.1.1", 33_900).set(PrinterAgents.SUPPLIES + "9.1.1", 53);
    PrinterSnapshot second = snapshot(Version.V2C);
    // then
    assertThat(first.traffic().requests()).isLessThanOrEqualTo(6);
    assertThat(second.traffic().requests()).isEqualTo(1);
    assertThat(second.traffic().bytesOut() + second.traffic().bytesIn()).isLessThan(1_200);
    assertThat(second.facts().orElseThrow().meters())
        .extracting(Meter::value)
        .containsExactly(33_900L);
    assertThat(second.facts().orElseThrow().supplies().get(0).level().percent()).hasValue(53);
    assertThat(second.facts().orElseThrow().identity())
        .isEqualTo(first.facts().orElseThrow().identity());
  }

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  void notices_alerts_that_come_and_go(Version version) throws Exception {
    // given
    read(version);
    // when
    PrinterAgents.alert(agent, "1.2", 3, 8, 808, "Tray 1 is empty");
    PrinterFacts more = read(version);
    agent.drop(PrinterAgents.ALERTS + "2").drop(PrinterAgents.ALERTS + "7");
    PrinterFacts none = read(version);
    PrinterAgents.alert(agent, "1.3", 3, 6, 3, "Cover open");
    PrinterFacts again = read(version);
    // then
    assertThat(more.alerts()).extracting(alert -> alert.code()).containsExactly(1104, 808);
    assertThat(none.alerts()).isEmpty();
    assertThat(again.alerts())
        .extracting(alert -> alert.description())
        .containsExactly("Cover open");
  }

  @Test
  void notices_an_alert_that_changes_its_words_only() throws Exception {
    // given
    PrinterAgents.alert(agent, "1.1", 3, 5, 1, "Jam in tray 1");
    read(Version.V2C);
    // when
    PrinterAgents.alert(agent, "1.1", 3, 5, 1, "Call service");
    // then
    assertThat(read(Version.V2C).alerts())
        .extracting(alert -> alert.description())
        .containsExactly("Call service");
  }

  @Test
  void reads_all_anew_when_a_cartridge_was_replaced() throws Exception {
    // given
    read(Version.V2C);
    // when
    PrinterAgents.supply(agent, "1.1", 3, 3, 1, "Black toner XL, SN CD67890", 19, 100, 100);
    // then
    assertThat(read(Version.V2C).supplies().get(0).serial()).isEqualTo("CD67890");
  }

  @Test
  void reads_all_anew_when_the_printer_was_started_anew() throws Exception {
    // given
    read(Version.V2C);
    // when
    agent.ticks(PrinterAgents.MIB_2 + "1.3.0", 100).set(PrinterAgents.MIB_2 + "1.5.0", "renamed");
    // then
    assertThat(read(Version.V2C).identity().hostName()).isEqualTo("renamed");
  }

  @Test
  void reads_all_anew_once_a_day() throws Exception {
    // given
    read(Version.V2C);
    agent.set(PrinterAgents.MIB_2 + "1.6.0", "Cellar");
    // when
    String before = read(Version.V2C).identity().location();
    now = now.plus(Duration.ofHours(25));
    String after = read(Version.V2C).identity().location();
    // then
    assertThat(before).isEqualTo("Second floor");
    assertThat(after).isEqualTo("Cellar");
  }

  @Test
  void notices_a_supply_that_is_gone() throws Exception {
    // given
    read(Version.V2C);
    // when
    for (int column = 3; column <= 9; column++) {
      agent.drop(PrinterAgents.SUPPLIES + column + ".1.2");
    }
    // then
    assertThat(read(Version.V2C).supplies())
        .extracting(Supply::index)
        .containsExactly("1.1", "1.3");
  }

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  void notices_a_new_tray_supply_and_marker_within_three_readings(Version version)
      throws Exception {
    // given: an agent that counts no changes of its setup, or counts none that it should
    read(version);
    // when
    PrinterAgents.tray(agent, "1.3", "Tray 2", 500, 500);
    List<Integer> trays = sizes(version, facts -> facts.trays().size());
    PrinterAgents.supply(agent, "1.4", 3, 3, 1, "Magenta toner", 19, 100, 80);
    List<Integer> supplies = sizes(version, facts -> facts.supplies().size());
    agent.set(PrinterAgents.MARKERS + "3.1.2", 7).count(PrinterAgents.MARKERS + "4.1.2", 5);
    List<Integer> meters = sizes(version, facts -> facts.meters().size());
    // then
    assertThat(trays).startsWith(2).endsWith(3);
    assertThat(supplies).endsWith(4);
    assertThat(meters).endsWith(2);
  }

  private List<Integer> sizes(Version version, ToIntFunction<PrinterFacts> size) throws Exception {
    List<Integer> sizes = new ArrayList<>();
    for (int reading = 0; reading < 3; reading++) {
      sizes.add(size.applyAsInt(read(version)));
    }
    return sizes;
  }

  @Test
  void notices_the_first_tray_of_a_printer_that_had_none() throws Exception {
    // given
    agent.drop(PrinterAgents.MIB_2 + "43.8.2.1");
    List<Integer> before = sizes(Version.V2C, facts -> facts.trays().size());
    // when
    PrinterAgents.tray(agent, "1.1", "Tray 1", 250, 120);
    List<Integer> after = sizes(Version.V2C, facts -> facts.trays().size());
    // then
    assertThat(before).containsOnly(0);
    assertThat(after).endsWith(1);
  }

  @Test
  void keeps_printers_apart_that_share_an_address() throws Exception {
    // given
    SimulatedAgent other = PrinterAgents.bare("Acme", "Acme Nib 5", "N5").community("other");
    network.with(
        PLACE,
        datagram -> {
          java.util.List<java.nio.ByteBuffer> answers = agent.hear(datagram.duplicate());
          return answers.isEmpty() ? other.hear(datagram) : answers;
        });
    PrinterTarget second = new PrinterTarget(PLACE, new SnmpAccess(Version.V2C, "other", 161));
    read(Version.V2C);
    // when
    PrinterFacts facts = reader.read(second).facts().orElseThrow();
    // then
    assertThat(facts.identity().serial()).isEqualTo("N5");
    assertThat(read(Version.V2C).identity().serial()).isEqualTo("QX-000417");
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
  void takes_the_device_that_is_the_printer() throws Exception {
    // given
    SimulatedAgent processorFirst =
        new SimulatedAgent()
            .set(PrinterAgents.MIB_2 + "1.1.0", "Acme")
            .set(PrinterAgents.MIB_2 + "25.3.2.1.2.1", new OID("1.3.6.1.2.1.25.3.1.3"))
            .set(PrinterAgents.MIB_2 + "25.3.2.1.2.4", new OID("1.3.6.1.2.1.25.3.1.5"))
            .set(PrinterAgents.MIB_2 + "25.3.2.1.3.1", "A processor")
            .set(PrinterAgents.MIB_2 + "25.3.2.1.3.4", "Acme Nib 9")
            .set(PrinterAgents.MIB_2 + "25.3.5.1.1.4", 4)
            .set(PrinterAgents.MIB_2 + "43.5.1.1.17.4", "N9-1");
    PrinterAgents.supply(processorFirst, "4.1", 3, 3, 0, "Toner", 19, 100, 9);
    network.with(PLACE, processorFirst);
    // when
    PrinterFacts facts = read(Version.V2C);
    // then
    assertThat(facts.identity().model()).isEqualTo("Acme Nib 9");
    assertThat(facts.identity().serial()).isEqualTo("N9-1");
    assertThat(facts.status().state()).isEqualTo(State.PRINTING);
    assertThat(facts.supplies()).extracting(Supply::index).containsExactly("4.1");
  }

  @Test
  @Verifies(positive = PLT_RPT_033, negative = PLT_RPT_032)
  void names_the_marker_of_each_count_where_there_are_several() throws Exception {
    // given
    agent
        .set(PrinterAgents.MARKERS + "3.1.2", 8)
        .count(PrinterAgents.MARKERS + "4.1.2", 4_000_000_000L);
    // when
    PrinterFacts facts = read(Version.V2C);
    // then
    assertThat(facts.meters()).extracting(Meter::marker).containsExactly("1.1", "1.2");
    assertThat(facts.meters())
        .extracting(Meter::name)
        .containsExactly("total-impressions", "total-sheets");
    assertThat(facts.meters()).extracting(Meter::value).containsExactly(33_810L, 4_000_000_000L);
  }

  @Test
  void reads_texts_in_the_character_set_that_the_printer_declares() throws Exception {
    // given
    agent
        .bytes(PrinterAgents.INPUTS + "13.1.1", "46616368 31 ce".replace(" ", ""))
        .set(PrinterAgents.MIB_2 + "43.5.1.1.2.1", 1)
        .set(PrinterAgents.MIB_2 + "43.7.1.1.4.1.1", 2004);
    // when, then
    assertThat(read(Version.V2C).trays().get(0).description()).isEqualTo("Fach1ö");
  }

  @Test
  void takes_a_placeholder_for_no_serial_number() throws Exception {
    // given
    agent.set(PrinterAgents.MIB_2 + "43.5.1.1.17.1", "XXXXXXXX");
    // when, then
    assertThat(read(Version.V2C).identity().serial()).isNull();
  }

  @Test
  void says_down_where_the_device_is() throws Exception {
    // given
    agent.set(PrinterAgents.MIB_2 + "25.3.2.1.5.1", 5);
    // when, then
    assertThat(read(Version.V2C).status().state()).isEqualTo(State.DOWN);
  }

  @Test
  void stops_when_it_is_interrupted() {
    // given
    Thread.currentThread().interrupt();
    // when, then
    assertThatThrownBy(() -> snapshot(Version.V2C)).isInstanceOf(InterruptedException.class);
  }

  private PrinterFacts read(Version version) throws InterruptedException {
    return snapshot(version).facts().orElseThrow();
  }

  private PrinterSnapshot snapshot(Version version) throws InterruptedException {
    return reader.read(target(version));
  }

  private static PrinterTarget target(Version version) {
    return new PrinterTarget(PLACE, new SnmpAccess(version, "public", 161));
  }
}

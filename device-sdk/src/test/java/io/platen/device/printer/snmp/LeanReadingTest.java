package io.platen.device.printer.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.testing.MakersPrinters;
import io.platen.device.testing.PrinterAgents;
import io.platen.device.testing.SimulatedAgent;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.SupplyLevel.Measured;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/** A reading takes few requests and small ones, whatever its tables look like. */
class LeanReadingTest {
  private static final InetSocketAddress PLACE = new InetSocketAddress("192.0.2.7", 161);
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final String KONICA_COUNTERS = "1.3.6.1.4.1.18334.1.1.1.5.7.2.";

  private final SimulatedNetwork network = new SimulatedNetwork();
  private final SnmpReader reader = new SnmpReader(network, () -> NOW, new Random(17));

  @Test
  void reads_a_printer_with_ten_supplies_in_three_requests() throws Exception {
    // when
    PrinterSnapshot snapshot = read(largePrinter(), Version.V2C);
    // then
    PrinterFacts facts = snapshot.facts().orElseThrow();
    assertThat(facts.supplies()).hasSize(10).allMatch(each -> each.level().percent().isPresent());
    assertThat(facts.trays()).hasSize(4);
    assertThat(facts.alerts()).hasSize(2).allMatch(each -> each.description() != null);
    assertThat(facts.status().panel()).hasSize(4);
    assertThat(snapshot.traffic().requests()).isEqualTo(3);
    assertThat(snapshot.traffic().bytesOut() + snapshot.traffic().bytesIn()).isLessThan(3_900);
  }

  @Test
  void reads_fourteen_supplies_in_four_requests_of_an_agent_that_answers_64_objects_at_most()
      throws Exception {
    // given
    SimulatedAgent agent = largePrinter();
    for (int row = 11; row <= 14; row++) {
      PrinterAgents.supply(agent, "1." + row, 3, 3, 0, "Kit " + row, 19, 100, row);
    }
    PrinterAgents.tray(agent, "1.5", "Tray 5", 500, 50);
    // when
    PrinterSnapshot snapshot = read(agent.cuttingBulkTo(64), Version.V2C);
    // then
    PrinterFacts facts = snapshot.facts().orElseThrow();
    assertThat(facts.supplies()).hasSize(14).allMatch(each -> each.level().percent().isPresent());
    assertThat(snapshot.traffic().requests()).isEqualTo(4);
  }

  @Test
  void takes_a_hardware_address_for_no_text_whose_character_set_matters() throws Exception {
    // given
    SimulatedAgent agent = largePrinter().bytes(PrinterAgents.MIB_2 + "2.2.1.6.1", "5cfb3a0d7df0");
    // when
    read(agent, Version.V2C);
    // then
    assertThat(asked(agent, PrinterAgents.MIB_2 + "43.7")).isEmpty();
  }

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  void takes_rows_that_only_some_columns_have(Version version) throws Exception {
    // given
    SimulatedAgent agent = largePrinter();
    for (String row : List.of("1.5", "1.31")) {
      agent.set(PrinterAgents.INPUTS + "9." + row, 550).set(PrinterAgents.INPUTS + "10." + row, 55);
      agent.set(PrinterAgents.INPUTS + "13." + row, "Extra " + row);
    }
    agent.set(PrinterAgents.SUPPLIES + "8.1.11", 100).set(PrinterAgents.SUPPLIES + "9.1.11", 7);
    agent.drop(PrinterAgents.SUPPLIES + "4.1.3").drop(PrinterAgents.SUPPLIES + "7");
    // when
    PrinterFacts facts = read(agent, version).facts().orElseThrow();
    // then
    assertThat(facts.trays())
        .extracting(Tray::description)
        .containsExactly("Tray 1", "Tray 2", "Tray 3", "Tray 4", "Extra 1.5", "Extra 1.31");
    assertThat(facts.trays()).extracting(Tray::level).endsWith(new Measured(55, 550L, "sheets"));
    assertThat(facts.supplies()).hasSize(11).allMatch(each -> each.level().percent().isPresent());
    assertThat(facts.supplies().get(10).level().percent()).hasValue(7);
  }

  @Test
  void takes_a_table_whose_first_columns_are_missing() throws Exception {
    // given
    SimulatedAgent agent = largePrinter();
    agent.drop(PrinterAgents.SUPPLIES + "3").drop(PrinterAgents.SUPPLIES + "4");
    agent.drop(PrinterAgents.MARKERS + "3").drop(PrinterAgents.INPUTS + "8");
    // when
    PrinterFacts facts = read(agent, Version.V2C).facts().orElseThrow();
    // then
    assertThat(facts.supplies()).hasSize(10).allMatch(each -> each.description() != null);
    assertThat(facts.trays()).hasSize(4);
    assertThat(facts.meters()).extracting(Meter::value).containsExactly(4_711L);
  }

  @Test
  void goes_on_where_an_agent_cuts_its_answers_short() throws Exception {
    // given
    SimulatedAgent agent = largePrinter().cuttingBulkTo(14);
    PrinterFacts whole = read(largePrinter(), Version.V2C).facts().orElseThrow();
    // when
    PrinterSnapshot cut =
        new SnmpReader(new SimulatedNetwork().with(PLACE, agent), () -> NOW, new Random(17))
            .read(target(Version.V2C));
    // then
    assertThat(cut.facts()).contains(whole);
    assertThat(cut.traffic().requests()).isLessThan(20);
  }

  @Test
  void asks_for_one_of_a_makers_numbers_where_there_is_none() throws Exception {
    // given
    SimulatedAgent none = MakersPrinters.of("18334.1.1.1.2.1", "KONICA MINOLTA", "bizhub 0");
    // when
    read(none, Version.V2C);
    // then
    assertThat(asked(none, KONICA_COUNTERS)).hasSize(1);
  }

  @Test
  void asks_for_all_of_a_makers_numbers_where_there_is_one() throws Exception {
    // given
    SimulatedAgent some =
        MakersPrinters.of("18334.1.1.1.2.1", "KONICA MINOLTA", "bizhub 0")
            .count(KONICA_COUNTERS + "1.3.0", 30)
            .count(KONICA_COUNTERS + "2.1.5.2.2", 522);
    // when
    PrinterFacts facts = read(some, Version.V2C).facts().orElseThrow();
    // then
    assertThat(facts.meters())
        .filteredOn(meter -> !meter.name().equals("total-impressions"))
        .extracting(Meter::value)
        .containsExactlyInAnyOrder(30L, 522L);
  }

  @Test
  void asks_of_a_makers_table_only_for_the_rows_that_it_takes() throws Exception {
    // given
    List<int[]> rows =
        List.of(
            new int[] {10, 900},
            new int[] {4711, 1},
            new int[] {4712, 2},
            new int[] {400, 600},
            new int[] {4713, 3});
    SimulatedAgent agent = MakersPrinters.ricoh("RICOH", rows);
    // when
    PrinterFacts facts = read(agent, Version.V2C).facts().orElseThrow();
    // then
    assertThat(facts.meters())
        .extracting(Meter::name)
        .contains("total-impressions", "print-impressions");
    assertThat(asked(agent, MakersPrinters.RICOH_COUNTERS + "9")).hasSize(2);
  }

  @Test
  void finds_a_cell_behind_one_that_its_table_did_not_tell_of() throws Exception {
    // given
    SimulatedAgent agent =
        MakersPrinters.ricoh("RICOH", List.of(new int[] {4711, 1}, new int[] {400, 600}));
    agent
        .drop(MakersPrinters.RICOH_COUNTERS + "2.2")
        .drop(MakersPrinters.RICOH_COUNTERS + "9.2")
        .set(MakersPrinters.RICOH_COUNTERS + "9.2", 5)
        .set(MakersPrinters.RICOH_COUNTERS + "2.3", 400)
        .set(MakersPrinters.RICOH_COUNTERS + "9.3", 600);
    // when
    PrinterFacts facts = read(agent, Version.V2C).facts().orElseThrow();
    // then
    assertThat(facts.meters()).extracting(Meter::name).contains("print-impressions");
    assertThat(facts.meters()).extracting(Meter::value).contains(600L);
  }

  @Test
  void reads_again_by_one_request_what_a_makers_table_gave() throws Exception {
    // given
    SimulatedAgent agent =
        MakersPrinters.ricoh(
            "RICOH", List.of(new int[] {10, 900}, new int[] {4711, 1}, new int[] {400, 600}));
    read(agent, Version.V2C);
    // when
    PrinterSnapshot second = read(agent, Version.V2C);
    // then
    assertThat(second.traffic().requests()).isEqualTo(1);
    assertThat(second.facts().orElseThrow().meters()).extracting(Meter::value).contains(900L, 600L);
  }

  private static List<OID> asked(SimulatedAgent agent, String parent) {
    return agent.heard().stream()
        .map(PDU::getAll)
        .flatMap(List::stream)
        .map(VariableBinding::getOid)
        .filter(oid -> oid.startsWith(new OID(parent.replaceAll("\\.$", ""))))
        .toList();
  }

  private static SimulatedAgent largePrinter() {
    SimulatedAgent agent = PrinterAgents.bare("Acme Quill 900c", "Acme Quill 900c", "QX-900");
    agent.set(PrinterAgents.MIB_2 + "1.5.0", "quill").set(PrinterAgents.MIB_2 + "1.6.0", "Hall");
    for (int row = 1; row <= 10; row++) {
      PrinterAgents.supply(agent, "1." + row, 3, 3, row % 4 + 1, "Toner " + row, 19, 100, row);
    }
    for (int row = 1; row <= 4; row++) {
      agent.set(PrinterAgents.MIB_2 + "43.12.1.1.4.1." + row, "colour " + row);
      agent.set(PrinterAgents.MIB_2 + "43.16.5.1.2.1." + row, "Line " + row);
      PrinterAgents.tray(agent, "1." + row, "Tray " + row, 500, 10 * row);
    }
    PrinterAgents.alert(agent, "1.1", 3, 8, 808, "Tray 1 is empty");
    PrinterAgents.alert(agent, "1.2", 3, 8, 808, "Tray 2 is empty");
    return agent
        .set(PrinterAgents.MARKERS + "3.1.1", 7)
        .count(PrinterAgents.MARKERS + "4.1.1", 4_711);
  }

  private PrinterSnapshot read(SimulatedAgent agent, Version version) throws Exception {
    network.with(PLACE, agent);
    return reader.read(target(version));
  }

  private static PrinterTarget target(Version version) {
    return new PrinterTarget(PLACE, new SnmpAccess(version, "public", 161));
  }
}

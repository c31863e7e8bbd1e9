package io.platen.device.printer.snmp;

import static io.platen.device.testing.MakersPrinters.BROTHER;
import static io.platen.device.testing.MakersPrinters.ENTERPRISES;
import static io.platen.device.testing.MakersPrinters.HP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.printer.PrinterTarget;
import io.platen.device.testing.MakersPrinters;
import io.platen.device.testing.PrinterAgents;
import io.platen.device.testing.SimulatedAgent;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.SupplyLevel.Measured;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Levels, counters and serial numbers that stand in places and forms of the maker's own. */
class MakersOwnLevelsTest {
  private static final InetSocketAddress PLACE = new InetSocketAddress("192.0.2.7", 161);
  private static final String RICOH_TONER = ENTERPRISES + "367.3.2.1.2.24.1.1.";
  private static final String EPSON_SUPPLIES = ENTERPRISES + "1248.1.2.2.28.1.1.";
  private static final String SECOND_CANON = ENTERPRISES + "1602.1.11.1.4.1.4.";

  private final SimulatedNetwork network = new SimulatedNetwork();
  private final SnmpReader reader =
      new SnmpReader(network, () -> Instant.parse("2026-03-01T08:00:00Z"), new Random(17));

  @Test
  void reads_ricohs_toner_where_the_standard_row_has_no_figure() throws Exception {
    // given
    SimulatedAgent agent = MakersPrinters.ricoh("RICOH", List.of());
    PrinterAgents.supply(agent, "1.1", 3, 3, 0, "Black Toner", 19, 100, -3);
    PrinterAgents.supply(agent, "1.2", 3, 3, 0, "Cyan Toner", 19, 100, 55);
    PrinterAgents.supply(agent, "1.3", 3, 3, 0, "Yellow Toner", 19, 100, -2);
    PrinterAgents.supply(agent, "1.4", 3, 3, 0, "Magenta Toner", 19, 100, -3);
    toner(agent, 1, "Black Toner", 30);
    toner(agent, 2, "Cyan Toner", 20);
    toner(agent, 3, "Yellow Toner", -100);
    toner(agent, 4, "Magenta Toner", -2);
    // when
    PrinterFacts facts = read(agent);
    // then
    assertThat(facts.supplies()).hasSize(4);
    assertThat(supply(facts, "toner", "black").level().percent()).hasValue(30);
    assertThat(supply(facts, "toner", "black").source()).isEqualTo(RICOH_TONER + "5.1");
    assertThat(supply(facts, "toner", "cyan").level().percent()).hasValue(55);
    for (String left : List.of("yellow", "magenta")) {
      assertThat(supply(facts, "toner", left).level()).isEqualTo(new SupplyLevel.SomeRemaining());
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"-100,some", "-3,some", "-2,unknown"})
  void takes_ricohs_numbers_below_zero_for_no_figure(int level, String meaning) throws Exception {
    // given a row of the standard table, and the maker's own of another colour
    SimulatedAgent agent = MakersPrinters.ricoh("RICOH", List.of());
    PrinterAgents.supply(agent, "1.1", 3, 3, 0, "Cyan Toner", 19, 100, level);
    toner(agent, 1, "Toner", level);
    // when
    PrinterFacts facts = read(agent);
    // then
    SupplyLevel meant =
        meaning.equals("some") ? new SupplyLevel.SomeRemaining() : new SupplyLevel.Unknown();
    assertThat(supply(facts, "toner", "cyan").level()).isEqualTo(meant);
    assertThat(supply(facts, "toner", "black").level()).isEqualTo(meant);
  }

  @Test
  void reads_epsons_maintenance_box_as_free_room_in_whatever_row() throws Exception {
    // given
    SimulatedAgent agent = MakersPrinters.of("1248.1.1.2.1", "EPSON QF-M1", "QF-M1");
    agent.bytes(EPSON_SUPPLIES + "5.1.1", hex("Black Ink Supply Unit Q9451"));
    agent.set(EPSON_SUPPLIES + "2.1.1", 28);
    agent.bytes(EPSON_SUPPLIES + "5.1.2", hex("Maintenance Cartridge Q6716"));
    agent.set(EPSON_SUPPLIES + "2.1.2", 85);
    // when
    PrinterFacts facts = read(agent);
    // then
    Supply box = supply(facts, "waste-ink", null);
    assertThat(box.supplyClass()).isEqualTo(SupplyClass.RECEPTACLE);
    assertThat(box.level().percent()).hasValue(85);
    assertThat(supply(facts, "ink-cartridge", "black").level().percent()).hasValue(28);
    assertThat(facts.supplies()).hasSize(2);
  }

  @Test
  void tells_brothers_pages_left_where_it_tells_no_share() throws Exception {
    // given: the drum's record has a state only
    SimulatedAgent agent = MakersPrinters.brother("HQ-5300", "41010103" + "ff", "ff");
    agent.bytes(BROTHER + "11.0", "820104000025d8" + "ff");
    // when
    Supply drum = supply(read(agent), "opc", null);
    // then
    assertThat(drum.level()).isEqualTo(new Measured(9_688, null, "impressions"));
    assertThat(drum.source()).isEqualTo(BROTHER + "11.0#82");
  }

  @Test
  void prefers_brothers_share_to_the_pages_left() throws Exception {
    // given
    SimulatedAgent agent = MakersPrinters.brother("HQ-1200", "41010400001388" + "ff", "ff");
    agent.bytes(BROTHER + "11.0", "820104000025d8" + "ff");
    // then
    assertThat(supply(read(agent), "opc", null).level().percent()).hasValue(50);
  }

  @Test
  void counts_brothers_jams_and_drums_by_record() throws Exception {
    // given
    SimulatedAgent agent = MakersPrinters.brother("MFQ-9", "ff", "ff");
    agent.bytes(BROTHER + "20.0", "820103" + "a00107" + "ff");
    agent.bytes(BROTHER + "21.0", "25020004" + "26020002" + "a10400000018" + "ff");
    // when
    PrinterFacts facts = read(agent);
    // then
    assertThat(meter(facts, "replaced-drums")).isEqualTo(3);
    assertThat(meter(facts, "paper-jams")).isEqualTo(24);
    assertThat(meter(facts, "scanner-jams")).isEqualTo(6);
  }

  @Test
  void reads_canons_second_table_where_the_first_is_missing() throws Exception {
    // given
    SimulatedAgent agent = MakersPrinters.of("1602.4.7", "Canon QR-9", "Canon QR-9");
    agent.count(SECOND_CANON + "101", 900).count(SECOND_CANON + "102", 990);
    agent.count(SECOND_CANON + "122", 40).count(SECOND_CANON + "123", 300);
    // when
    PrinterFacts facts = read(agent);
    // then
    assertThat(meter(facts, "total-impressions")).isEqualTo(900);
    assertThat(meter(facts, "colour-impressions")).isEqualTo(340);
    assertThat(meter(facts, "colour-large-impressions")).isEqualTo(40);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"00QNB3000001,QNB3000001", "QNB3000001,QNB3000001", "00QNB300001,00QNB300001"})
  void reads_hps_serial_number_as_it_stands_on_the_label(String told, String label)
      throws Exception {
    // given
    SimulatedAgent agent = MakersPrinters.of("11.2.3.9.1", "HP ETHERNET", "HP Q9");
    agent.set(PrinterAgents.MIB_2 + "43.5.1.1.17.1", told);
    agent.set(HP + "1.3.3.0", told);
    // then
    assertThat(read(agent).identity().serial()).isEqualTo(label);
  }

  private static void toner(SimulatedAgent agent, int row, String name, int level) {
    agent.set(RICOH_TONER + "2." + row, name).set(RICOH_TONER + "5." + row, level);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(UTF_8));
  }

  private static Supply supply(PrinterFacts facts, String type, String colorant) {
    return facts.supplies().stream()
        .filter(each -> each.type().equals(type) && Objects.equals(each.colorant(), colorant))
        .findFirst()
        .orElseThrow();
  }

  private static long meter(PrinterFacts facts, String name) {
    return facts.meters().stream()
        .filter(each -> each.name().equals(name))
        .mapToLong(Meter::value)
        .findFirst()
        .orElseThrow();
  }

  private PrinterFacts read(SimulatedAgent agent) throws Exception {
    network.with(PLACE, agent);
    PrinterTarget target = new PrinterTarget(PLACE, new SnmpAccess(Version.V2C, "public", 161));
    return reader.read(target).facts().orElseThrow();
  }
}

package io.platen.device.printer.snmp;

import static io.platen.device.testing.MakersPrinters.ENTERPRISES;
import static io.platen.device.testing.MakersPrinters.HP;
import static io.platen.device.testing.MakersPrinters.SHARP_COUNTERS;
import static io.platen.device.testing.PrinterAgents.MARKERS;
import static io.platen.device.testing.PrinterAgents.MIB_2;
import static io.platen.protocol.Requirement.PLT_RPT_049;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.device.testing.MakersPrinters;
import io.platen.device.testing.PrinterAgents;
import io.platen.device.testing.SimulatedAgent;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.protocol.Verifies;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterStatus.State;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.profile.ProfileCodec;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people complain about in other tools, each with an invented printer that has it. */
class PainsTest {
  private static final InetSocketAddress PLACE = new InetSocketAddress("192.0.2.7", 161);

  private final SimulatedNetwork network = new SimulatedNetwork();
  private ProfileSet profiles = ProfileSet.bundled();
  private final SnmpReader reader =
      new SnmpReader(
          network,
          () -> Instant.parse("2026-03-01T08:00:00Z"),
          new Random(17),
          Patience.POLLING,
          () -> profiles);

  @Test
  void wrong_totals_the_makers_total_and_the_life_count_are_two_meters() throws Exception {
    // given
    SimulatedAgent agent = MakersPrinters.of("253.8.62.1.9", "Xerox Qwerty 9", "Xerox Qwerty 9");
    agent.count(ENTERPRISES + "253.8.53.13.2.1.6.1.20.1", 5_013);
    // when
    PrinterFacts facts = read(agent);
    // then
    assertThat(meter(facts, "total-impressions")).isEqualTo(5_013);
    assertThat(meter(facts, "marker-impressions")).isEqualTo(5_000);
  }

  @Test
  void missing_colour_counters_konicas_are_read() throws Exception {
    // given
    String counters = ENTERPRISES + "18334.1.1.1.5.7.2.";
    SimulatedAgent agent =
        MakersPrinters.of("18334.1.1.1.2.1.9.9.9", "KONICA MINOLTA qizhub Q25", "Generic 25Q-1");
    agent.set(ENTERPRISES + "18334.1.1.1.1.6.2.1.0", "KONICA MINOLTA qizhub Q25");
    agent.count(counters + "1.1.0", 90).count(counters + "2.1.5.1.2", 40);
    agent.count(counters + "2.1.5.2.2", 30).count(counters + "1.5.0", 12);
    // when
    PrinterFacts facts = read(agent);
    // then
    assertThat(facts.identity().vendor()).isEqualTo("Konica Minolta");
    assertThat(facts.identity().model()).isEqualTo("qizhub Q25");
    assertThat(meter(facts, "mono-print-impressions")).isEqualTo(40);
    assertThat(meter(facts, "colour-print-impressions")).isEqualTo(30);
    assertThat(meter(facts, "scanned-pages")).isEqualTo(12);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "TA_UTAX Printing System,UTAX",
    "TA Triumph-Adler Printing System,Triumph-Adler",
    "Olivetti Printing System,Olivetti",
    "KYOCERA Document Solutions Printing System,Kyocera"
  })
  void missing_colour_counters_kyoceras_are_read_under_each_brand(String descr, String brand)
      throws Exception {
    // given
    SimulatedAgent agent = MakersPrinters.of("1347.41", descr, "Q-45DN");
    agent.set(ENTERPRISES + "1347.43.5.1.1.28.1", "QQ90000001");
    agent.count(ENTERPRISES + "1347.42.3.1.2.1.1.1.3", 77);
    // when
    PrinterFacts facts = read(agent);
    // then
    assertThat(facts.identity().vendor()).isEqualTo(brand);
    assertThat(facts.identity().serial()).isEqualTo("QQ90000001");
    assertThat(meter(facts, "colour-print-impressions")).isEqualTo(77);
  }

  @Test
  void missing_a3_counters_canons_are_read() throws Exception {
    // given
    String counters = ENTERPRISES + "1602.1.11.1.3.1.4.";
    SimulatedAgent agent = MakersPrinters.of("1602.4.7", "Canon QR-9", "Canon QR-9");
    agent.count(counters + "101", 900).count(counters + "112", 60).count(counters + "122", 40);
    agent.count(counters + "113", 500).count(counters + "123", 300);
    // when
    PrinterFacts facts = read(agent);
    // then
    assertThat(meter(facts, "total-impressions")).isEqualTo(900);
    assertThat(meter(facts, "large-impressions")).isEqualTo(100);
    assertThat(meter(facts, "colour-impressions")).isEqualTo(340);
  }

  @Test
  void duplicates_from_bad_serials_the_words_before_a_number_are_not_part_of_it() throws Exception {
    // given
    SimulatedAgent agent = acme().set(MIB_2 + "43.5.1.1.17.1", "S/N: QX-000417");
    // then
    assertThat(read(agent).identity().serial()).isEqualTo("QX-000417");
  }

  @Test
  void duplicates_from_bad_serials_a_makers_padding_goes() throws Exception {
    // given
    profiles =
        profiles.with(
            ProfileCodec.read(
                acmeProfile("free")
                    .replace("</quirks>", "<serialCut pattern='^0+' from='test'/></quirks>")
                    .getBytes(UTF_8)));
    SimulatedAgent agent = acme().set(MIB_2 + "43.5.1.1.17.1", "0000417QX");
    // then
    assertThat(read(agent).identity().serial()).isEqualTo("417QX");
  }

  @Test
  void missing_counters_sharps_are_read_by_their_names() throws Exception {
    // given
    SimulatedAgent agent = MakersPrinters.of("2385.3.1.99.1.1", "SHARP QX-10", "SHARP QX-10");
    agent.set(SHARP_COUNTERS + "4.9.4.1", "Full Color Total Count");
    agent.count(SHARP_COUNTERS + "3.9.4.1", 29);
    agent.set(SHARP_COUNTERS + "4.9.4.2", "Black & White Total Count");
    agent.count(SHARP_COUNTERS + "3.9.4.2", 91);
    // when
    PrinterFacts facts = read(agent);
    // then
    assertThat(meter(facts, "colour-impressions")).isEqualTo(29);
    assertThat(meter(facts, "mono-impressions")).isEqualTo(91);
    assertThat(find(facts, "mono-impressions").source()).isEqualTo(SHARP_COUNTERS + "3.9.4.2");
    assertThat(find(facts, "mono-impressions").label()).isEqualTo("Black & White Total Count");
  }

  @Test
  void minus_three_is_never_fifty_percent() throws Exception {
    // given
    SimulatedAgent agent = acme();
    PrinterAgents.supply(agent, "1.1", 3, 3, 0, "Toner", 19, 100, -3);
    // when
    Supply toner = read(agent).supplies().get(0);
    // then
    assertThat(toner.level()).isEqualTo(new SupplyLevel.SomeRemaining());
    assertThat(toner.level().percent()).isEmpty();
  }

  @ParameterizedTest(name = "level tells what is {0}")
  @CsvSource({"free,80", "filled,20"})
  @Verifies(positive = PLT_RPT_049, negative = PLT_RPT_049)
  void waste_boxes_stand_the_right_way_up_both_ways(String direction, int free) throws Exception {
    // given
    profiles = profiles.with(ProfileCodec.read(acmeProfile(direction).getBytes(UTF_8)));
    SimulatedAgent agent = acme();
    PrinterAgents.supply(agent, "1.1", 4, 4, 0, "Waste box", 19, 100, 80);
    // when
    Supply waste = read(agent).supplies().get(0);
    // then
    assertThat(waste.level().percent()).hasValue(free);
  }

  @Test
  void colours_are_joined_by_their_colorant_and_never_by_the_order_of_rows() throws Exception {
    // given
    SimulatedAgent agent = acme();
    PrinterAgents.supply(agent, "1.1", 3, 3, 4, "Toner 1", 19, 100, 11);
    PrinterAgents.supply(agent, "1.2", 3, 3, 1, "Toner 2", 19, 100, 22);
    agent.set(MIB_2 + "43.12.1.1.4.1.1", "cyan").set(MIB_2 + "43.12.1.1.4.1.4", "black");
    // when
    PrinterFacts facts = read(agent);
    // then
    assertThat(facts.supplies()).extracting(Supply::colorant).containsExactly("black", "cyan");
  }

  @Test
  void raw_levels_that_are_states_are_no_amounts() throws Exception {
    // given
    SimulatedAgent agent = MakersPrinters.of("2435.2.3.9.1", "Brother NQ-1", "Brother HQ-9");
    PrinterAgents.supply(agent, "1.1", 3, 3, 0, "Black Toner", 13, -2, 1);
    PrinterAgents.supply(agent, "1.2", 3, 9, 0, "Drum", 13, -2, 2);
    // when
    PrinterFacts facts = read(agent);
    // then
    assertThat(facts.supplies().get(0).level()).isEqualTo(new SupplyLevel.SomeRemaining());
    assertThat(facts.supplies().get(1).level().percent()).hasValue(0);
  }

  @Test
  void garbled_text_hps_symbol_set_and_hex_digits_are_read() throws Exception {
    // given
    SimulatedAgent agent =
        MakersPrinters.of("11.2.3.9.1", "HP ETHERNET MULTI-ENVIRONMENT", "HP Q9");
    agent.bytes(HP + "1.3.3.0", "0115" + HexFormat.of().formatHex("QNB3000001".getBytes(UTF_8)));
    agent.bytes(HP + "1.3.6.0", "0115" + "56C531");
    agent.set(MIB_2 + "1.6.0", "43 61 66 65 20");
    agent.bytes(MIB_2 + "43.16.5.1.2.1.1", "5072EA74");
    agent.set(MIB_2 + "43.5.1.1.2.1", 1).set(MIB_2 + "43.7.1.1.4.1.1", 4);
    // when
    PrinterFacts facts = read(agent);
    // then
    assertThat(facts.identity().serial()).isEqualTo("QNB3000001");
    assertThat(facts.identity().firmware()).isEqualTo("V\u00e91");
    assertThat(facts.identity().location()).isEqualTo("Cafe");
    assertThat(facts.status().panel()).containsExactly("Pr\u00eat");
  }

  @Test
  void garbled_text_that_begins_beyond_ascii_is_read_in_the_set_that_is_declared()
      throws Exception {
    // given
    SimulatedAgent agent = acme().bytes(MIB_2 + "43.16.5.1.2.1.1", "becdd0f7");
    agent.set(MIB_2 + "43.5.1.1.2.1", 1).set(MIB_2 + "43.7.1.1.4.1.1", 2025);
    // when
    PrinterFacts facts = read(agent);
    // then
    assertThat(facts.status().panel()).containsExactly("\u5c31\u7eea");
  }

  @ParameterizedTest(name = "as ''{0}''")
  @ValueSource(strings = {"XXXXXX", "0000000000", "serial_number", "N/A", "", "unknown"})
  void duplicates_from_bad_serials_a_placeholder_is_none(String serial) throws Exception {
    // given
    SimulatedAgent agent = acme().set(MIB_2 + "43.5.1.1.17.1", serial);
    // then
    assertThat(read(agent).identity().serial()).isNull();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"Sleep mode", "Ready", "Energy saving mode.", "Deep sleep"})
  void sleeping_printers_raise_no_alarm(String words) throws Exception {
    // given
    SimulatedAgent agent = acme();
    PrinterAgents.alert(agent, "1.1", 3, 5, 1, words);
    PrinterAgents.alert(agent, "1.2", 4, 11, 1104, "Toner low");
    // then
    assertThat(read(agent).alerts()).extracting(alert -> alert.code()).containsExactly(1104);
  }

  @Test
  void sleeping_printers_are_silent_and_not_broken() throws Exception {
    // given
    read(acme());
    network.with(PLACE, datagram -> List.of());
    // when
    PrinterSnapshot asleep = reader.read(target());
    network.with(PLACE, acme());
    PrinterSnapshot awake = reader.read(target());
    // then
    assertThat(asleep.isReachable()).isFalse();
    assertThat(awake.facts().orElseThrow().status().state()).isEqualTo(State.IDLE);
  }

  private static SimulatedAgent acme() {
    return PrinterAgents.bare("Acme PrintServer 7", "Acme Quill 300c", "QX-000417")
        .set(MARKERS + "3.1.1", 7)
        .count(MARKERS + "4.1.1", 5);
  }

  private static String acmeProfile(String direction) {
    return """
    <profile xmlns="urn:platen:printer-profile:1" id="acme" version="1" maker="Acme">
      <sources><source id="test" confidence="low">Invented</source></sources>
      <recognise from="test"><objectId prefix="1.3.6.1.4.1.99999"/></recognise>
      <quirks><receptacle level="%s" model="Quill" from="test"/></quirks>
    </profile>
    """
        .replace("%s", direction);
  }

  private static long meter(PrinterFacts facts, String name) {
    return find(facts, name).value();
  }

  private static Meter find(PrinterFacts facts, String name) {
    return facts.meters().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private PrinterFacts read(SimulatedAgent agent) throws Exception {
    network.with(PLACE, agent);
    return reader.read(target()).facts().orElseThrow();
  }

  private static PrinterTarget target() {
    return new PrinterTarget(PLACE, new SnmpAccess(Version.V2C, "public", 161));
  }
}

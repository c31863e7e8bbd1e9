package io.platen.device.printer.snmp;

import static io.platen.device.testing.MakersPrinters.BROTHER;
import static io.platen.device.testing.MakersPrinters.CANON_CODES;
import static io.platen.device.testing.MakersPrinters.ENTERPRISES;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.printer.PrinterTarget;
import io.platen.device.testing.MakersPrinters;
import io.platen.device.testing.PrinterAgents;
import io.platen.device.testing.SimulatedAgent;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each maker's objects on the wire, from invented printers. */
class MakersTest {
  private static final InetSocketAddress PLACE = new InetSocketAddress("192.0.2.7", 161);
  private static final String LASER =
      "63010400000001"
          + "1101040000028a"
          + "41010400002260"
          + "31010400000001"
          + "6f010400001c20"
          + "8101040000004b"
          + "ff";

  private final SimulatedNetwork network = new SimulatedNetwork();
  private final SnmpReader reader =
      new SnmpReader(network, () -> Instant.parse("2026-03-01T08:00:00Z"), new Random(17));

  @ParameterizedTest(name = "by {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V3")
  void reads_a_brother_that_says_nothing_of_itself_but_its_1284_id(Version version)
      throws Exception {
    // when
    PrinterFacts facts =
        read(MakersPrinters.brother("HQ-1200", LASER, "000104000003e8" + "ff"), version);
    // then
    assertThat(facts.identity().vendor()).isEqualTo("Brother");
    assertThat(facts.identity().model()).isEqualTo("HQ-1200");
    assertThat(facts.identity().serial()).isEqualTo("Q7X000042");
    assertThat(facts.identity().firmware()).isEqualTo("1.07");
    assertThat(facts.status().panel()).containsExactly("Bereit");
    assertThat(supply(facts, "toner", "black").level().percent()).hasValue(72);
    assertThat(supply(facts, "toner", "black").source()).isEqualTo(BROTHER + "8.0#6F");
    assertThat(supply(facts, "opc", null).level().percent()).hasValue(88);
    assertThat(meter(facts, "drum-impressions")).hasValue(650L);
  }

  @Test
  void keeps_brothers_own_total_and_the_life_count_apart() throws Exception {
    // when
    PrinterFacts facts =
        read(MakersPrinters.brother("HQ-1200", LASER, "000104000003e8" + "ff"), Version.V2C);
    // then
    assertThat(meter(facts, "total-impressions")).hasValue(1_000L);
    assertThat(source(facts, "total-impressions")).isEqualTo(BROTHER + "10.0#00");
    assertThat(meter(facts, "marker-impressions")).hasValue(1_500L);
  }

  @Test
  void adds_up_brothers_mono_and_colour_where_there_is_no_total() throws Exception {
    // when
    PrinterFacts facts =
        read(
            MakersPrinters.brother("MFQ-J600DW", "ff", "01010400000065" + "02010400000066" + "ff"),
            Version.V2C);
    // then
    assertThat(meter(facts, "mono-impressions")).hasValue(101L);
    assertThat(meter(facts, "colour-impressions")).hasValue(102L);
    assertThat(meter(facts, "total-impressions")).hasValue(203L);
  }

  @Test
  void reads_brothers_ink_of_two_bytes_as_level_and_maximum() throws Exception {
    // when
    PrinterFacts facts =
        read(
            MakersPrinters.brother(
                "MFQ-J500CN",
                "a101020414" + "a201020c14" + "a301020014" + "a401021414" + "ff",
                "ff"),
            Version.V2C);
    // then
    assertThat(supply(facts, "ink-cartridge", "black").level().percent()).hasValue(20);
    assertThat(supply(facts, "ink-cartridge", "cyan").level().percent()).hasValue(60);
    assertThat(supply(facts, "ink-cartridge", "magenta").level().percent()).hasValue(0);
    assertThat(supply(facts, "ink-cartridge", "yellow").level().percent()).hasValue(100);
  }

  @Test
  void takes_a_drum_record_of_one_byte_for_no_life() throws Exception {
    // when
    PrinterFacts facts =
        read(MakersPrinters.brother("HQ-5300", "41010103" + "ff", "ff"), Version.V2C);
    // then
    assertThat(facts.supplies()).isEmpty();
  }

  @Test
  void tells_an_ink_state_as_no_figure() throws Exception {
    // when
    PrinterFacts facts =
        read(
            MakersPrinters.brother("MFQ-T900DW", "31010400000001" + "32010400000003" + "ff", "ff"),
            Version.V2C);
    // then
    assertThat(supply(facts, "ink-cartridge", "black").level())
        .isEqualTo(new SupplyLevel.SomeRemaining());
    assertThat(supply(facts, "ink-cartridge", "cyan").level().percent()).hasValue(0);
  }

  @Test
  void reads_canons_counters_by_their_codes_and_never_adds_up_what_counts_twice() throws Exception {
    // given
    Map<Integer, Integer> codes =
        Map.of(101, 1000, 102, 1250, 108, 700, 109, 850, 112, 150, 113, 550, 122, 100, 123, 200);
    // when
    PrinterFacts facts = read(MakersPrinters.canonByCodes(codes), Version.V2C);
    // then
    assertThat(meter(facts, "total-impressions")).hasValue(1000L);
    assertThat(meter(facts, "mono-impressions")).hasValue(700L);
    assertThat(meter(facts, "colour-impressions")).hasValue(300L);
    assertThat(source(facts, "colour-impressions"))
        .isEqualTo(CANON_CODES + "122+" + CANON_CODES + "123");
    assertThat(meter(facts, "large-impressions")).hasValue(250L);
    assertThat(meter(facts, "colour-large-impressions")).hasValue(100L);
    assertThat(meter(facts, "copy-impressions")).isEmpty();
  }

  @Test
  void takes_a_missing_part_for_no_zero() throws Exception {
    // when
    PrinterFacts facts =
        read(MakersPrinters.canonByCodes(Map.of(101, 1000, 122, 100)), Version.V2C);
    // then
    assertThat(meter(facts, "colour-impressions")).isEmpty();
    assertThat(meter(facts, "colour-large-impressions")).hasValue(100L);
  }

  @Test
  void never_puts_the_life_count_into_the_series_of_canons_total() throws Exception {
    // given
    SimulatedAgent agent = MakersPrinters.canonByCodes(Map.of(101, 2926));
    PrinterFacts before = read(agent, Version.V2C);
    // when
    agent.drop(CANON_CODES + "101").ticks(PrinterAgents.MIB_2 + "1.3.0", 1);
    PrinterFacts after = read(agent, Version.V2C);
    // then
    assertThat(meter(before, "total-impressions")).hasValue(2926L);
    assertThat(meter(before, "marker-impressions")).hasValue(5000L);
    assertThat(meter(after, "total-impressions")).isEmpty();
    assertThat(meter(after, "marker-impressions")).hasValue(5000L);
  }

  @Test
  void reads_canons_labels_in_any_row_and_as_hex_digits() throws Exception {
    // given
    Map<String, Integer> labels = new LinkedHashMap<>();
    labels.put("Scan (Total 1)", 40);
    labels.put("54 6F 74 61 6C 20 31", 900);
    labels.put("Total (Black 1)", 800);
    labels.put("Print (Total 1)", 850);
    // when
    PrinterFacts facts = read(MakersPrinters.canonByLabels(labels), Version.V2C);
    // then
    assertThat(meter(facts, "total-impressions")).hasValue(900L);
    assertThat(meter(facts, "mono-impressions")).hasValue(800L);
    assertThat(meter(facts, "print-impressions")).hasValue(850L);
    assertThat(meter(facts, "scanned-pages")).hasValue(40L);
  }

  @ParameterizedTest(name = "{0} first")
  @CsvSource({"2", "16"})
  void reads_lexmarks_counters_by_type_in_whatever_row(int first) throws Exception {
    // given
    List<int[]> rows =
        first == 2
            ? List.of(
                row(2, 4, 410), row(3, 4, 400), row(16, 4, 300), row(2, 5, 205), row(1, 4, 415))
            : List.of(
                row(16, 4, 300), row(1, 4, 415), row(2, 5, 205), row(3, 4, 400), row(2, 4, 410));
    // when
    PrinterFacts facts = read(MakersPrinters.lexmark(rows), Version.V2C);
    // then
    assertThat(meter(facts, "total-impressions")).hasValue(410L);
    assertThat(meter(facts, "total-sheets")).hasValue(205L);
    assertThat(meter(facts, "mono-impressions")).hasValue(400L);
    assertThat(meter(facts, "print-impressions")).hasValue(300L);
    assertThat(meter(facts, "picked-impressions")).hasValue(415L);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({"RICOH,Ricoh", "LANIER,Lanier", "SAVIN,Savin", "NRG,NRG", "Gestetner,Gestetner"})
  void reads_ricohs_counters_by_type_under_each_of_its_brands(String word, String brand)
      throws Exception {
    // given
    SimulatedAgent agent =
        MakersPrinters.ricoh(
            word,
            List.of(
                row(401, 50),
                row(10, 900),
                row(402, 20),
                row(403, 30),
                row(203, 7),
                row(870, 3),
                row(871, 4)));
    agent.set(ENTERPRISES + "367.3.2.1.2.1.4.0", "Z991Q000001");
    // when
    PrinterFacts facts = read(agent, Version.V2C);
    // then
    assertThat(facts.identity().vendor()).isEqualTo(brand);
    assertThat(facts.identity().serial()).isEqualTo("Z991Q000001");
    assertThat(meter(facts, "total-impressions")).hasValue(900L);
    assertThat(meter(facts, "mono-print-impressions")).hasValue(50L);
    assertThat(meter(facts, "colour-print-impressions")).hasValue(50L);
    assertThat(meter(facts, "colour-copy-impressions")).hasValue(7L);
    assertThat(meter(facts, "scanned-pages")).hasValue(7L);
  }

  @Test
  void gives_up_a_table_that_has_more_rows_than_any_printer() throws Exception {
    // given
    List<int[]> rows = new ArrayList<>();
    for (int i = 1; i <= 5_000; i++) {
      rows.add(row(i == 3 ? 10 : 9_000 + i, i));
    }
    SimulatedAgent agent = MakersPrinters.ricoh("RICOH", rows);
    // when
    PrinterFacts facts = read(agent, Version.V2C);
    // then
    assertThat(meter(facts, "total-impressions")).hasValue(3L);
    assertThat(agent.heard()).hasSizeLessThan(60);
  }

  private static int[] row(int... cells) {
    return cells;
  }

  private static Supply supply(PrinterFacts facts, String type, String colorant) {
    return facts.supplies().stream()
        .filter(each -> each.type().equals(type))
        .filter(each -> java.util.Objects.equals(each.colorant(), colorant))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Long> meter(PrinterFacts facts, String name) {
    return find(facts, name).map(Meter::value);
  }

  private static String source(PrinterFacts facts, String name) {
    return find(facts, name).map(Meter::source).orElseThrow();
  }

  private static Optional<Meter> find(PrinterFacts facts, String name) {
    return facts.meters().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  private PrinterFacts read(SimulatedAgent agent, Version version) throws Exception {
    network.with(PLACE, agent);
    PrinterTarget target = new PrinterTarget(PLACE, new SnmpAccess(version, "public", 161));
    return reader.read(target).facts().orElseThrow();
  }
}

package io.platen.device.printer;

import static io.platen.protocol.Requirement.PLT_RPT_039;
import static io.platen.protocol.Requirement.PLT_RPT_040;
import static io.platen.protocol.Requirement.PLT_RPT_042;
import static io.platen.protocol.Requirement.PLT_SYN_027;
import static io.platen.protocol.Requirement.PLT_SYN_034;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.platen.device.printer.CombinedReader.Part;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.PrinterStatus.State;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.SupplyLevel.Measured;
import io.platen.protocol.printer.Tray;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CombinedReaderTest {
  private static final PrinterTarget TARGET = TestPrinters.target("192.0.2.7");

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-03-01T08:00:00Z"));
  private final Told snmp = new Told();
  private final Told ipp = new Told();
  private final CombinedReader reader =
      new CombinedReader(List.of(new Part("snmp", snmp), new Part("ipp", ipp)), time, time);

  /** A reader that says what the test puts into it, and keeps what it was told. */
  private final class Told implements PrinterReader {
    private @Nullable PrinterFacts says;
    private @Nullable RuntimeException fails;
    private Duration takes = Duration.ZERO;
    private final List<@Nullable PrinterFacts> told = new ArrayList<>();

    @Override
    public PrinterSnapshot read(PrinterTarget target) {
      return answer(target, null);
    }

    @Override
    public PrinterSnapshot read(PrinterTarget target, PrinterFacts known) {
      return answer(target, known);
    }

    private PrinterSnapshot answer(PrinterTarget target, @Nullable PrinterFacts known) {
      told.add(known);
      time.pass(takes);
      if (fails != null) {
        throw fails;
      }
      return new PrinterSnapshot(target, time.instant(), says, new Traffic(1, 10, 20));
    }
  }

  private static PrinterFacts empty() {
    return new PrinterFacts(
        PrinterIdentity.builder().build(),
        new PrinterStatus(State.UNKNOWN, List.of(), List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static PrinterFacts supplies(Supply... supplies) {
    PrinterFacts facts = empty();
    return new PrinterFacts(
        facts.identity(), facts.status(), List.of(), List.of(supplies), List.of(), List.of());
  }

  private static Supply toner(String index, String colour, SupplyLevel level, String source) {
    return new Supply(
        index, "toner", SupplyClass.CONSUMED, colour, "Toner " + colour, null, source, level);
  }

  private static SupplyLevel percent(long amount) {
    return new Measured(amount, 100L, Measured.PERCENT);
  }

  @Test
  void tells_a_further_reader_what_the_one_before_it_has_found_out() throws Exception {
    // given
    snmp.says = TestPrinters.facts("192.0.2.7", "QX-1", 10);

    // when
    PrinterSnapshot snapshot = reader.read(TARGET);

    // then
    assertThat(ipp.told).containsExactly(snmp.says);
    assertThat(snapshot.facts()).contains(snmp.says);
    assertThat(snapshot.traffic()).isEqualTo(new Traffic(2, 20, 40));
  }

  @Test
  void keeps_what_the_first_gave_when_a_further_reader_fails() throws Exception {
    // given
    snmp.says = TestPrinters.facts("192.0.2.7", "QX-1", 10);
    ipp.fails = new IllegalArgumentException("odd answer");

    // then
    assertThat(reader.read(TARGET).facts()).contains(snmp.says);
  }

  @Test
  void keeps_what_the_first_gave_when_a_further_reader_is_slow() throws Exception {
    // given
    snmp.says = supplies();
    ipp.says = supplies(toner("1.1", "black", percent(4), "late"));
    ipp.takes = CombinedReader.PATIENCE.plusSeconds(1);

    // then
    assertThat(reader.read(TARGET).facts().orElseThrow().supplies()).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_SYN_027)
  void asks_only_the_readers_that_the_target_names() throws Exception {
    // given
    PrinterTarget bySnmp =
        new PrinterTarget(new InetSocketAddress("192.0.2.7", 161), TARGET.access(), Set.of("snmp"));
    snmp.says = supplies();

    // when
    reader.read(bySnmp);

    // then
    assertThat(ipp.told).isEmpty();
  }

  @Test
  @Verifies(positive = PLT_SYN_027)
  void asks_by_ipp_alone_where_the_target_names_it_alone() throws Exception {
    // given
    PrinterTarget byIpp =
        new PrinterTarget(new InetSocketAddress("192.0.2.7", 631), TARGET.access(), Set.of("ipp"));
    ipp.says = TestPrinters.facts("192.0.2.7", "QX-1", 10);

    // then
    assertThat(reader.read(byIpp).facts().orElseThrow().meters())
        .extracting(Meter::by)
        .containsExactly("ipp");
    assertThat(snmp.told).isEmpty();
  }

  @Test
  void asks_a_silent_printer_in_no_other_way_unless_it_answered_that_way_before() throws Exception {
    // given
    reader.read(TARGET);
    assertThat(ipp.told).isEmpty();
    snmp.says = supplies();
    ipp.says = TestPrinters.facts("192.0.2.7", "QX-1", 10);
    reader.read(TARGET);

    // when
    snmp.says = null;
    PrinterSnapshot snapshot = reader.read(TARGET);

    // then
    assertThat(snapshot.facts().orElseThrow().identity().serial()).isEqualTo("QX-1");
    assertThat(ipp.told.get(1)).isNotNull();
  }

  @Test
  @Verifies(negative = PLT_SYN_034)
  void asks_a_silent_printer_by_pjl_never_whatever_it_answered_before() throws Exception {
    // given
    PrinterTarget byPjl =
        new PrinterTarget(TARGET.address(), TARGET.access(), Set.of("snmp", "ipp", "pjl"), true);
    Told pjl = new Told();
    CombinedReader all =
        new CombinedReader(
            List.of(new Part("snmp", snmp), new Part("ipp", ipp), new Part("pjl", pjl)),
            time,
            time);
    snmp.says = supplies();
    pjl.says = TestPrinters.facts("192.0.2.7", "QX-1", 10);
    all.read(byPjl);

    // when
    snmp.says = null;
    all.read(byPjl);

    // then
    assertThat(pjl.told).hasSize(1);
  }

  @Test
  void joins_supplies_by_type_and_colour_and_takes_the_finer_level() throws Exception {
    // given
    snmp.says =
        supplies(
            toner("1.1", "black", new SupplyLevel.SomeRemaining(), "1.3.6"),
            toner("1.2", "cyan", percent(7), "1.3.7"));
    ipp.says =
        supplies(
            toner("1.1", "cyan", percent(10), "ipp:a"),
            toner("1.2", "black", percent(40), "ipp:b"),
            toner("1.3", "yellow", percent(50), "ipp:c"));

    // when
    List<Supply> supplies = reader.read(TARGET).facts().orElseThrow().supplies();

    // then
    assertThat(supplies)
        .extracting(Supply::index, each -> each.level().percent().orElse(-1), Supply::source)
        .containsExactly(
            tuple("1.1", 40, "ipp:b"), tuple("1.2", 7, "1.3.7"), tuple("0.2.1.3", 50, "ipp:c"));
  }

  @Test
  void takes_no_second_meter_of_a_name_from_another_source() throws Exception {
    // given
    snmp.says = TestPrinters.facts("192.0.2.7", "QX-1", 10);
    ipp.says = TestPrinters.facts("192.0.2.7", "QX-1", 13);

    // then
    assertThat(reader.read(TARGET).facts().orElseThrow().meters())
        .extracting(Meter::value)
        .containsExactly(10L);
  }

  @Test
  @Verifies(positive = {PLT_RPT_039, PLT_RPT_040})
  void tells_a_value_with_its_age_when_its_reader_gets_no_answer() throws Exception {
    // given
    snmp.says = TestPrinters.facts("192.0.2.7", "QX-1", 10);
    ipp.says = supplies();
    reader.read(TARGET);
    Instant before = time.instant();
    time.pass(Duration.ofDays(3));

    // when
    snmp.says = null;
    PrinterFacts facts = reader.read(TARGET).facts().orElseThrow();

    // then
    assertThat(facts.meters()).extracting(Meter::asOf).containsExactly(before);
    assertThat(facts.supplies()).extracting(Supply::asOf).containsExactly(before);
    assertThat(facts.trays()).extracting(Tray::asOf).containsExactly(before);
    assertThat(facts.identity().serial()).isEqualTo("QX-1");
    assertThat(facts.status().state()).isEqualTo(State.UNKNOWN);
  }

  @Test
  @Verifies(negative = PLT_RPT_040)
  void tells_no_value_that_has_grown_too_old() throws Exception {
    // given
    snmp.says = TestPrinters.facts("192.0.2.7", "QX-1", 10);
    ipp.says = supplies();
    reader.read(TARGET);
    time.pass(Duration.ofDays(3).plusSeconds(1));

    // when
    snmp.says = null;
    PrinterFacts facts = reader.read(TARGET).facts().orElseThrow();

    // then
    assertThat(facts.meters()).isEmpty();
    assertThat(facts.trays()).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_RPT_039)
  void gives_no_age_to_what_was_just_read() throws Exception {
    // given
    snmp.says = TestPrinters.facts("192.0.2.7", "QX-1", 10);
    ipp.says = supplies();
    reader.read(TARGET);
    snmp.says = null;
    reader.read(TARGET);

    // when
    snmp.says = TestPrinters.facts("192.0.2.7", "QX-1", 11);
    PrinterFacts facts = reader.read(TARGET).facts().orElseThrow();

    // then
    assertThat(facts.meters()).extracting(Meter::asOf).containsExactly((Instant) null);
  }

  @Test
  @Verifies(positive = PLT_RPT_039)
  void keeps_the_age_of_a_value_when_the_readings_time_is_corrected() throws Exception {
    // given
    snmp.says = TestPrinters.facts("192.0.2.7", "QX-1", 10);
    ipp.says = supplies();
    reader.read(TARGET);
    time.pass(Duration.ofHours(5));
    snmp.says = null;
    PrinterSnapshot snapshot = reader.read(TARGET);

    // when
    PrinterSnapshot corrected = snapshot.readAt(snapshot.read().minusSeconds(600));

    // then
    assertThat(corrected.facts().orElseThrow().meters())
        .extracting(Meter::asOf)
        .containsExactly(corrected.read().minus(Duration.ofHours(5)));
  }

  @Test
  void says_nothing_of_a_printer_of_which_nobody_got_an_answer() throws Exception {
    // given
    snmp.says = TestPrinters.facts("192.0.2.7", "QX-1", 10);
    reader.read(TARGET);

    // when
    snmp.says = null;

    // then
    assertThat(reader.read(TARGET).isReachable()).isFalse();
  }

  @Test
  void takes_a_fresh_level_before_one_as_fine_that_has_aged() throws Exception {
    // given
    snmp.says = supplies(toner("1.1", "black", percent(12), "1.3.6"));
    ipp.says = supplies(toner("1.1", "black", percent(10), "ipp:a"));
    reader.read(TARGET);

    // when
    snmp.says = null;
    List<Supply> supplies = reader.read(TARGET).facts().orElseThrow().supplies();

    // then
    assertThat(supplies)
        .extracting(Supply::source, Supply::asOf)
        .containsExactly(tuple("ipp:a", null));
  }

  @Test
  @Verifies(positive = PLT_RPT_042, negative = PLT_RPT_042)
  void names_the_kind_of_source_of_meters_that_are_not_by_snmp() throws Exception {
    // given
    snmp.says = TestPrinters.facts("192.0.2.7", "QX-1", 10);
    ipp.says =
        new PrinterFacts(
            empty().identity(),
            empty().status(),
            List.of(
                new Meter(
                    "colour-impressions",
                    null,
                    "impressions",
                    4,
                    null,
                    "ipp:printer-impressions-completed-col")),
            List.of(),
            List.of(),
            List.of());

    // then
    assertThat(reader.read(TARGET).facts().orElseThrow().meters())
        .extracting(Meter::name, Meter::by)
        .containsExactly(tuple("total-impressions", null), tuple("colour-impressions", "ipp"));
  }

  @Test
  void says_that_the_only_reader_that_asked_failed() {
    // given
    snmp.fails = new IllegalArgumentException("odd answer");

    // then
    assertThatThrownBy(() -> reader.read(TARGET)).hasMessage("odd answer");
  }
}

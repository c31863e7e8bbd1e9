package io.platen.server.fleet.control;

import static io.platen.server.testing.TestFleet.DEVICE;
import static io.platen.server.testing.TestFleet.OTHER_TENANT;
import static io.platen.server.testing.TestFleet.TENANT;
import static io.platen.server.testing.TestReport.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.PrinterStatus.State;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.fleet.entity.MeterSeries;
import io.platen.server.fleet.entity.Printer;
import io.platen.server.fleet.entity.PrinterFilter;
import io.platen.server.fleet.entity.PrinterHealth;
import io.platen.server.fleet.entity.PrinterMatch;
import io.platen.server.problem.RefusedException;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import io.platen.server.testing.TestReport;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One printer that two devices report, over a real database. */
class MergesTest {
  private static final Caller ANNA = new Caller(TENANT, "anna", Role.OPERATOR);
  private static final UUID SECOND = UUID.fromString("00000000-0000-4000-8000-000000000003");
  private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

  private TestDatabase test;
  private TestFleet fleet;
  private long one;
  private long other;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    fleet = new TestFleet(test).withTenants();
    fleet.device(TENANT, SECOND);
    first(
        report(DEVICE, 1)
            .at("2026-11-22T05:00:00Z")
            .printer(seen("a", "2026-11-22T05:00:00Z", 100)));
    second(
        report(SECOND, 1)
            .at("2026-11-22T05:10:00Z")
            .printer(seen("b", "2026-11-22T05:10:00Z", 105)));
    one = id("a");
    other = id("b");
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void suggests_two_keys_of_one_serial_and_never_merges_by_itself() {
    // when
    List<PrinterMatch> suggested = fleet.matches.suggested(TENANT);

    // then
    assertThat(suggested).hasSize(1);
    assertThat(suggested.get(0).one().id()).isEqualTo(one);
    assertThat(suggested.get(0).other().id()).isEqualTo(other);
    assertThat(fleet.queries.count(TENANT, PrinterFilter.ALL)).isEqualTo(2);
    assertThat(fleet.matches.suggested(OTHER_TENANT)).isEmpty();
  }

  @Test
  void shows_and_counts_merged_printers_as_one() {
    // when
    fleet.merges.merge(ANNA, one, other);

    // then
    assertThat(fleet.queries.count(TENANT, PrinterFilter.ALL)).isEqualTo(1);
    assertThat(fleet.queries.printers(TENANT, PrinterFilter.ALL, null, 10).items())
        .extracting(Printer::id)
        .containsExactly(one);
    assertThat(fleet.overview.overview(TENANT).printers().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(1);
    assertThat(fleet.matches.suggested(TENANT)).isEmpty();
    assertThat(test.value("SELECT actor || ' ' || action || ' ' || subject FROM audit_entry"))
        .isEqualTo("anna printer.merge " + one + " takes " + other);
  }

  @Test
  void leads_from_the_other_id_to_the_one_that_stays() {
    // when
    fleet.merges.merge(ANNA, one, other);

    // then
    Printer printer = fleet.queries.printer(TENANT, other).orElseThrow();
    assertThat(printer.id()).isEqualTo(one);
    assertThat(printer.members()).extracting(Printer.Member::key).containsExactly("a", "b");
    assertThat(printer.members()).extracting(Printer.Member::head).containsExactly(true, false);
  }

  @Test
  void takes_a_report_for_the_merged_key_as_one_for_the_printer_that_stays() {
    // given
    fleet.merges.merge(ANNA, one, other);

    // when
    second(
        report(SECOND, 2)
            .on(1)
            .at("2026-11-22T08:00:00Z")
            .printer(
                new PrinterReport(
                    "b",
                    Instant.parse("2026-11-22T08:00:00Z"),
                    null,
                    new PrinterStatus(State.DOWN, List.of("jammed"), List.of()),
                    TestReport.meters(120),
                    null,
                    null,
                    null)));

    // then
    Printer printer = fleet.queries.printer(TENANT, one).orElseThrow();
    assertThat(printer.facts().status().conditions()).containsExactly("jammed");
    assertThat(printer.facts().meters()).extracting(Meter::value).containsExactly(120L);
    assertThat(printer.health()).isEqualTo(PrinterHealth.PROBLEM);
  }

  @Test
  void joins_the_history_of_both_and_counts_no_page_twice() {
    // given
    fleet.merges.merge(ANNA, one, other);

    // when: the second device's clock is a little behind, and then the printer's counter is reset
    first(report(DEVICE, 2).on(1).at("2026-11-22T08:00:00Z").pages("a", 150));
    second(report(SECOND, 2).on(1).at("2026-11-22T08:00:10Z").pages("b", 148));
    first(report(DEVICE, 3).on(2).at("2026-11-22T10:00:00Z").pages("a", 160));
    first(report(DEVICE, 4).on(3).at("2026-11-22T12:00:00Z").pages("a", 3));
    second(report(SECOND, 3).on(2).at("2026-11-22T12:10:00Z").pages("b", 5));

    // then
    MeterSeries series = series(one);
    assertThat(series.points())
        .extracting(MeterSeries.Point::value)
        .containsExactly(100L, 105L, 150L, 160L, 3L, 5L);
    assertThat(series.usage()).isEqualTo(62);
  }

  @Test
  void gives_each_its_own_state_and_history_back_when_they_are_split() {
    // given
    fleet.merges.merge(ANNA, one, other);
    first(report(DEVICE, 2).on(1).at("2026-11-22T08:00:00Z").pages("a", 150));
    second(report(SECOND, 2).on(1).at("2026-11-22T08:10:00Z").pages("b", 777));

    // when
    fleet.merges.split(ANNA, other);

    // then
    assertThat(fleet.queries.count(TENANT, PrinterFilter.ALL)).isEqualTo(2);
    assertThat(meter(one)).isEqualTo(150);
    assertThat(meter(other)).isEqualTo(777);
    assertThat(series(one).points())
        .extracting(MeterSeries.Point::value)
        .containsExactly(100L, 150L);
    assertThat(series(other).points())
        .extracting(MeterSeries.Point::value)
        .containsExactly(105L, 777L);
    assertThat(fleet.queries.printer(TENANT, one).orElseThrow().members()).isEmpty();
    assertThat(fleet.matches.suggested(TENANT)).isEmpty();
    assertThat(test.value("SELECT count(*) FROM audit_entry")).isEqualTo(2L);
  }

  @Test
  void goes_on_showing_a_printer_that_one_device_no_longer_sees() {
    // given
    fleet.merges.merge(ANNA, one, other);

    // when
    first(report(DEVICE, 2).on(1).at("2026-11-22T09:00:00Z").removed("a"));

    // then
    Printer printer = fleet.queries.printer(TENANT, one).orElseThrow();
    assertThat(printer.removed()).isNull();
    assertThat(printer.key()).isEqualTo("b");
    assertThat(fleet.queries.count(TENANT, PrinterFilter.ALL)).isEqualTo(1);
  }

  @Test
  void is_silent_only_when_no_device_hears_it() {
    // given: the first device is never heard of again, the other one has nothing new to tell
    fleet.merges.merge(ANNA, one, other);
    first(report(DEVICE, 2).on(1).at("2026-11-22T08:00:00Z").pages("a", 106));
    second(report(SECOND, 2).on(1).at("2026-11-24T10:00:00Z"));

    // then
    assertThat(fleet.queries.printer(TENANT, one).orElseThrow().health())
        .isNotEqualTo(PrinterHealth.SILENT);
  }

  @Test
  void lists_a_merged_printer_under_each_of_its_devices() {
    // given
    fleet.merges.merge(ANNA, one, other);

    // then
    for (UUID device : List.of(DEVICE, SECOND)) {
      PrinterFilter own = new PrinterFilter(null, null, device, null, PrinterFilter.Sort.ID);
      assertThat(fleet.queries.count(TENANT, own)).isEqualTo(1);
    }
  }

  @Test
  void merges_three_and_splits_one_of_them() {
    // given
    first(
        report(DEVICE, 2)
            .on(1)
            .at("2026-11-22T07:00:00Z")
            .printer(seen("c", "2026-11-22T07:00:00Z", 50)));
    long third = id("c");
    fleet.merges.merge(ANNA, other, third);

    // when
    fleet.merges.merge(ANNA, one, other);
    fleet.merges.split(ANNA, third);

    // then
    assertThat(fleet.queries.printer(TENANT, one).orElseThrow().members()).hasSize(2);
    assertThat(fleet.queries.printer(TENANT, third).orElseThrow().id()).isEqualTo(third);
  }

  @Test
  void refuses_what_cannot_be_merged_or_split() {
    // given
    fleet.merges.merge(ANNA, one, other);
    Caller stranger = new Caller(OTHER_TENANT, "eve", Role.ADMINISTRATOR);

    // then
    assertThatThrownBy(() -> fleet.merges.merge(ANNA, other, one))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> fleet.merges.split(ANNA, one)).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> fleet.merges.split(stranger, other))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> fleet.merges.merge(ANNA, one, 4711))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void suggests_a_pair_no_more_that_somebody_called_two() {
    // when
    fleet.matches.keepApart(ANNA, /* one= */ other, /* other= */ one);

    // then
    assertThat(fleet.matches.suggested(TENANT)).isEmpty();
    assertThat(test.value("SELECT action FROM audit_entry")).isEqualTo("printer.keep-apart");
  }

  private void first(TestReport report) {
    send(DEVICE, report);
  }

  private void second(TestReport report) {
    send(SECOND, report);
  }

  /** When it was made, so that its times hold. */
  private void send(UUID device, TestReport report) {
    Report built = report.build();
    fleet.setTime(built.created().toString());
    fleet.send(new AdmittedDevice(TENANT, device), built);
  }

  private static PrinterReport seen(String key, String at, long pages) {
    PrinterFacts facts = TestReport.facts(pages);
    return PrinterReport.whole(
        key,
        Instant.parse(at),
        new PrinterFacts(
            facts.identity().toBuilder().serial("SN-70001").build(),
            facts.status(),
            facts.meters(),
            facts.supplies(),
            facts.trays(),
            facts.alerts()));
  }

  private long id(String key) {
    return (long) test.value("SELECT id FROM printer WHERE key = '" + key + "'");
  }

  private long meter(long printer) {
    return fleet.queries.printer(TENANT, printer).orElseThrow().facts().meters().get(0).value();
  }

  private MeterSeries series(long printer) {
    return fleet
        .meters
        .series(TENANT, printer, null, START, Instant.parse("2026-11-23T00:00:00Z"))
        .get(0);
  }
}

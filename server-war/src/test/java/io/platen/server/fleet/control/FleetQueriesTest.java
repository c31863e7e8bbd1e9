package io.platen.server.fleet.control;

import static io.platen.protocol.Requirement.PLT_RPT_034;
import static io.platen.server.testing.TestFleet.DEVICE;
import static io.platen.server.testing.TestFleet.OTHER_DEVICE;
import static io.platen.server.testing.TestFleet.OTHER_TENANT;
import static io.platen.server.testing.TestFleet.TENANT;
import static io.platen.server.testing.TestReport.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.platen.protocol.Verifies;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.report.PrinterReport;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.fleet.entity.AlertFilter;
import io.platen.server.fleet.entity.DevicePresence;
import io.platen.server.fleet.entity.FleetChange;
import io.platen.server.fleet.entity.MeterSeries;
import io.platen.server.fleet.entity.Page;
import io.platen.server.fleet.entity.Printer;
import io.platen.server.fleet.entity.PrinterFilter;
import io.platen.server.fleet.entity.PrinterFilter.Sort;
import io.platen.server.fleet.entity.PrinterHealth;
import io.platen.server.fleet.entity.StoredAlert;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import io.platen.server.testing.TestReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FleetQueriesTest {
  private static final Instant DAY = Instant.parse("2026-11-22T00:00:00Z");
  private static final Instant NEXT_DAY = Instant.parse("2026-11-23T00:00:00Z");

  private TestDatabase test;
  private TestFleet fleet;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    fleet = new TestFleet(test).withTenants();
  }

  @AfterEach
  void close() {
    test.close();
  }

  @ParameterizedTest
  @EnumSource
  void pages_through_all_printers_once_in_each_order(Sort sort) {
    // given
    TestReport report = report(DEVICE, 1);
    for (int i = 0; i < 7; i++) {
      report.printer("p" + i, i);
    }
    fleet.send(report);

    // when
    List<String> keys = new ArrayList<>();
    String cursor = null;
    do {
      Page<Printer> page = fleet.queries.printers(TENANT, sorted(sort), cursor, 3);
      page.items().forEach(printer -> keys.add(printer.key()));
      cursor = page.next();
    } while (cursor != null);

    // then
    assertThat(keys).containsExactlyInAnyOrder("p0", "p1", "p2", "p3", "p4", "p5", "p6");
  }

  @Test
  void neither_repeats_nor_skips_rows_when_printers_come_and_go_between_pages() {
    // given
    fleet.send(report(DEVICE, 1).printer("a", 1).printer("c", 1).printer("e", 1).printer("g", 1));
    Page<Printer> first = fleet.queries.printers(TENANT, PrinterFilter.ALL, null, 2);

    // when: one of the first page goes, and a new one comes
    fleet.send(report(DEVICE, 2).on(1).removed("a").printer("h", 1));
    Page<Printer> second = fleet.queries.printers(TENANT, PrinterFilter.ALL, first.next(), 10);

    // then
    assertThat(second.items()).extracting(Printer::key).containsExactly("e", "g", "h");
    assertThat(second.next()).isNull();
  }

  @Test
  void refuses_a_cursor_that_is_none_or_belongs_to_another_order() {
    // given
    fleet.send(report(DEVICE, 1).printer("a", 1).printer("b", 1));
    String byId = fleet.queries.printers(TENANT, PrinterFilter.ALL, null, 1).next();

    // then
    assertThatExceptionOfType(UnknownCursorException.class)
        .isThrownBy(() -> fleet.queries.printers(TENANT, sorted(Sort.NAME), byId, 1));
    assertThatExceptionOfType(UnknownCursorException.class)
        .isThrownBy(() -> fleet.queries.printers(TENANT, PrinterFilter.ALL, "%%%", 1));
  }

  @Test
  void finds_text_as_it_was_typed_and_not_as_a_pattern() {
    // given
    fleet.send(
        report(DEVICE, 1)
            .printer(named("a", "Nordlicht 100%"))
            .printer(named("b", "Nordlicht 1000"))
            .printer(named("c", "it's_c")));

    // then
    assertThat(keysFor("100%")).containsExactly("a");
    assertThat(keysFor("nordLICHT")).containsExactly("a", "b");
    assertThat(keysFor("_c")).containsExactly("c");
    assertThat(keysFor("'; DROP TABLE printer; --")).isEmpty();
  }

  @Test
  void tells_health_by_conditions_alerts_and_supplies() {
    // given
    fleet.send(
        report(DEVICE, 1)
            .printer("fine", 1)
            .printer("jammed", 1)
            .printer("low", 1)
            .printer("away", 1)
            .printer("warned", 1));

    // when
    fleet.send(
        report(DEVICE, 2)
            .on(1)
            .alerts("jammed", TestReport.jam("1.1"))
            .supplies("low", TestReport.toner("1.1", "black", measured(10)))
            .status("away", PrinterStatus.State.UNREACHABLE)
            .status("warned", PrinterStatus.State.IDLE, "low-paper"));

    // then
    assertThat(keysIn(PrinterHealth.OK)).containsExactly("fine");
    assertThat(keysIn(PrinterHealth.PROBLEM)).containsExactly("jammed");
    assertThat(keysIn(PrinterHealth.ATTENTION)).containsExactly("low", "warned");
    assertThat(keysIn(PrinterHealth.UNKNOWN)).containsExactly("away");
    assertThat(fleet.overview.overview(TENANT).suppliesLow()).isEqualTo(1);
  }

  @Test
  void falls_silent_when_a_day_has_gone_without_a_word() {
    // given
    fleet.send(report(DEVICE, 1).printer("p", 1));

    // when
    fleet.setTime("2026-11-23T06:00:06Z");

    // then
    assertThat(keysIn(PrinterHealth.SILENT)).containsExactly("p");
    assertThat(fleet.overview.overview(TENANT).devices())
        .containsEntry(DevicePresence.SILENT, 1L)
        .containsEntry(DevicePresence.ONLINE, 0L);
  }

  @Test
  void opens_an_alert_once_and_closes_it_when_the_printer_no_longer_has_it() {
    // given
    fleet.send(report(DEVICE, 1).at("2026-11-22T05:00:00Z").printer("p", 1));
    fleet.send(
        report(DEVICE, 2).on(1).at("2026-11-22T05:10:00Z").alerts("p", TestReport.jam("1.9")));
    fleet.send(
        report(DEVICE, 3).on(2).at("2026-11-22T05:20:00Z").alerts("p", TestReport.jam("1.9")));

    // when
    List<StoredAlert> before = alerts(true);
    fleet.send(report(DEVICE, 4).on(3).at("2026-11-22T05:30:00Z").alerts("p"));

    // then
    assertThat(before).hasSize(1);
    assertThat(before.get(0).opened()).isEqualTo("2026-11-22T05:10:00Z");
    assertThat(before.get(0).alert()).isEqualTo(TestReport.jam("1.9"));
    assertThat(before.get(0).printerName()).isEqualTo("Nordlicht N 7");
    assertThat(alerts(true)).isEmpty();
    assertThat(alerts(false).get(0).closed()).isEqualTo("2026-11-22T05:30:00Z");
    assertThat(fleet.alerts.alerts(OTHER_TENANT, AlertFilter.ALL, null, 10).items()).isEmpty();
  }

  @Test
  void pages_through_alerts_the_newest_first() {
    // given
    fleet.send(report(DEVICE, 1).at("2026-11-22T05:00:00Z").printer("p", 1));
    for (int i = 1; i <= 3; i++) {
      var jams = new io.platen.protocol.printer.PrinterAlert[i];
      for (int j = 0; j < i; j++) {
        jams[j] = TestReport.jam("1." + j);
      }
      fleet.send(report(DEVICE, i + 1).on(i).at("2026-11-22T05:0" + i + ":00Z").alerts("p", jams));
    }

    // when
    var first = fleet.alerts.alerts(TENANT, AlertFilter.OPEN, null, 2);
    var second = fleet.alerts.alerts(TENANT, AlertFilter.OPEN, first.next(), 2);

    // then
    assertThat(first.items())
        .extracting(alert -> alert.alert().index())
        .containsExactly("1.2", "1.1");
    assertThat(second.items()).extracting(alert -> alert.alert().index()).containsExactly("1.0");
    assertThat(second.next()).isNull();
  }

  @Test
  @Verifies(negative = PLT_RPT_034)
  void counts_no_usage_over_a_reset_and_marks_where_it_was() {
    // given
    long[] pages = {100, 150, 3, 10};
    fleet.send(report(DEVICE, 1).at("2026-11-22T05:00:00Z").printer("p", pages[0]));
    for (int i = 1; i < pages.length; i++) {
      fleet.send(
          report(DEVICE, i + 1).on(i).at("2026-11-22T05:0" + i + ":00Z").pages("p", pages[i]));
    }

    // when
    MeterSeries series = fleet.meters.series(TENANT, printerId(), null, DAY, NEXT_DAY).get(0);

    // then
    assertThat(series.usage()).isEqualTo(50 + 7);
    assertThat(series.points())
        .extracting(MeterSeries.Point::reset)
        .containsExactly(false, false, true, false);
    assertThat(fleet.meters.series(OTHER_TENANT, printerId(), null, DAY, NEXT_DAY)).isEmpty();
  }

  @Test
  void thins_many_points_and_keeps_the_ends_and_the_resets() {
    // given
    List<MeterSeries.Point> points = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      points.add(new MeterSeries.Point(DAY.plusSeconds(i), i % 5_000, i == 5_000));
    }

    // when
    List<MeterSeries.Point> thin = MeterHistory.thin(points);

    // then
    assertThat(thin).hasSizeLessThanOrEqualTo(MeterHistory.MAX_POINTS).hasSizeGreaterThan(300);
    assertThat(thin.get(0)).isEqualTo(points.get(0));
    assertThat(thin.get(thin.size() - 1)).isEqualTo(points.get(9_999));
    assertThat(thin).contains(points.get(4_999), points.get(5_000));
  }

  @Test
  void keeps_a_history_of_levels_that_changed() {
    // given
    fleet.send(report(DEVICE, 1).at("2026-11-22T05:00:00Z").printer("p", 1));

    // when: black falls, cyan stays, and magenta and yellow are no longer told
    fleet.send(
        report(DEVICE, 2)
            .on(1)
            .at("2026-11-22T05:10:00Z")
            .supplies(
                "p",
                TestReport.toner("1.1", "black", measured(53)),
                TestReport.toner("1.2", "cyan", new SupplyLevel.SomeRemaining())));

    // then
    assertThat(fleet.queries.printer(TENANT, printerId()).orElseThrow().facts().supplies())
        .extracting(supply -> supply.index())
        .containsExactly("1.1", "1.2");
    assertThat(
            test.value(
                "SELECT string_agg(row_index || '=' || coalesce(percent::text, level_kind), ' '"
                    + " ORDER BY read_at, row_index) FROM supply_reading"))
        .isEqualTo("1.1=54 1.10=UNKNOWN 1.2=SOME_REMAINING 1.4=UNLIMITED 1.1=53");
  }

  @Test
  void counts_reports_by_the_hour_they_came_in() {
    // given
    fleet.setTime("2026-11-22T04:59:59Z");
    fleet.send(report(DEVICE, 1));
    fleet.setTime("2026-11-22T06:10:00Z");
    fleet.send(report(DEVICE, 2));
    fleet.send(report(DEVICE, 3));

    // when
    List<Long> hours = fleet.overview.overview(TENANT).reportsByHour();

    // then
    assertThat(hours).hasSize(24);
    assertThat(hours.subList(21, 24)).containsExactly(1L, 0L, 2L);
  }

  @Test
  void hears_of_reports_that_another_node_stored_and_not_twice_of_its_own() {
    // given
    TestFleet otherNode = new TestFleet(test);
    List<FleetChange> heard = new ArrayList<>();
    fleet.send(report(DEVICE, 1));
    FleetChanges.Subscription subscription = fleet.changes.subscribe(TENANT, heard::add);
    fleet.changes.look();

    // when
    fleet.send(report(DEVICE, 2));
    fleet.changes.look();
    otherNode.send(report(DEVICE, 3));
    otherNode.send(new AdmittedDevice(OTHER_TENANT, OTHER_DEVICE), report(OTHER_DEVICE, 1).build());
    fleet.changes.look();
    subscription.close();
    otherNode.send(report(DEVICE, 4));
    fleet.changes.look();

    // then
    assertThat(heard).hasSize(2);
    assertThat(heard.get(0).topics()).contains("devices");
    assertThat(heard.get(1).topics()).isEqualTo(Set.of(FleetChange.ANYTHING));
  }

  private static SupplyLevel measured(long percent) {
    return new SupplyLevel.Measured(percent, 100L, "percent");
  }

  private static PrinterReport named(String key, String model) {
    return new PrinterReport(
        key,
        Instant.parse("2026-11-22T06:00:00Z"),
        PrinterIdentity.builder().model(model).build(),
        null,
        null,
        null,
        null,
        null);
  }

  private long printerId() {
    return fleet.queries.printers(TENANT, PrinterFilter.ALL, null, 1).items().get(0).id();
  }

  private List<StoredAlert> alerts(boolean open) {
    return fleet.alerts.alerts(TENANT, open ? AlertFilter.OPEN : AlertFilter.ALL, null, 10).items();
  }

  private static PrinterFilter sorted(Sort sort) {
    return new PrinterFilter(null, null, null, null, sort);
  }

  private List<String> keysFor(String text) {
    return keys(new PrinterFilter(text, null, null, null, Sort.ID));
  }

  private List<String> keysIn(PrinterHealth health) {
    return keys(new PrinterFilter(null, health, null, null, Sort.ID));
  }

  private List<String> keys(PrinterFilter filter) {
    List<Printer> printers = fleet.queries.printers(TENANT, filter, null, 50).items();
    assertThat(fleet.queries.count(TENANT, filter)).isEqualTo(printers.size());
    return printers.stream().map(Printer::key).toList();
  }
}

package io.platen.server.fleet.control;

import static io.platen.server.testing.TestFleet.DEVICE;
import static io.platen.server.testing.TestFleet.OTHER_TENANT;
import static io.platen.server.testing.TestFleet.TENANT;
import static io.platen.server.testing.TestReport.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.report.PrinterReport;
import io.platen.server.fleet.entity.AlertEvent;
import io.platen.server.fleet.entity.AlertEvent.Kind;
import io.platen.server.fleet.entity.AlertFilter;
import io.platen.server.fleet.entity.StoredAlert;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import io.platen.server.testing.TestReport;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the server makes of one list of alerts after the other: PLT-ALR-033 to PLT-ALR-035. */
class AlertQueriesTest {
  private static final String RAISED = "2026-11-22T05:10:00Z";
  private static final String LATER = "2026-11-22T05:20:00Z";
  private static final PrinterAlert JAM = TestReport.jam("1.9");

  private final TestDatabase database = TestDatabase.create();
  private final TestFleet fleet = new TestFleet(database).withTenants();

  @BeforeEach
  void raise() {
    fleet.send(report(DEVICE, 1).at("2026-11-22T05:00:00Z").printer("p", 1));
    fleet.send(report(DEVICE, 2).on(1).at(RAISED).printer(because(3, RAISED, JAM)));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static PrinterReport because(long traps, String read, PrinterAlert... alerts) {
    return new PrinterReport(
            "p", Instant.parse(read), null, null, null, null, null, List.of(alerts))
        .because(traps);
  }

  private static PrinterAlert changed(Severity severity, String words, long ticks) {
    return new PrinterAlert(
        JAM.index(), JAM.code(), severity, "untrained", "media-path", 1, 2, words, ticks);
  }

  private List<StoredAlert> all() {
    return fleet.alerts.alerts(TENANT, AlertFilter.ALL, null, 10).items();
  }

  private List<Kind> life(StoredAlert alert) {
    return fleet.alerts.events(TENANT, List.of(alert.id())).stream().map(AlertEvent::kind).toList();
  }

  @Test
  void keeps_when_an_alert_was_raised_and_because_of_how_many_traps() {
    assertThat(all())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.opened()).isEqualTo(RAISED);
              assertThat(alert.traps()).isEqualTo(3);
              assertThat(fleet.alerts.events(TENANT, List.of(alert.id())))
                  .containsExactly(
                      new AlertEvent(
                          alert.id(),
                          Instant.parse(RAISED),
                          Kind.RAISED,
                          Severity.CRITICAL,
                          "Paper jam",
                          3));
            });
  }

  @Test
  void says_the_maker_once_where_the_model_begins_with_it() {
    // when
    database.execute("UPDATE printer SET vendor = 'Liveware', model = 'LIVEWARE L1'");
    String doubled = all().get(0).printerName();
    database.execute("UPDATE printer SET model = 'L1'");
    String apart = all().get(0).printerName();
    database.execute("UPDATE printer SET model = NULL");
    String alone = all().get(0).printerName();
    // then
    assertThat(List.of(doubled, apart, alone))
        .containsExactly("LIVEWARE L1", "Liveware L1", "Liveware");
  }

  @Test
  void takes_the_same_identity_for_the_same_alert() {
    // when
    fleet.send(report(DEVICE, 3).on(2).at(LATER).alerts("p", JAM));
    // then
    assertThat(all()).hasSize(1);
    assertThat(life(all().get(0))).containsExactly(Kind.RAISED);
  }

  @Test
  void takes_the_same_row_raised_at_another_time_for_another_alert() {
    // when
    fleet.send(
        report(DEVICE, 3)
            .on(2)
            .at(LATER)
            .alerts("p", changed(Severity.CRITICAL, "Paper jam", 9_999)));
    // then
    assertThat(all()).hasSize(2);
    assertThat(life(all().get(0))).containsExactly(Kind.RAISED);
    assertThat(life(all().get(1))).containsExactly(Kind.RAISED, Kind.CLEARED);
  }

  @Test
  void keeps_that_its_severity_or_its_words_changed() {
    // when
    fleet.send(
        report(DEVICE, 3)
            .on(2)
            .at(LATER)
            .alerts("p", changed(Severity.WARNING, "Paper jam, tray 2", 4_711)));
    // then
    StoredAlert alert = all().get(0);
    assertThat(alert.alert().severity()).isEqualTo(Severity.WARNING);
    assertThat(life(alert)).containsExactly(Kind.RAISED, Kind.CHANGED);
  }

  @Test
  void clears_an_alert_by_a_list_that_does_not_have_it() {
    // when
    fleet.send(report(DEVICE, 3).on(2).at(LATER).printer(because(1, LATER)));
    // then
    StoredAlert alert = all().get(0);
    assertThat(alert.closed()).isEqualTo(LATER);
    assertThat(life(alert)).containsExactly(Kind.RAISED, Kind.CLEARED);
    assertThat(fleet.alerts.count(TENANT, AlertFilter.OPEN)).isZero();
  }

  @Test
  void clears_no_alert_of_a_printer_that_stays_silent() {
    // when
    fleet.send(report(DEVICE, 3).on(2).at(LATER).status("p", PrinterStatus.State.UNREACHABLE));
    // then
    assertThat(fleet.alerts.count(TENANT, AlertFilter.OPEN)).isEqualTo(1);
  }

  @Test
  void finds_alerts_by_what_they_are_and_when_they_were_open() {
    // given
    fleet.send(report(DEVICE, 3).on(2).at(LATER).printer(because(1, LATER)));
    Instant before = Instant.parse(LATER).minusSeconds(1);
    Instant after = Instant.parse(LATER).plusSeconds(1);
    // then
    assertThat(count(new AlertFilter(false, Severity.CRITICAL, 8, null, DEVICE, before)))
        .isEqualTo(1);
    assertThat(count(new AlertFilter(null, Severity.WARNING, null, null, null, null))).isZero();
    assertThat(count(new AlertFilter(null, null, 9, null, null, null))).isZero();
    assertThat(count(new AlertFilter(null, null, null, null, null, after))).isZero();
    assertThat(count(AlertFilter.of(all().get(0).printer()))).isEqualTo(1);
  }

  private long count(AlertFilter filter) {
    return fleet.alerts.count(TENANT, filter);
  }

  @Test
  void shows_no_alert_to_another_tenant() {
    // given
    long id = all().get(0).id();
    // then
    assertThat(fleet.alerts.alert(OTHER_TENANT, id)).isEmpty();
    assertThat(fleet.alerts.events(OTHER_TENANT, List.of(id))).isEmpty();
    assertThat(fleet.alerts.alert(TENANT, id)).isPresent();
  }
}

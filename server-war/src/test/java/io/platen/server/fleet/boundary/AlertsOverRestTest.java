package io.platen.server.fleet.boundary;

import static io.platen.server.testing.TestFleet.DEVICE;
import static io.platen.server.testing.TestFleet.OTHER_TENANT;
import static io.platen.server.testing.TestFleet.TENANT;
import static io.platen.server.testing.TestReport.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.server.access.boundary.TestCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.database.Query;
import io.platen.server.fleet.boundary.AlertWordsJson.CommentRequest;
import io.platen.server.fleet.boundary.AlertWordsJson.MuteRequest;
import io.platen.server.fleet.control.AlertWords;
import io.platen.server.problem.RefusedException;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people say of alerts by REST: who may, and of which tenant. */
class AlertsOverRestTest {
  private static final Instant START = Instant.parse("2026-11-22T06:00:05Z");

  private TestDatabase database;
  private TestFleet fleet;
  private long alert;

  @BeforeEach
  void open() {
    database = TestDatabase.create();
    fleet = new TestFleet(database).withTenants();
    fleet.setTime(START.toString());
    fleet.send(report(DEVICE, 1).at(START).printer("p", 1));
    fleet.send(
        report(DEVICE, 2)
            .on(1)
            .at(START)
            .alerts(
                "p",
                new PrinterAlert(
                    "1.1", 8, Severity.CRITICAL, "untrained", "media-path", 1, 1, "Jam", 5L)));
    alert =
        database
            .database()
            .read(
                connection ->
                    Query.of(connection, "SELECT id FROM printer_alert")
                        .list(row -> row.getLong(1))
                        .get(0));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @SuppressWarnings("UnnecessaryAssignment") // there is no container here
  private AlertsResource as(long tenant, Role role) {
    AlertsResource resource = new AlertsResource();
    resource.alerts = fleet.alerts;
    resource.words = new AlertWords(database.database(), fleet.changes, () -> START);
    resource.caller = TestCaller.of(new Caller(tenant, "anna", role));
    return resource;
  }

  private Map<String, Runnable> changes(AlertsResource resource) {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("acknowledge", () -> resource.acknowledge(alert));
    all.put("mute", () -> resource.mute(alert, new MuteRequest("2026-11-23T06:00:00Z")));
    all.put("unmute", () -> resource.unmute(alert));
    all.put("comment", () -> resource.comment(alert, new CommentRequest("On my way")));
    return all;
  }

  private static void assertAll(Map<String, Runnable> calls, int status) {
    calls.forEach(
        (what, call) -> {
          Throwable thrown = catchThrowable(call::run);
          assertThat(thrown instanceof RefusedException refused ? refused.status() : 0)
              .as(what + ": " + thrown)
              .isEqualTo(status);
        });
  }

  @Test
  void a_viewer_reads_an_alert_and_says_nothing_of_it() {
    // when
    assertAll(changes(as(TENANT, Role.VIEWER)), 403);
    // then
    var seen = as(TENANT, Role.VIEWER).alert(alert);
    assertThat(seen.words()).isEmpty();
    assertThat(seen.acknowledgedBy()).isNull();
  }

  @Test
  void an_operator_says_what_is_kept_with_the_alert() {
    // when
    assertAll(changes(as(TENANT, Role.OPERATOR)), 0);
    // then
    var seen = as(TENANT, Role.VIEWER).alert(alert);
    assertThat(seen.words()).hasSize(4);
    assertThat(seen.acknowledgedBy()).isEqualTo("anna");
    assertThat(seen.mutedUntil()).isNull();
  }

  @Test
  void an_alert_of_another_tenant_is_not_there() {
    // given
    AlertsResource other = as(OTHER_TENANT, Role.ADMINISTRATOR);
    // then
    assertAll(changes(other), 404);
    assertAll(Map.of("read", () -> other.alert(alert)), 404);
    assertThat(as(TENANT, Role.VIEWER).alert(alert).words()).isEmpty();
  }
}

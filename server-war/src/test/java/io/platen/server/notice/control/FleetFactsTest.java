package io.platen.server.notice.control;

import static io.platen.server.notice.control.TestNotices.ANNA;
import static io.platen.server.notice.control.TestNotices.rule;
import static io.platen.server.testing.TestFleet.DEVICE;
import static io.platen.server.testing.TestFleet.TENANT;
import static io.platen.server.testing.TestReport.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.server.fleet.control.AlertWords.Thing;
import io.platen.server.fleet.entity.AlertFilter;
import io.platen.server.notice.entity.Channel;
import io.platen.server.notice.entity.Finding;
import io.platen.server.notice.entity.Template;
import io.platen.server.testing.TestReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What rules see of a real database. */
class FleetFactsTest {
  private TestNotices site;
  private long sequence = 1;

  @BeforeEach
  void open() {
    site = new TestNotices();
  }

  @AfterEach
  void close() {
    site.close();
  }

  private List<Finding> found(Template template, int threshold) {
    site.rules.create(ANNA, rule(template, threshold));
    site.watch().look();
    return site.notices.findings(TENANT, true);
  }

  private List<String> detail(Template template, int threshold) {
    return found(template, threshold).stream()
        .flatMap(each -> each.condition().detail().stream())
        .toList();
  }

  private TestReport next() {
    sequence++;
    return report(DEVICE, sequence).on(sequence - 1).at(site.now());
  }

  private static PrinterAlert alert(String index, String training) {
    return new PrinterAlert(
        index, 8, PrinterAlert.Severity.CRITICAL, training, "fuser", 1, 2, "Fuser " + index, 1L);
  }

  private void came() {
    site.database.execute("UPDATE device SET last_contact = '" + site.now() + "'");
  }

  @Test
  void finds_a_low_supply_of_a_printer_that_is_there_and_not_of_one_that_is_gone() {
    // given
    site.toner(8);
    assertThat(found(Template.SUPPLY_PERCENT, 10))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.siteName()).isEqualTo("Device 000001");
              assertThat(each.condition().place().name()).isEqualTo("Nordlicht N 7");
            });
    // when
    site.database.execute("UPDATE printer SET removed = now()");
    site.pass(Duration.ofMinutes(1));
    site.watch().look();
    // then
    assertThat(site.notices.openFindings(TENANT)).isZero();
  }

  @Test
  void reckons_how_long_a_supply_lasts_by_its_readings() {
    // given
    for (int percent : new int[] {50, 40, 30, 20}) {
      site.pass(Duration.ofDays(5));
      site.toner(percent);
    }
    // then: 54 to 20 in 20 days
    assertThat(detail(Template.SUPPLY_DAYS, 14)).containsExactly("Toner black", "11", "1.7", "20");
  }

  @Test
  void finds_an_alert_for_a_technician_and_a_printer_that_asks_for_service() {
    // given
    site.fleet.send(next().alerts("p", alert("1.1", "field-service"), alert("1.2", "untrained")));
    site.fleet.send(next().status("p", PrinterStatus.State.DOWN, "service-requested"));
    // then
    assertThat(detail(Template.SERVICE_NEEDED, 0))
        .containsExactlyInAnyOrder("Fuser 1.1", "service-requested");
  }

  @Test
  void tells_nobody_of_a_printers_alert_of_which_somebody_took_note() {
    // given
    Channel desk = TestNotices.mail("desk@fleet.example");
    site.channels.create(ANNA, desk);
    site.rules.create(ANNA, rule(Template.PRINTER_STOPPED, 0, desk));
    site.fleet.send(next().alerts("p", alert("1.1", "untrained")));
    site.turn();
    long alert = site.fleet.alerts.alerts(TENANT, AlertFilter.OPEN, null, 5).items().get(0).id();
    // when
    site.words.acknowledge(ANNA, Thing.ALERT, alert);
    site.turnAfter(Duration.ofMinutes(3));
    // then
    assertThat(site.sent).isEmpty();
    assertThat(site.fleet.alerts.alert(TENANT, alert).orElseThrow().handling().acknowledgedBy())
        .isEqualTo("anna");
  }

  @Test
  void finds_no_alert_that_is_over() {
    // given
    site.fleet.send(next().alerts("p", alert("1.1", "field-service")));
    site.fleet.send(next().alerts("p"));
    // then
    assertThat(detail(Template.SERVICE_NEEDED, 0)).isEmpty();
  }

  @Test
  void misses_no_device_that_people_have_switched_off() {
    // given
    site.database.execute("UPDATE device SET state = 'DEACTIVATED'");
    site.pass(Duration.ofHours(25));
    // then
    assertThat(detail(Template.DEVICE_SILENT, 24)).isEmpty();
  }

  @Test
  void finds_a_device_that_is_silent_and_lets_go_when_it_comes() {
    // given
    site.pass(Duration.ofHours(25));
    assertThat(detail(Template.DEVICE_SILENT, 24)).containsExactly("2026-11-22 06:00 UTC");
    // when
    came();
    site.pass(Duration.ofMinutes(1));
    site.watch().look();
    // then
    assertThat(site.notices.openFindings(TENANT)).isZero();
  }

  @Test
  void finds_a_printer_that_is_silent_while_its_device_comes() {
    // given
    site.pass(Duration.ofHours(80));
    assertThat(detail(Template.PRINTER_SILENT, 72)).isEmpty();
    // when
    came();
    site.pass(Duration.ofMinutes(1));
    site.watch().look();
    // then
    assertThat(site.notices.findings(TENANT, true)).hasSize(1);
  }

  @Test
  void finds_a_counter_that_fell_with_both_its_values() {
    // given
    site.pass(Duration.ofHours(2));
    site.fleet.send(next().pages("p", 33_810));
    site.pass(Duration.ofHours(2));
    site.fleet.send(next().pages("p", 12));
    site.pass(Duration.ofHours(2));
    site.fleet.send(next().pages("p", 40));
    // then
    assertThat(detail(Template.COUNTER_FELL, 7)).containsExactly("Pages", "33810", "12");
  }

  @Test
  void takes_a_report_that_came_late_for_no_fall() {
    // given
    site.pass(Duration.ofHours(4));
    site.fleet.send(next().pages("p", 33_810));
    sequence++;
    site.fleet.send(
        report(DEVICE, sequence)
            .on(sequence - 1)
            .at(site.now().minus(Duration.ofHours(2)))
            .pages("p", 30_000));
    // then
    assertThat(found(Template.COUNTER_FELL, 7)).isEmpty();
  }

  @Test
  void finds_a_certificate_that_ends_and_passes_over_one_that_was_replaced() {
    // given
    for (String end : new String[] {"2026-11-30", "2026-11-25"}) {
      site.database.execute(
          "INSERT INTO device_certificate (tenant, device, key, print, der, not_after, issued,"
              + " superseded) VALUES (1, '"
              + DEVICE
              + "', '"
              + end
              + "', '"
              + end
              + "', '', '"
              + end
              + " 00:00Z', now(), "
              + (end.endsWith("30") ? "now()" : "null")
              + ")");
    }
    // then
    assertThat(detail(Template.CERTIFICATE_ENDS, 14)).containsExactly("2026-11-25 00:00 UTC");
  }

  @Test
  void finds_what_opens_tls() {
    // given
    site.database.execute(
        "INSERT INTO device_obstacle (tenant, device, host, kind, key, issuer, first, last, times,"
            + " reported) SELECT 1, '"
            + DEVICE
            + "', 'update1.example', kind, '', 'CN=Proxy', '2026-11-22Z', '2026-11-22Z', 1,"
            + " '2026-11-22 05:00Z' FROM unnest(ARRAY['tls-opened', 'tls-old']) kind");
    // then
    assertThat(detail(Template.INTERCEPTOR_SEEN, 48))
        .containsExactly("update1.example", "CN=Proxy");
  }

  @Test
  void looks_at_no_other_tenants_fleet() {
    // given
    site.toner(8);
    site.pass(Duration.ofHours(100));
    // when
    for (Template template : Template.values()) {
      var mine = rule(template, template.usual());
      site.rules.create(
          TestNotices.OTTO,
          new io.platen.server.notice.entity.Rule(
              TestNotices.OTTO.tenant(),
              mine.id(),
              mine.name(),
              template,
              mine.threshold(),
              mine.severity(),
              mine.scope(),
              mine.channels(),
              true));
    }
    site.watch().look();
    // then
    assertThat(site.notices.findings(TENANT, true)).isEmpty();
    assertThat(site.notices.findings(TestNotices.OTTO.tenant(), true))
        .extracting(Finding::template)
        .containsExactly(Template.DEVICE_SILENT);
  }
}

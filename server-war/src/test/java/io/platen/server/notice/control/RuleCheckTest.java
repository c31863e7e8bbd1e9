package io.platen.server.notice.control;

import static io.platen.server.notice.control.TestFacts.OTHER_SITE;
import static io.platen.server.notice.control.TestFacts.PRINTER;
import static io.platen.server.notice.control.TestFacts.SITE;
import static io.platen.server.notice.control.TestFacts.black;
import static io.platen.server.notice.control.TestNotices.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.platen.server.notice.control.Facts.CertificateEnd;
import io.platen.server.notice.control.Facts.Fall;
import io.platen.server.notice.control.Facts.Interceptor;
import io.platen.server.notice.control.Facts.LastContact;
import io.platen.server.notice.control.Facts.LastRead;
import io.platen.server.notice.control.Facts.LevelAt;
import io.platen.server.notice.control.Facts.OpenAlert;
import io.platen.server.notice.control.Facts.SupplyCourse;
import io.platen.server.notice.entity.Condition;
import io.platen.server.notice.entity.Rule;
import io.platen.server.notice.entity.Rule.Scope;
import io.platen.server.notice.entity.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each template finds, and what it does not. */
class RuleCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

  private final TestFacts facts = new TestFacts();

  private List<Condition> find(Rule rule) {
    return new RuleCheck(facts, NOW).find(rule);
  }

  private static Instant ago(Duration time) {
    return NOW.minus(time);
  }

  private static Rule at(Rule rule, Scope scope) {
    return new Rule(
        rule.tenant(),
        rule.id(),
        rule.name(),
        rule.template(),
        rule.threshold(),
        rule.severity(),
        scope,
        rule.channels(),
        rule.enabled());
  }

  @Test
  void finds_a_supply_at_the_threshold_and_lets_one_just_above_it_only_go_on() {
    // given
    facts.supplies.add(black(10));
    facts.supplies.add(new Facts.SupplyLevel(PRINTER, "1.2", "Toner cyan", 12));
    facts.supplies.add(new Facts.SupplyLevel(PRINTER, "1.3", "Toner magenta", 13));
    // when
    List<Condition> found = find(rule(Template.SUPPLY_PERCENT, 10));
    // then
    assertThat(found)
        .extracting(Condition::subject, Condition::firm)
        .containsExactly(tuple("printer 7 supply 1.1", true), tuple("printer 7 supply 1.2", false));
  }

  @Test
  void looks_only_at_the_site_the_place_and_the_model_of_a_rule() {
    // given
    facts.supplies.add(black(3));
    Rule rule = rule(Template.SUPPLY_PERCENT, 10);
    // then
    assertThat(find(at(rule, new Scope(SITE, "floor", "NORD")))).hasSize(1);
    assertThat(find(at(rule, new Scope(OTHER_SITE, "", "")))).isEmpty();
    assertThat(find(at(rule, new Scope(null, "Floor 3", "")))).isEmpty();
    assertThat(find(at(rule, new Scope(null, "", "Kyo")))).isEmpty();
  }

  @Test
  void tells_how_long_a_supply_lasts_by_its_measured_use() {
    // given: 40 % in 20 days
    facts.courses.add(
        new SupplyCourse(
            black(20),
            List.of(
                new LevelAt(ago(Duration.ofDays(20)), 60),
                new LevelAt(ago(Duration.ofDays(5)), 25),
                new LevelAt(ago(Duration.ofDays(1)), 20)),
            NOW));
    // then
    assertThat(find(rule(Template.SUPPLY_DAYS, 10)))
        .singleElement()
        .satisfies(
            each -> assertThat(each.detail()).containsExactly("Toner black", "10", "2.0", "20"));
    assertThat(find(rule(Template.SUPPLY_DAYS, 8)))
        .singleElement()
        .satisfies(each -> assertThat(each.firm()).isFalse());
    assertThat(find(rule(Template.SUPPLY_DAYS, 7))).isEmpty();
  }

  @Test
  void finds_who_wants_a_technician_with_an_alert_or_without_one() {
    // given
    facts.serviceNeeded.add(new OpenAlert(PRINTER, 3, "Fuser", ago(Duration.ofMinutes(20))));
    facts.serviceNeeded.add(new OpenAlert(PRINTER, 0, "service-requested", Instant.EPOCH));
    facts.serviceNeeded.add(new OpenAlert(PRINTER, 4, "New", ago(Duration.ofMinutes(1))));
    // then
    assertThat(find(rule(Template.SERVICE_NEEDED, 15)))
        .extracting(Condition::subject)
        .containsExactly("alert 3", "printer 7 service");
  }

  @Test
  void waits_before_it_tells_of_a_printer_that_stopped() {
    // given
    facts.stopped.add(new OpenAlert(PRINTER, 3, "Paper jam", ago(Duration.ofMinutes(5))));
    // then
    assertThat(find(rule(Template.PRINTER_STOPPED, 5))).hasSize(1);
    assertThat(find(rule(Template.PRINTER_STOPPED, 6))).isEmpty();
  }

  @Test
  void finds_a_device_that_did_not_come() {
    // given
    facts.devices.add(new LastContact(SITE, "Graz-01", ago(Duration.ofHours(25))));
    // then
    assertThat(find(rule(Template.DEVICE_SILENT, 24)))
        .singleElement()
        .satisfies(each -> assertThat(each.detail()).containsExactly("2026-11-21 08:00 UTC"));
    assertThat(find(rule(Template.DEVICE_SILENT, 25))).isEmpty();
  }

  @Test
  void begins_no_silence_of_printers_whose_device_is_silent() {
    // given
    facts.printers.add(new LastRead(PRINTER, ago(Duration.ofHours(80)), NOW));
    facts.printers.add(
        new LastRead(
            new Facts.PrinterPlace(SITE, 8, "Other", "", ""),
            ago(Duration.ofHours(80)),
            ago(Duration.ofHours(79))));
    // then
    assertThat(find(rule(Template.PRINTER_SILENT, 72)))
        .extracting(Condition::subject, Condition::firm)
        .containsExactly(tuple("printer 7", true), tuple("printer 8", false));
  }

  @Test
  void tells_of_a_counter_that_fell_for_some_days() {
    // given
    facts.falls.add(new Fall(PRINTER, 5, "Pages", 33_810, 12, ago(Duration.ofDays(6))));
    // then
    assertThat(find(rule(Template.COUNTER_FELL, 7)))
        .singleElement()
        .satisfies(each -> assertThat(each.detail()).containsExactly("Pages", "33810", "12"));
    assertThat(find(rule(Template.COUNTER_FELL, 5))).isEmpty();
  }

  @Test
  void finds_a_certificate_before_it_ends() {
    // given
    facts.ends.add(new CertificateEnd(SITE, "Graz-01", NOW.plus(Duration.ofDays(13))));
    // then
    assertThat(find(rule(Template.CERTIFICATE_ENDS, 14))).hasSize(1);
    assertThat(find(rule(Template.CERTIFICATE_ENDS, 13))).isEmpty();
  }

  @Test
  void finds_what_opens_tls_as_long_as_the_last_word_on_it_is_fresh() {
    // given
    facts.interceptors.add(
        new Interceptor(SITE, "Graz-01", "update1.example", "CN=Proxy", ago(Duration.ofHours(47))));
    // then
    assertThat(find(rule(Template.INTERCEPTOR_SEEN, 48)))
        .singleElement()
        .satisfies(
            each -> assertThat(each.detail()).containsExactly("update1.example", "CN=Proxy"));
    assertThat(find(rule(Template.INTERCEPTOR_SEEN, 46))).isEmpty();
  }
}

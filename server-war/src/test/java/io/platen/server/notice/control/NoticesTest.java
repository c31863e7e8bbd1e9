package io.platen.server.notice.control;

import static io.platen.server.testing.TestFleet.OTHER_TENANT;
import static io.platen.server.testing.TestFleet.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.server.fleet.control.AlertWords.Thing;
import io.platen.server.fleet.entity.AlertWord;
import io.platen.server.notice.entity.Channel;
import io.platen.server.notice.entity.Finding;
import io.platen.server.notice.entity.Notice;
import io.platen.server.notice.entity.Rule;
import io.platen.server.notice.entity.Template;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import io.platen.server.testing.TestFleet;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From readings to letters over a real database. */
class NoticesTest {
  private static final Duration MINUTES = Duration.ofMinutes(3);

  private TestNotices site;
  private Channel desk;
  private Rule rule;

  @BeforeEach
  void open() {
    site = new TestNotices();
    desk = TestNotices.mail("desk@fleet.example", "night@fleet.example");
    rule = site.lowToner(desk);
  }

  @AfterEach
  void close() {
    site.close();
  }

  private Finding finding() {
    return site.notices.findings(TENANT, true).get(0);
  }

  private void hour() {
    for (int i = 0; i < 20; i++) {
      site.turnAfter(MINUTES);
    }
  }

  @Test
  void tells_each_address_once_however_often_it_looks() {
    // when
    site.toner(8);
    hour();
    site.toner(7);
    hour();
    // then
    assertThat(site.sent)
        .extracting(Letter::target)
        .containsExactlyInAnyOrder("desk@fleet.example", "night@fleet.example");
    assertThat(site.notices.ofFinding(TENANT, finding().id())).hasSize(2);
  }

  @Test
  void tells_nobody_of_what_is_over_before_the_digest_goes() {
    // when
    site.toner(8);
    site.turn();
    site.toner(100);
    hour();
    // then
    assertThat(site.sent).isEmpty();
    assertThat(site.notices.findings(TENANT, false)).hasSize(1);
  }

  @Test
  void tells_nobody_more_once_somebody_has_taken_note() {
    // given
    site.toner(8);
    site.turn();
    // when
    site.words.acknowledge(TestNotices.ANNA, Thing.FINDING, finding().id());
    hour();
    // then
    assertThat(site.sent).isEmpty();
    assertThat(finding().acknowledgedBy()).isEqualTo("anna");
  }

  @Test
  void waits_until_the_end_of_a_mute() {
    // given
    site.toner(8);
    site.turn();
    // when
    site.words.mute(
        TestNotices.ANNA, Thing.FINDING, finding().id(), site.now().plus(Duration.ofHours(2)));
    hour();
    assertThat(site.sent).isEmpty();
    hour();
    hour();
    // then
    assertThat(site.sent).hasSize(2);
  }

  @Test
  void keeps_who_did_what_and_when_and_writes_it_into_the_audit() {
    // given
    site.toner(8);
    site.turn();
    long id = finding().id();
    // when
    site.words.acknowledge(TestNotices.ANNA, Thing.FINDING, id);
    site.words.acknowledge(TestNotices.ANNA, Thing.FINDING, id);
    site.words.comment(TestNotices.ANNA, Thing.FINDING, id, " Ordered <b> ");
    site.words.mute(TestNotices.ANNA, Thing.FINDING, id, site.now().plusSeconds(60));
    site.words.unmute(TestNotices.ANNA, Thing.FINDING, id);
    // then
    assertThat(site.words.words(TENANT, Thing.FINDING, id))
        .extracting(AlertWord::kind)
        .containsExactly(
            AlertWord.Kind.ACKNOWLEDGED,
            AlertWord.Kind.COMMENTED,
            AlertWord.Kind.MUTED,
            AlertWord.Kind.UNMUTED);
    assertThat(site.words.words(TENANT, Thing.FINDING, id).get(1).text()).isEqualTo("Ordered <b>");
    assertThat(
            site.database.value(
                "SELECT string_agg(actor || ' ' || action, ', ' ORDER BY id) FROM audit_entry"
                    + " WHERE action LIKE 'finding.%'"))
        .isEqualTo(
            "anna finding.acknowledge, anna finding.comment, anna finding.mute, anna finding.unmute");
  }

  @Test
  void shows_nothing_of_one_tenant_to_another() {
    // given
    site.toner(8);
    site.turn();
    long id = finding().id();
    // then
    assertThat(site.notices.findings(OTHER_TENANT, true)).isEmpty();
    assertThat(site.notices.finding(OTHER_TENANT, id)).isEmpty();
    assertThat(site.rules.find(OTHER_TENANT, rule.id())).isEmpty();
    assertThat(site.channels.find(OTHER_TENANT, desk.id())).isEmpty();
    assertThatThrownBy(() -> site.words.acknowledge(TestNotices.OTTO, Thing.FINDING, id))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> site.rules.delete(TestNotices.OTTO, rule.id()))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> site.channels.test(TestNotices.OTTO, desk.id()))
        .isInstanceOf(RefusedException.class);
    Rule foreign =
        new Rule(
            OTHER_TENANT,
            UUID.randomUUID(),
            "x",
            Template.DEVICE_SILENT,
            24,
            rule.severity(),
            new Rule.Scope(TestFleet.DEVICE, "", ""),
            Set.of(desk.id()),
            true);
    assertThatThrownBy(() -> site.rules.create(TestNotices.OTTO, foreign))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining("channels")
        .hasMessageContaining("device");
  }

  @Test
  void holds_back_while_a_maintenance_window_lasts_and_tells_what_is_still_so_after_it() {
    // given: it is 06:00 UTC on a Sunday
    site.windows.create(
        TestNotices.ANNA,
        new io.platen.server.notice.entity.Window(
            TENANT,
            UUID.randomUUID(),
            "Cleaning",
            TestFleet.DEVICE,
            ZoneId.of("Europe/Vienna"),
            Set.of(DayOfWeek.SUNDAY),
            LocalTime.of(7, 0),
            LocalTime.of(8, 30)));
    site.toner(8);
    // when
    hour();
    assertThat(site.sent).isEmpty();
    hour();
    // then
    assertThat(site.sent).hasSize(2);
  }

  @Test
  void counts_the_notices_of_an_hour_against_the_limit_of_its_channel() {
    // given
    Channel slow =
        new Channel(
            TENANT,
            UUID.randomUUID(),
            "Slow",
            Channel.Kind.MAIL,
            List.of("slow@fleet.example"),
            "en",
            Duration.ZERO,
            1);
    site.channels.create(TestNotices.ANNA, slow);
    site.rules.create(
        TestNotices.ANNA,
        new Rule(
            TENANT,
            UUID.randomUUID(),
            "Silent",
            Template.DEVICE_SILENT,
            1,
            rule.severity(),
            Rule.Scope.ALL,
            Set.of(slow.id()),
            true));
    // when
    site.pass(Duration.ofMinutes(61));
    site.turn(); // the device is silent
    site.toner(50); // and came
    site.database.execute("UPDATE device SET last_contact = '" + site.now() + "'");
    site.turnAfter(MINUTES);
    // then
    assertThat(site.sent).hasSize(1);
    site.turnAfter(Duration.ofHours(1));
    assertThat(site.sent).hasSizeGreaterThan(1);
  }

  @Test
  void ends_what_a_rule_found_when_it_looks_no_more_and_tells_nobody() {
    // given
    site.toner(8);
    hour();
    site.sent.clear();
    // when
    site.rules.change(
        TestNotices.ANNA,
        new Rule(
            TENANT,
            rule.id(),
            rule.name(),
            rule.template(),
            10,
            rule.severity(),
            rule.scope(),
            rule.channels(),
            false));
    hour();
    // then
    assertThat(site.notices.openFindings(TENANT)).isZero();
    assertThat(site.sent).isEmpty();
  }

  @Test
  void keeps_a_list_of_what_could_not_be_delivered_and_sends_it_again() {
    // given
    site.answer = new Outcome.Never("550 no such user");
    site.toner(8);
    hour();
    List<Notice> failed = site.notices.list(TENANT, Notice.State.FAILED);
    assertThat(failed).hasSize(2);
    // when
    site.answer = new Outcome.Sent();
    site.notices.sendAgain(TestNotices.ANNA, failed.get(0).id());
    site.turn();
    // then
    assertThat(site.notices.list(TENANT, Notice.State.FAILED)).hasSize(1);
    assertThat(site.sent).last().extracting(Letter::id).isEqualTo(failed.get(0).id());
    assertThatThrownBy(() -> site.notices.sendAgain(TestNotices.OTTO, failed.get(1).id()))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void forgets_what_is_over_after_ninety_days() {
    // given
    site.toner(8);
    hour();
    site.toner(100);
    hour();
    // when
    site.pass(Notices.KEPT.minus(Duration.ofHours(1)));
    site.notices.forget();
    assertThat(site.notices.findings(TENANT, false)).hasSize(1);
    site.pass(Duration.ofHours(3));
    site.notices.forget();
    // then
    assertThat(site.notices.findings(TENANT, false)).isEmpty();
    assertThat(site.notices.list(TENANT, null)).isEmpty();
    assertThat(site.database.value("SELECT count(*) FROM notice_item")).isEqualTo(0L);
  }

  @Test
  void shows_the_key_of_a_webhook_once_and_signs_with_the_newest() {
    // given
    Channel hook = TestNotices.channel("Hook", Channel.Kind.WEBHOOK, "https://hook.example/x");
    String first = site.channels.create(TestNotices.ANNA, hook).key();
    // when
    String second = site.channels.newKey(TestNotices.ANNA, hook.id()).key();
    site.channels.test(TestNotices.ANNA, hook.id());
    site.turn();
    // then
    assertThat(first).startsWith("pltw_").isNotEqualTo(second);
    assertThat(site.sent)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.key()).isNotNull();
              assertThat(letter.key().text()).isEqualTo(second);
            });
  }
}

package io.platen.server.notice.boundary;

import static io.platen.server.testing.TestFleet.DEVICE;
import static io.platen.server.testing.TestFleet.OTHER_TENANT;
import static io.platen.server.testing.TestFleet.TENANT;
import static io.platen.server.testing.TestReport.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.platen.protocol.printer.SupplyLevel;
import io.platen.server.access.boundary.TestCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.fleet.boundary.AlertWordsJson.CommentRequest;
import io.platen.server.fleet.boundary.AlertWordsJson.MuteRequest;
import io.platen.server.fleet.control.AlertWords;
import io.platen.server.notice.boundary.ChannelsResource.ChannelJson;
import io.platen.server.notice.boundary.RulesResource.RuleJson;
import io.platen.server.notice.boundary.WindowsResource.WindowJson;
import io.platen.server.notice.control.ChannelReader;
import io.platen.server.notice.control.Channels;
import io.platen.server.notice.control.Dispatch;
import io.platen.server.notice.control.Notices;
import io.platen.server.notice.control.RuleReader;
import io.platen.server.notice.control.Rules;
import io.platen.server.notice.control.Watch;
import io.platen.server.notice.control.WebhookKeys;
import io.platen.server.notice.control.WindowReader;
import io.platen.server.notice.control.Windows;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import io.platen.server.testing.TestReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules, channels, windows, findings and notices by REST: who may do what, and of which tenant. */
class NoticesOverRestTest {
  private static final Instant START = Instant.parse("2026-11-22T06:00:05Z");
  private static final String LATER = "2026-11-23T06:00:00Z";

  @TempDir private Path folder;
  private TestDatabase database;
  private TestFleet fleet;
  private Channels channels;
  private Desk admin;
  private ChannelJson channel;
  private RuleJson rule;
  private WindowJson window;
  private long finding;

  /** All resources in the hands of one caller. */
  private final class Desk {
    private final RulesResource rules = new RulesResource();
    private final ChannelsResource channels = new ChannelsResource();
    private final WindowsResource windows = new WindowsResource();
    private final FindingsResource findings = new FindingsResource();
    private final NoticesResource notices = new NoticesResource();

    @SuppressWarnings("UnnecessaryAssignment") // there is no container here
    Desk(long tenant, Role role) {
      var caller = TestCaller.of(new Caller(tenant, role.name().toLowerCase(Locale.ROOT), role));
      rules.caller = caller;
      channels.caller = caller;
      windows.caller = caller;
      findings.caller = caller;
      notices.caller = caller;
      rules.rules = new Rules(database.database(), () -> START);
      channels.channels = NoticesOverRestTest.this.channels;
      windows.windows = new Windows(database.database(), () -> START);
      findings.notices = new Notices(database.database(), () -> START);
      findings.words = new AlertWords(database.database(), fleet.changes, () -> START);
      notices.notices = findings.notices;
    }

    /** What only an administrator may do. */
    Map<String, Runnable> administration() {
      Map<String, Runnable> all = new LinkedHashMap<>();
      all.put("make a rule", () -> rules.create(typedRule(channel.id())));
      all.put("change a rule", () -> rules.change(rule.id(), typedRule(channel.id())));
      all.put("delete a rule", () -> rules.delete(rule.id()));
      all.put("make a channel", () -> channels.create(mail("New")));
      all.put("change a channel", () -> channels.change(channel.id(), mail("Desk")));
      all.put("make a key anew", () -> channels.newKey(channel.id()));
      all.put("delete a channel", () -> channels.delete(channel.id()));
      all.put("make a window", () -> windows.create(typedWindow()));
      all.put("delete a window", () -> windows.delete(window.id()));
      return all;
    }

    /** What an operator may do, too. */
    Map<String, Runnable> operation() {
      Map<String, Runnable> all = new LinkedHashMap<>();
      all.put("test a channel", () -> channels.test(channel.id()));
      all.put("acknowledge", () -> findings.acknowledge(finding));
      all.put("mute", () -> findings.mute(finding, new MuteRequest(LATER)));
      all.put("unmute", () -> findings.unmute(finding));
      all.put("comment", () -> findings.comment(finding, new CommentRequest("Ordered")));
      all.put("send again", () -> notices.sendAgain("00000000-0000-4000-8000-00000000000f"));
      return all;
    }
  }

  private static RuleReader.Typed typedRule(String channel) {
    return new RuleReader.Typed(
        "Low toner",
        "supply-percent",
        BigDecimal.TEN,
        "warning",
        null,
        null,
        null,
        List.of(channel),
        true);
  }

  private static ChannelReader.Typed mail(String name) {
    return new ChannelReader.Typed(name, "mail", List.of("desk@fleet.example"), "en", null, null);
  }

  private static WindowReader.Typed typedWindow() {
    return new WindowReader.Typed("Night", null, "Europe/Vienna", null, "20:00", "05:00");
  }

  @BeforeEach
  void open() throws IOException {
    database = TestDatabase.create();
    fleet = new TestFleet(database).withTenants();
    Path secret = Files.writeString(folder.resolve("secret"), "a secret of this test, and long\n");
    channels =
        new Channels(
            database.database(), new WebhookKeys(Optional.of(secret.toString())), () -> START);
    fleet.setTime(START.toString());
    admin = new Desk(TENANT, Role.ADMINISTRATOR);
    channel = (ChannelJson) admin.channels.create(mail("Desk")).getEntity();
    rule = (RuleJson) admin.rules.create(typedRule(channel.id())).getEntity();
    window = (WindowJson) admin.windows.create(typedWindow()).getEntity();
    finding = lowToner();
  }

  private long lowToner() {
    fleet.send(report(DEVICE, 1).at(START).printer("p", 1));
    database.execute("UPDATE device SET state = 'ACTIVE', last_contact = '" + START + "'");
    fleet.send(
        report(DEVICE, 2)
            .on(1)
            .at(START)
            .supplies(
                "p",
                TestReport.toner("1.1", "black", new SupplyLevel.Measured(8, 100L, "percent"))));
    new Watch(database.database(), fleet.changes, () -> START).look();
    new Dispatch(database.database(), () -> START.plusSeconds(600)).dispatch();
    return Long.parseLong(admin.findings.list("open").items().get(0).id());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static int status(Runnable what) {
    Throwable thrown = catchThrowable(what::run);
    return thrown instanceof RefusedException refused ? refused.status() : 0;
  }

  private static void assertAll(Map<String, Runnable> calls, int status) {
    calls.forEach((what, call) -> assertThat(status(call)).as(what).isEqualTo(status));
  }

  @Test
  void a_viewer_sees_rules_windows_and_findings_and_changes_nothing() {
    // given
    Desk viewer = new Desk(TENANT, Role.VIEWER);
    // then
    assertThat(viewer.rules.list().items()).hasSize(1);
    assertThat(viewer.windows.list().items()).hasSize(1);
    assertThat(viewer.findings.get(finding).words()).isEmpty();
    assertThat(status(viewer.channels::list)).isEqualTo(403);
    assertThat(status(() -> viewer.notices.list(null))).isEqualTo(403);
    assertAll(viewer.administration(), 403);
    assertAll(viewer.operation(), 403);
    assertThat(admin.findings.get(finding).finding().acknowledgedBy()).isNull();
    assertThat(admin.rules.list().items()).containsExactly(rule);
  }

  @Test
  void an_operator_works_with_findings_and_makes_no_rule_or_channel() {
    // given
    Desk operator = new Desk(TENANT, Role.OPERATOR);
    // when
    Map<String, Runnable> all = operator.operation();
    all.remove("send again");
    assertAll(all, 0);
    // then
    assertThat(operator.findings.get(finding).finding().acknowledgedBy()).isEqualTo("operator");
    assertThat(operator.findings.get(finding).words()).hasSize(4);
    assertThat(operator.channels.list().items()).hasSize(1);
    assertAll(operator.administration(), 403);
  }

  @Test
  void nothing_of_another_tenant_is_there_whatever_the_role() {
    // given
    Desk other = new Desk(OTHER_TENANT, Role.ADMINISTRATOR);
    // when
    Map<String, Runnable> administration = other.administration();
    List.of("make a rule", "make a channel", "make a window").forEach(administration::remove);
    // then
    assertAll(administration, 404);
    assertAll(other.operation(), 404);
    assertThat(status(() -> other.findings.get(finding))).isEqualTo(404);
    assertThat(status(() -> other.rules.get(rule.id()))).isEqualTo(404);
    assertThat(other.rules.list().items()).isEmpty();
    assertThat(other.channels.list().items()).isEmpty();
    assertThat(other.windows.list().items()).isEmpty();
    assertThat(other.findings.list("open").items()).isEmpty();
    assertThat(other.notices.list(null).items()).isEmpty();
    assertThat(admin.notices.list(null).items()).hasSize(1);
  }

  @Test
  void a_rule_tells_no_channel_of_another_tenant() {
    // given
    Desk other = new Desk(OTHER_TENANT, Role.ADMINISTRATOR);
    // then
    assertThatThrownBy(() -> other.rules.create(typedRule(channel.id())))
        .isInstanceOf(InvalidException.class);
  }

  @Test
  void shows_the_key_of_a_webhook_once() {
    // when
    ChannelJson made =
        (ChannelJson)
            admin
                .channels
                .create(
                    new ChannelReader.Typed(
                        "Hook", "webhook", List.of("https://hook.example/x"), "en", null, null))
                .getEntity();
    // then
    assertThat(made.key()).startsWith("pltw_");
    assertThat(admin.channels.list().items()).hasSize(2).allMatch(each -> each.key() == null);
    assertThat(admin.channels.newKey(made.id()).key()).startsWith("pltw_").isNotEqualTo(made.key());
    assertThat(status(() -> admin.channels.newKey(channel.id()))).isEqualTo(409);
  }
}

package io.platen.server.notice.control;

import static io.platen.server.testing.TestFleet.DEVICE;
import static io.platen.server.testing.TestFleet.TENANT;
import static io.platen.server.testing.TestReport.report;

import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.fleet.control.AlertWords;
import io.platen.server.notice.entity.Channel;
import io.platen.server.notice.entity.Rule;
import io.platen.server.notice.entity.Template;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import io.platen.server.testing.TestReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Rules, channels and notices over a real database, on a clock that a test moves. */
final class TestNotices implements AutoCloseable {
  static final Caller ANNA = new Caller(TENANT, "anna", Role.ADMINISTRATOR);
  static final Caller OTTO = new Caller(TestFleet.OTHER_TENANT, "otto", Role.ADMINISTRATOR);
  static final Instant START = Instant.parse("2026-11-22T06:00:05Z");

  /** For conversations that end by themselves. */
  static final Deadline NO_DEADLINE = new Deadline(never(), Duration.ofDays(1));

  static final NoticeText TEXT = new NoticeText("https://fleet.example:8444");

  static final WebhookKeys KEYS = new WebhookKeys("a secret of this test, and long");

  final TestDatabase database = TestDatabase.create();
  final TestFleet fleet = new TestFleet(database).withTenants();
  final TableOutbox outbox = new TableOutbox(database.database(), KEYS);
  final List<Letter> sent = new ArrayList<>();
  final Rules rules = new Rules(database.database(), clock());
  final Channels channels = new Channels(database.database(), KEYS, clock());
  final Windows windows = new Windows(database.database(), clock());
  final Notices notices = new Notices(database.database(), clock());
  final AlertWords words = new AlertWords(database.database(), fleet.changes, clock());
  Outcome answer = new Outcome.Sent();
  private Instant now = START;
  private long sequence = 1;

  TestNotices() {
    fleet.send(report(DEVICE, 1).at(START).printer("p", 1));
    database.execute("UPDATE device SET state = 'ACTIVE', last_contact = '" + START + "'");
  }

  /** Whose tasks nobody waits for. */
  private static ScheduledExecutorService never() {
    ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(0);
    scheduler.setRemoveOnCancelPolicy(true);
    return scheduler;
  }

  InstantSource clock() {
    return () -> now;
  }

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
    fleet.setTime(now.toString());
  }

  /** The black toner of the printer is read at so many percent. */
  void toner(int percent) {
    sequence++;
    fleet.send(
        report(DEVICE, sequence)
            .on(sequence - 1)
            .at(now)
            .supplies(
                "p",
                TestReport.toner(
                    "1.1", "black", new SupplyLevel.Measured(percent, 100L, "percent"))));
  }

  static Channel mail(String... addresses) {
    return channel("Desk", Channel.Kind.MAIL, addresses);
  }

  static Channel channel(String name, Channel.Kind kind, String... targets) {
    return new Channel(
        TENANT,
        UUID.randomUUID(),
        name,
        kind,
        List.of(targets),
        "en",
        Channel.USUAL_DIGEST,
        Channel.USUAL_LIMIT);
  }

  static Rule rule(Template template, int threshold, Channel... channels) {
    return new Rule(
        TENANT,
        UUID.randomUUID(),
        template.token(),
        template,
        threshold,
        Severity.WARNING,
        Rule.Scope.ALL,
        Set.of(List.of(channels).stream().map(Channel::id).toArray(UUID[]::new)),
        true);
  }

  /** A rule for low toner at 10 % that tells this channel. */
  Rule lowToner(Channel channel) {
    channels.create(ANNA, channel);
    return rules.create(ANNA, rule(Template.SUPPLY_PERCENT, 10, channel));
  }

  Watch watch() {
    return new Watch(database.database(), fleet.changes, clock());
  }

  Dispatch dispatch() {
    return new Dispatch(database.database(), clock());
  }

  Sender sender() {
    return letter -> {
      sent.add(letter);
      return answer;
    };
  }

  Delivery delivery(Sender sender) {
    return new Delivery(outbox, sender, TEXT, new Backoff(() -> 1), clock());
  }

  /** What each node does every few seconds. */
  void turn() {
    turn(sender());
  }

  void turn(Sender sender) {
    watch().look();
    dispatch().dispatch();
    delivery(sender).deliver(Channel.Kind.MAIL);
    delivery(sender).deliver(Channel.Kind.WEBHOOK);
  }

  /** Long enough for a rule to be looked at again, and for a digest to go. */
  void turnAfter(Duration time) {
    pass(time);
    turn();
  }

  @Override
  public void close() {
    database.close();
  }
}

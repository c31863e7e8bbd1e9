package io.platen.server.console;

import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.server.console.view.AlertView;
import io.platen.server.console.view.Badge;
import io.platen.server.console.view.ChannelsView;
import io.platen.server.console.view.Fact;
import io.platen.server.console.view.FindingList;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.NoticeLine;
import io.platen.server.console.view.NoticeList;
import io.platen.server.console.view.RuleView;
import io.platen.server.console.view.RulesView;
import io.platen.server.console.view.RulesView.Choice;
import io.platen.server.console.view.Shell;
import io.platen.server.console.view.State;
import io.platen.server.console.view.WindowsView;
import io.platen.server.console.view.Words;
import io.platen.server.notice.entity.Channel;
import io.platen.server.notice.entity.Condition;
import io.platen.server.notice.entity.Condition.Place;
import io.platen.server.notice.entity.Finding;
import io.platen.server.notice.entity.Notice;
import io.platen.server.notice.entity.Rule;
import io.platen.server.notice.entity.Template;
import io.platen.server.notice.entity.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/** Pages about rules and notices, with each look that they can have. */
final class NoticeSamples {
  private static final Instant NOW = Samples.NOW;
  private static final UUID SITE = new UUID(9, 1);
  private static final Channel DESK =
      new Channel(
          1,
          new UUID(4, 1),
          "Service desk <b>",
          Channel.Kind.MAIL,
          List.of("desk@example.org", "night@example.org"),
          "en",
          Duration.ofMinutes(2),
          30);
  private static final Channel HOOK =
      new Channel(
          1,
          new UUID(4, 2),
          "ERP",
          Channel.Kind.WEBHOOK,
          List.of("https://erp.example.org/platen?team=7"),
          "de",
          Duration.ZERO,
          100);

  private final Words words;
  private final NoticeViews views;

  NoticeSamples(Words words) {
    this.words = words;
    this.views = new NoticeViews(words);
  }

  Map<String, Map.Entry<String, Map<String, Object>>> pages(
      BiFunction<String, String, Shell> shell) {
    Map<String, Map.Entry<String, Map<String, Object>>> pages = new LinkedHashMap<>();
    Shell findings = shell.apply("findings.title", "notices");
    pages.put("findings", page("findings", findings, findings(true)));
    pages.put(
        "findings-none", page("findings", findings, new FindingList(List.of(), "open", 0, true)));
    pages.put(
        "findings-no-rules",
        page("findings", findings, new FindingList(List.of(), "open", 0, false)));
    Shell alert = shell.apply("alert.title", "alerts");
    pages.put("alert", page("alert", alert, alert(true)));
    pages.put("alert-viewer", page("alert", alert, alert(false)));
    Shell rules = shell.apply("rules.title", "notices");
    pages.put("rules", page("rules", rules, rules(true)));
    pages.put("rules-none", page("rules", rules, new RulesView(List.of(), List.of(), false)));
    Shell rule = shell.apply("rules.template.supply-percent", "notices");
    pages.put("rule", page("rule", rule, rule(true)));
    pages.put("rule-wrong", page("rule", rule, rule(false)));
    Shell channels = shell.apply("channels.title", "notices");
    pages.put("channels", page("channels", channels, channels(true)));
    pages.put("channels-none", page("channels", channels, channels(false)));
    Shell windows = shell.apply("windows.title", "notices");
    pages.put("windows", page("windows", windows, windows(true)));
    pages.put("windows-wrong", page("windows", windows, windows(false)));
    Shell notices = shell.apply("notices.title", "notices");
    pages.put("notices", page("notices", notices, new NoticeList(lines(), "all", true)));
    pages.put("notices-none", page("notices", notices, new NoticeList(List.of(), "failed", false)));
    return pages;
  }

  private static Map.Entry<String, Map<String, Object>> page(
      String template, Shell shell, Object view) {
    return Map.entry(template, Map.of("shell", shell, "view", view));
  }

  private static Finding finding(Template template, Severity severity, String... detail) {
    boolean printers = template.isOfPrinters();
    return new Finding(
        1,
        template.usual(),
        new UUID(3, 1),
        "Rule <" + template.token() + ">",
        template,
        severity,
        "Graz-01",
        new Condition(
            "x",
            new Place(
                SITE, printers ? 1L : null, printers ? "KM C368 · Flur 2 <b>" : "Graz-01", null),
            true,
            List.of(detail)),
        NOW.minusSeconds(7_200),
        template == Template.COUNTER_FELL ? NOW : null,
        template == Template.SUPPLY_DAYS ? "anna" : null,
        template == Template.DEVICE_SILENT ? NOW.plusSeconds(36_000) : null);
  }

  private FindingList findings(boolean open) {
    List<Finding> all =
        List.of(
            finding(Template.SUPPLY_PERCENT, Severity.WARNING, "Toner magenta <b>", "8"),
            finding(Template.SUPPLY_DAYS, Severity.OTHER, "Toner black", "9", "1.4", "41"),
            finding(Template.PRINTER_STOPPED, Severity.CRITICAL, "Paper jam, tray 2"),
            finding(Template.DEVICE_SILENT, Severity.CRITICAL, "2026-11-21 08:00 UTC"),
            finding(Template.COUNTER_FELL, Severity.WARNING, "Pages", "33810", "12"),
            finding(
                Template.INTERCEPTOR_SEEN,
                Severity.CRITICAL,
                "update1.example.org",
                "CN=" + "Very long name of a proxy ".repeat(12)));
    return new FindingList(all.stream().map(views::line).toList(), open ? "open" : "over", 5, true);
  }

  private List<NoticeLine> lines() {
    return Arrays.stream(Notice.State.values())
        .map(
            state ->
                views.line(
                    new Notice(
                        new UUID(8, state.name().length()),
                        DESK.id(),
                        DESK.name(),
                        state == Notice.State.FAILED
                            ? HOOK.targets().get(0)
                            : DESK.targets().get(0),
                        state,
                        state == Notice.State.SENT ? 3 : state == Notice.State.FAILED ? 1 : 0,
                        NOW.minusSeconds(4_000),
                        state == Notice.State.SENT ? 1 : 4,
                        NOW.plusSeconds(900),
                        state == Notice.State.WAITING ? null : NOW,
                        state == Notice.State.SENT
                            ? null
                            : "The mail server refuses it: 550 5.1.1 <b> no such user here"),
                    true))
        .toList();
  }

  private AlertView alert(boolean acting) {
    return new AlertView(
        "/findings",
        words.t("findings.title"),
        "/findings/3",
        new Badge(State.PROBLEM, words.t("word.critical")),
        "Paper jam, tray 2 <b>",
        "/printers/1",
        "KM C368 · Flur 2",
        List.of(
            new Fact(words.t("alert.codeOf"), "8", false),
            new Fact(words.t("alert.part"), "media-path", false),
            new Fact(words.t("alert.training"), words.t("alert.training.untrained"), false)),
        List.of(
            new AlertView.Event(NOW.minusSeconds(7_200), words.t("alert.raised"), null, null),
            new AlertView.Event(
                NOW.minusSeconds(3_600), words.t("handling.acknowledged"), "anna", null),
            new AlertView.Event(
                NOW.minusSeconds(600),
                words.t("handling.commented"),
                "berta@example.org",
                "Ordered a roller. <b>\nComes on Thursday.")),
        acting ? lines() : List.of(),
        new AlertView.Handled(!acting, acting ? NOW.plusSeconds(36_000) : null),
        acting
            ? new Form(Map.of(), Map.of("text", words.t("handling.wrongText", 2_000)))
            : Form.EMPTY,
        acting);
  }

  private RulesView rules(boolean changing) {
    List<RulesView.Line> lines =
        Arrays.stream(Template.values())
            .map(
                template ->
                    views.line(
                        new Rule(
                            1,
                            new UUID(3, template.name().length()),
                            words.t("rules.template." + template.token()),
                            template,
                            template.usual(),
                            template == Template.PRINTER_STOPPED
                                ? Severity.CRITICAL
                                : Severity.WARNING,
                            template == Template.SUPPLY_PERCENT
                                ? new Rule.Scope(SITE, "Floor <2>", "Kyocera")
                                : Rule.Scope.ALL,
                            template == Template.COUNTER_FELL
                                ? Set.of()
                                : Set.of(DESK.id(), HOOK.id()),
                            template != Template.PRINTER_SILENT),
                        Map.of(SITE, "Graz-01"),
                        Map.of(DESK.id(), DESK, HOOK.id(), HOOK)))
            .toList();
    return new RulesView(
        lines,
        Arrays.stream(Template.values())
            .map(each -> new Choice(each.token(), views.template(each)))
            .toList(),
        changing);
  }

  private RuleView rule(boolean right) {
    Template template = Template.SUPPLY_PERCENT;
    Form usual = RuleForm.usual(template, words);
    return new RuleView(
        right ? new UUID(3, 1).toString() : "",
        template.token(),
        words.t("rules.unit.percent"),
        words.t("rules.bounds", template.least(), template.most()),
        true,
        List.of(new Choice(SITE.toString(), "Graz-01")),
        right
            ? List.of(
                new Choice(DESK.id().toString(), DESK.name()),
                new Choice(HOOK.id().toString(), HOOK.name()))
            : List.of(),
        right
            ? usual
            : new Form(
                Map.of("threshold", "\"<>"), Map.of("threshold", words.t("rules.bounds", 1, 99))),
        right);
  }

  private ChannelsView channels(boolean some) {
    return new ChannelsView(
        some ? List.of(ChannelsPage.line(DESK, words), ChannelsPage.line(HOOK, words)) : List.of(),
        some ? HOOK.id().toString() : "",
        some
            ? new Form(Map.of("kind", "webhook", "name", "ERP", "language", "de"), Map.of())
            : new Form(Map.of("kind", "mail"), Map.of("targets", words.t("notices.wrong.targets"))),
        some ? "pltw_example" : null,
        some,
        true);
  }

  private WindowsView windows(boolean some) {
    Window night =
        new Window(
            1,
            new UUID(6, 1),
            "Cleaning <b>",
            SITE,
            ZoneId.of("Europe/Vienna"),
            Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
            LocalTime.of(8, 0),
            LocalTime.of(20, 0));
    Window daily =
        new Window(
            1,
            new UUID(6, 2),
            "Nights",
            null,
            ZoneId.of("UTC"),
            Set.of(DayOfWeek.values()),
            LocalTime.of(22, 0),
            LocalTime.of(5, 30));
    Map<String, String> names = Map.of(SITE.toString(), "Graz-01");
    return new WindowsView(
        some
            ? List.of(WindowsPage.line(night, names, words), WindowsPage.line(daily, names, words))
            : List.of(),
        List.of(new Choice(SITE.toString(), "Graz-01")),
        some
            ? new Form(Map.of("zone", "Europe/Vienna", "day-monday", "on"), Map.of())
            : new Form(
                Map.of("zone", "Mars/Olympus"),
                Map.of(
                    "zone", words.t("notices.wrong.zone"), "days", words.t("notices.wrong.days"))),
        true);
  }
}

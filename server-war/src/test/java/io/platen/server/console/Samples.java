package io.platen.server.console;

import io.platen.protocol.registry.DataClasses;
import io.platen.server.console.view.AlertChart;
import io.platen.server.console.view.AlertLine;
import io.platen.server.console.view.AlertList;
import io.platen.server.console.view.AlertQuery;
import io.platen.server.console.view.Assets;
import io.platen.server.console.view.Badge;
import io.platen.server.console.view.DeviceList;
import io.platen.server.console.view.DeviceRow;
import io.platen.server.console.view.DeviceView;
import io.platen.server.console.view.Fact;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.MatchView;
import io.platen.server.console.view.MemberLine;
import io.platen.server.console.view.MergeView;
import io.platen.server.console.view.MeterLine;
import io.platen.server.console.view.MeterSeries;
import io.platen.server.console.view.ModelLine;
import io.platen.server.console.view.Overview;
import io.platen.server.console.view.PolicyView;
import io.platen.server.console.view.PrinterList;
import io.platen.server.console.view.PrinterQuery;
import io.platen.server.console.view.PrinterRow;
import io.platen.server.console.view.PrinterView;
import io.platen.server.console.view.ProfileLine;
import io.platen.server.console.view.ProfilesView;
import io.platen.server.console.view.RawLine;
import io.platen.server.console.view.Shell;
import io.platen.server.console.view.State;
import io.platen.server.console.view.SupplyBar;
import io.platen.server.console.view.TrayLine;
import io.platen.server.console.view.Viewer;
import io.platen.server.console.view.Words;
import io.platen.server.policy.control.Policies;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** A small invented fleet that holds each look a page can have. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-22T09:42:10Z");

  private final Words words;
  private final Assets assets;

  Samples(Locale locale, Assets assets) {
    this.words = Words.in(locale, ZoneOffset.UTC, NOW);
    this.assets = assets;
  }

  /** Template name and parameters of each page, by a file name. */
  Map<String, Map.Entry<String, Map<String, Object>>> pages() {
    Map<String, Map.Entry<String, Map<String, Object>>> pages = new LinkedHashMap<>();
    pages.put(
        "overview", page("overview", shell("overview.title", "overview"), "view", overview()));
    pages.put(
        "overview-empty", page("overview", shell("overview.title", "overview"), "view", nothing()));
    pages.put("alerts", page("alerts", shell("alerts.title", "alerts"), "list", alertList(true)));
    pages.put(
        "alerts-none", page("alerts", shell("alerts.title", "alerts"), "list", alertList(false)));
    pages.put(
        "printers",
        page(
            "printers", shell("printers.title", "printers"), "list", list(PrinterQuery.ALL, true)));
    pages.put(
        "printers-inspector",
        page(
            "printers",
            shell("printers.title", "printers"),
            "list",
            list(PrinterQuery.ALL.select("2"), true)));
    pages.put(
        "printers-none",
        page(
            "printers",
            shell("printers.title", "printers"),
            "list",
            list(PrinterQuery.ALL.withText("Kyo<b>").with(State.PROBLEM), false)));
    pages.put(
        "printer",
        page("printer", literal("KM C368 · Flur 2", "printers"), "printer", printer(true)));
    pages.put(
        "printer-bare",
        page("printer", literal("KM C368 · Flur 2", "printers"), "printer", printer(false)));
    pages.put(
        "devices",
        page(
            "devices",
            shell("devices.title", "devices"),
            "list",
            new DeviceList(devices(), Form.EMPTY)));
    pages.put(
        "devices-empty",
        page(
            "devices",
            shell("devices.title", "devices"),
            "list",
            new DeviceList(List.of(), wrong("name", words.t("devices.blankName")))));
    pages.put("device", page("device", literal("Graz-01", "devices"), "device", device(true)));
    pages.put(
        "device-wrong", page("device", literal("Graz-01", "devices"), "device", device(false)));
    pages.put(
        "profiles", page("profiles", shell("profiles.title", "profiles"), "view", profiles(true)));
    pages.put(
        "profiles-none",
        page("profiles", shell("profiles.title", "profiles"), "view", profiles(false)));
    pages.put(
        "policy",
        page(
            "policy",
            shell("policy.title", "policy"),
            "view",
            policy(PolicyForm.of(Policies.USUAL))));
    pages.put(
        "policy-wrong",
        page(
            "policy",
            shell("policy.title", "policy"),
            "view",
            policy(wrong("interval", words.t("policy.wrongInterval")))));
    MatchView match = match();
    pages.put(
        "matches", page("matches", shell("matches.title", "matches"), "pairs", List.of(match)));
    pages.put(
        "matches-none", page("matches", shell("matches.title", "matches"), "pairs", List.of()));
    pages.put(
        "merge",
        page(
            "merge",
            shell("merge.title", "printers"),
            "view",
            new MergeView(match.one(), match, List.of(), Form.EMPTY)));
    pages.put(
        "merge-search",
        page(
            "merge",
            shell("merge.title", "printers"),
            "view",
            new MergeView(
                match.one(),
                null,
                List.of(match.other()),
                wrong("with", words.t("merge.nothing")))));
    pages.put(
        "split",
        Map.entry(
            "split",
            Map.of(
                "shell",
                shell("split.title", "printers"),
                "printer",
                match.one(),
                "member",
                members().get(1))));
    pages.put("sign-in", door("signIn", "signIn.title", Form.EMPTY));
    pages.put(
        "sign-in-refused",
        door("signIn", "signIn.title", wrong("user", words.t("signIn.refused"))));
    pages.put("setup", door("setup", "setup.title", Form.EMPTY));
    pages.put(
        "setup-wrong", door("setup", "setup.title", wrong("token", words.t("setup.wrongToken"))));
    pages.putAll(new PeopleSamples(words).pages(this::shell));
    pages.putAll(new RolloutSamples(words).pages(this::shell));
    pages.putAll(new ReleaseSamples(words).pages(shell("releases.title", "releases")));
    pages.putAll(new CommandSamples(words).pages(this::shell));
    pages.putAll(new NoticeSamples(words).pages(this::shell));
    pages.put("invitation", invitation("anna", wrong("password", words.t("password.simple"))));
    pages.put("invitation-gone", invitation("", Form.EMPTY));
    pages.put(
        "failure",
        Map.entry(
            "failure",
            Map.of(
                "shell",
                shell("failure.notFound", ""),
                "why",
                words.t("failure.notFound.why"),
                "next",
                words.t("failure.notFound.next"),
                "code",
                "404")));
    return pages;
  }

  private PolicyView policy(Form form) {
    return new PolicyView(
        form,
        DataClasses.maskable().stream()
            .map(each -> new PolicyView.MaskLine(each, words.t("dataClass." + each)))
            .toList(),
        form.isWrong());
  }

  private static List<MemberLine> members() {
    String graz = "0e7c1f6a-52b7-4d0c-9a39-6f5f6b1f2a01";
    return List.of(
        new MemberLine(
            "1", true, graz, "Graz-01", "sn-A7PU021001234", NOW.minusSeconds(240), false),
        new MemberLine(
            "9", false, graz, "Graz <2>", "mac-00206b112233", NOW.minusSeconds(9_000), true));
  }

  private MatchView match() {
    return new MatchView(
        new MatchView.Side("1", "KM C368"),
        new MatchView.Side("9", "Konica Minolta bizhub C368 <b>"),
        List.of(
            row("fact.serial", "A7PU021001234", "A7PU021001234", true),
            row("fact.mac", "00:20:6b:11:22:33", "00:20:6b:44:55:66", false),
            row("fact.address", "10.8.2.41", null, false)),
        List.of(words.t("evidence.serial_and_maker")),
        List.of(words.t("evidence.other_mac")));
  }

  private MatchView.Row row(
      String key, String one, @org.jspecify.annotations.Nullable String other, boolean same) {
    String name = words.t(key);
    return new MatchView.Row(new Fact(name, one, true), new Fact(name, other, true), same);
  }

  private ProfilesView profiles(boolean some) {
    if (!some) {
      return new ProfilesView(List.of(), List.of(), Form.EMPTY, false);
    }
    ModelLine model =
        new ModelLine(
            "Inkwell & <b> C 400",
            3,
            "17",
            List.of(
                new Fact(words.t("fact.sysObjectId"), "1.3.6.1.4.1.32473.20.1.1.4", true),
                new Fact(words.t("fact.sysDescr"), "Inkwell C 400, network card 1.2", true),
                new Fact(words.t("fact.deviceId"), null, true)),
            "<profile xmlns=\"urn:platen:printer-profile:1\" id=\"inkwell\" version=\"1\">\n");
    return new ProfilesView(
        List.of(
            new ProfileLine("canon", 7, "Canon", NOW.minusSeconds(86_400), "anna"),
            new ProfileLine("generic", 12, null, NOW.minusSeconds(9_000_000), "berta")),
        List.of(model, model),
        wrong("profile", words.t("entry.line", 4, "<meter>: the registry has no all-pages")),
        true);
  }

  private static Map.Entry<String, Map<String, Object>> page(
      String template, Shell shell, String name, Object view) {
    return Map.entry(template, Map.of("shell", shell, name, view));
  }

  private Map.Entry<String, Map<String, Object>> door(String template, String title, Form form) {
    Shell shell = new Shell(words.t(title), "", null, words, assets, "/sign-in", "");
    return Map.entry(
        template,
        template.equals("signIn")
            ? Map.of("shell", shell, "form", form, "back", "/overview")
            : Map.of("shell", shell, "form", form));
  }

  private Map.Entry<String, Map<String, Object>> invitation(String user, Form form) {
    Shell shell = new Shell(words.t("invitation.title"), "", null, words, assets, "/", "");
    return Map.entry(
        "invitation",
        Map.of("shell", shell, "form", form, "code", "c<o>", "user", user, "tenant", "Büro <b>"));
  }

  private static Form wrong(String field, String text) {
    return new Form(Map.of(field, "as typed \"<>"), Map.of(field, text));
  }

  private Shell shell(String title, String nav) {
    return literal(words.t(title), nav);
  }

  private Shell literal(String title, String nav) {
    Viewer viewer =
        new Viewer("operator", "Nordlicht Büro", "system", "comfortable", 4812, 212, true);
    return new Shell(title, nav, viewer, words, assets, "/" + nav, "n-1");
  }

  private Overview overview() {
    return new Overview(
        List.of(
            new Overview.Need(
                State.PROBLEM, words.t("overview.need.problem", 3), "/printers?state=problem"),
            new Overview.Need(
                State.ATTENTION,
                words.t("overview.need.attention", 37),
                "/printers?state=attention"),
            new Overview.Need(State.SILENT, words.t("overview.need.devices", 1), "/devices")),
        Map.of(
            State.OK,
            4551L,
            State.ATTENTION,
            158L,
            State.PROBLEM,
            9L,
            State.SILENT,
            71L,
            State.UNKNOWN,
            23L),
        4812,
        318,
        List.of(3L, 0L, 5L, 9L, 8L, 7L, 9L, 4L, 2L, 1L, 0L, 12L),
        alerts());
  }

  private Overview nothing() {
    return new Overview(List.of(), Map.of(), 0, 0, List.of(), List.of());
  }

  private List<AlertLine> alerts() {
    return List.of(
        new AlertLine(
            "1",
            badge(State.PROBLEM, "word.stopped"),
            "Paper jam, tray 2",
            "mediaPath",
            "1",
            "KM C368 · Flur 2",
            NOW.minusSeconds(360),
            null,
            words.span(Duration.ofMinutes(6)),
            words.t("alert.traps", 3),
            words.t("handling.by", "anna <b>")),
        new AlertLine(
            "2",
            badge(State.ATTENTION, "word.warning"),
            "Toner low: magenta",
            "markerSupplies",
            "1",
            "KM C368 · Flur 2",
            NOW.minusSeconds(7200),
            null,
            words.span(Duration.ofHours(2)),
            null,
            null),
        new AlertLine(
            "3",
            badge(State.OK, "word.over"),
            "Cover open",
            "cover",
            "2",
            "TASKalfa 3554ci",
            NOW.minusSeconds(90000),
            NOW.minusSeconds(86400),
            words.span(Duration.ofHours(1)),
            null,
            null));
  }

  private AlertList alertList(boolean some) {
    return new AlertList(
        some ? alerts() : List.of(),
        AlertQuery.USUAL,
        some ? 2 : 0,
        some ? 3 : 0,
        some ? alertChart() : null,
        null,
        some ? AlertQuery.USUAL.after("x").href() : null);
  }

  private AlertChart alertChart() {
    return new AlertChart(
        words.moment(NOW.minusSeconds(604_800)),
        words.moment(NOW),
        List.of(
            new AlertChart.Lane(
                "1",
                "KM C368 · Flur 2",
                words.t("alerts.lane", "KM C368 · Flur 2", 2),
                List.of(
                    new AlertChart.Bar(300, 120, State.ATTENTION, false, "Toner low"),
                    new AlertChart.Bar(960, 40, State.PROBLEM, true, "Paper jam"))),
            new AlertChart.Lane(
                "2",
                "TASKalfa 3554ci",
                words.t("alerts.lane", "TASKalfa 3554ci", 1),
                List.of(new AlertChart.Bar(520, 8, State.UNKNOWN, false, "Cover open")))));
  }

  private Badge badge(State state, String key) {
    return new Badge(state, words.t(key));
  }

  private SupplyBar percent(String letter, String ink, String name, int percent) {
    boolean low = percent < SupplyBar.THRESHOLD;
    return new SupplyBar(
        letter,
        ink,
        name,
        SupplyBar.Look.PERCENT,
        percent,
        low,
        words.t("supply.percent", percent),
        words.t(low ? "supply.label.low" : "supply.label.percent", name, percent),
        "TN514" + letter);
  }

  private List<SupplyBar> colours() {
    return List.of(
        percent("K", "k", "Toner Black", 74),
        percent("C", "c", "Toner Cyan", 31),
        percent("M", "m", "Toner Magenta", 2),
        percent("Y", "y", "Toner Yellow", 64));
  }

  private List<SupplyBar> odd() {
    return List.of(
        new SupplyBar(
            "K",
            "k",
            "Toner Black",
            SupplyBar.Look.REPLACED,
            98,
            false,
            words.t("supply.new", 98),
            words.t("supply.label.new", "Toner Black", 98),
            null),
        new SupplyBar(
            "",
            "n",
            "Waste toner",
            SupplyBar.Look.PERCENT,
            93,
            true,
            words.t("supply.full", 93),
            words.t("supply.label.nearlyFull", "Waste toner", 93),
            "WX-105 waste box",
            true,
            NOW.minusSeconds(90_000)),
        new SupplyBar(
            "",
            "n",
            "Drum",
            SupplyBar.Look.UNKNOWN,
            0,
            false,
            words.t("supply.unknown"),
            words.t("supply.label.unknown", "Drum"),
            null),
        new SupplyBar(
            "",
            "n",
            "Staples",
            SupplyBar.Look.UNLIMITED,
            0,
            false,
            words.t("supply.unlimited"),
            words.t("supply.label.unlimited", "Staples"),
            null));
  }

  private List<PrinterRow> rows() {
    List<SupplyBar> all = new java.util.ArrayList<>(colours());
    all.addAll(odd().subList(1, 4));
    return List.of(
        new PrinterRow(
            "1",
            badge(State.PROBLEM, "word.stopped"),
            "KM C368 · Flur 2",
            "bizhub C368",
            "A7PU021001234",
            "10.8.2.41",
            "Graz",
            all,
            NOW.minusSeconds(240)),
        new PrinterRow(
            "2",
            badge(State.ATTENTION, "word.low"),
            "TASKalfa 3554ci",
            "TASKalfa 3554ci",
            "RCB1504411",
            "10.8.2.57",
            "Köln-2, Erdgeschoss links, neben der Teeküche",
            colours(),
            NOW.minusSeconds(540)),
        new PrinterRow(
            "3",
            new Badge(State.SILENT, words.t("word.silent", words.t("age.days", 3))),
            "HP M507 · Empfang",
            "LaserJet M507",
            "PHBV300112",
            "10.8.2.60",
            "Wien",
            odd().subList(2, 3),
            NOW.minusSeconds(3 * 86400)),
        new PrinterRow(
            "4",
            badge(State.OK, "word.fine"),
            "OKI C844",
            "C844",
            null,
            "10.8.2.61",
            null,
            colours(),
            NOW.minusSeconds(660)),
        new PrinterRow(
            "5",
            badge(State.PROBLEM, "word.unreachable"),
            "Printer with a name that is longer than anyone should give one",
            "X",
            "X-1",
            "2001:db8:85a3:8d3:1319:8a2e:370:7348",
            "Leipzig",
            odd(),
            NOW.minusSeconds(12)),
        new PrinterRow(
            "6",
            badge(State.UNKNOWN, "word.unknown"),
            "10.8.2.77",
            null,
            null,
            "10.8.2.77",
            null,
            List.of(),
            NOW.minusSeconds(4000)));
  }

  private PrinterList list(PrinterQuery query, boolean some) {
    PrinterView selected = query.selected().isEmpty() ? null : printer(true);
    return new PrinterList(
        query,
        some ? rows() : List.of(),
        some ? 6 : 0,
        4812,
        List.of("Konica Minolta", "Kyocera", "HP"),
        some ? "/printers?after=x" : null,
        null,
        selected);
  }

  private PrinterView printer(boolean full) {
    PrinterRow row = rows().get(full ? 0 : 5);
    List<Fact> facts =
        List.of(
            new Fact(words.t("fact.maker"), full ? "Konica Minolta" : null, false),
            new Fact(words.t("fact.model"), row.model(), false),
            new Fact(words.t("fact.serial"), row.serial(), true),
            new Fact(words.t("fact.address"), row.address(), true),
            new Fact(words.t("fact.location"), row.location(), false));
    if (!full) {
      return new PrinterView(
          row, null, null, List.of(), facts, List.of(), List.of(), null, List.of(), "30d",
          List.of(), null, List.of(), List.of(), List.of());
    }
    MeterSeries series =
        new MeterSeries(
            "total-impressions",
            words.t("meter.total-impressions"),
            words.t("unit.impressions"),
            IntStream.range(0, 60)
                .mapToObj(
                    i ->
                        new MeterSeries.Point(
                            NOW.minusSeconds((60L - i) * 43200L),
                            400_000L + i * 205L + (i % 7) * 20L))
                .toList());
    return new PrinterView(
        row,
        "d1",
        "Graz-01",
        List.of("Paper jam in tray 2", "Open cover A"),
        facts,
        row.supplies(),
        List.of(
            new MeterLine(
                "total-impressions", words.t("meter.total-impressions"), "412 306", "", null),
            new MeterLine(
                "mono-impressions", words.t("meter.mono-impressions"), "300 120", "", null),
            new MeterLine(
                "colour-impressions",
                words.t("meter.colour-impressions"),
                "112 186",
                "",
                NOW.minusSeconds(90_000))),
        series,
        List.of("total-impressions"),
        "30d",
        alerts(),
        alertChart(),
        List.of(
            new TrayLine("Tray 1", "A4 plain", words.t("supply.percent", 50), null),
            new TrayLine("Tray 2", null, words.t("supply.unknown"), NOW.minusSeconds(90_000))),
        List.of(
            new RawLine("sysDescr", "KONICA MINOLTA bizhub C368", "", NOW.minusSeconds(240)),
            new RawLine("sysObjectID", null, "", NOW.minusSeconds(240)),
            new RawLine(
                "total-impressions",
                "412306 impressions",
                "SNMP 1.3.6.1.2.1.43.10.2.1.4.1.1 + IPP printer-impressions-completed",
                NOW.minusSeconds(90_000))),
        members());
  }

  private List<DeviceRow> devices() {
    return List.of(
        new DeviceRow(
            "d1",
            badge(State.OK, "word.online"),
            "Graz-01",
            14,
            false,
            NOW.minusSeconds(120),
            NOW.minusSeconds(120)),
        new DeviceRow(
            "d2",
            new Badge(State.SILENT, words.t("word.silent", words.t("age.hours", 26))),
            "Wien-3",
            31,
            true,
            NOW.minusSeconds(93600),
            NOW.minusSeconds(93600)),
        new DeviceRow(
            "d3", badge(State.UNKNOWN, "word.waiting"), "Leipzig-02", 0, false, null, null));
  }

  private DeviceView device(boolean right) {
    Form entry =
        right
            ? Form.EMPTY
            : new Form(
                Map.of(
                    "target",
                    "10.8.2.41/24",
                    "version",
                    "3",
                    "port",
                    "70000",
                    "user",
                    "fleet",
                    "auth",
                    "sha-512",
                    "authPassword",
                    "never-again"),
                Map.of(
                    "authPassword",
                    words.t("entry.wrongAuthPassword"),
                    "target",
                    words.t("entry.hostBits", "10.8.2.41/24", "10.8.2.0/24"),
                    "port",
                    words.t("entry.wrongPort", "70000")));
    return new DeviceView(
        devices().get(right ? 0 : 2),
        DeviceViews.moves(right ? "ACTIVE" : "HIBERNATING"),
        words.t(right ? "device.deactivateHint" : "device.hibernatingHint"),
        !right,
        List.of(
            new Fact(words.t("device.id"), "3f0e2a3c-7a1b-4f5e-9a51-0d2f4b6c8e10", true),
            new Fact(words.t("device.software"), right ? "0.1.0" : null, false)),
        right
            ? new DeviceView.Activation(
                "7KQ2-9F3M-T8WX-R5VN-5",
                "platen://fleet.example.org:8445/7ZZZZZZZZZZZZG000000000000/7KQ2-9F3M-T8WX-R5VN-5",
                words.t("activation.until", "28 Nov, 12:00"),
                null,
                true)
            : new DeviceView.Activation(
                null, null, words.t("activation.waits"), "lusab babad gutih tugad", true),
        right
            ? List.of(
                new DeviceView.EntryLine(
                    "9",
                    "Network",
                    "10.8.2.0/24",
                    "10.8.2.1, 10.8.2.10-10.8.2.20",
                    "SNMP v2c, port 161",
                    254))
            : List.of(),
        right ? rows() : List.of(),
        entry,
        Form.EMPTY);
  }
}

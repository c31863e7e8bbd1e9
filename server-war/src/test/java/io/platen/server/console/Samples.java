package io.platen.server.console;

import io.platen.protocol.registry.DataClasses;
import io.platen.server.console.view.Assets;
import io.platen.server.console.view.Badge;
import io.platen.server.console.view.DeviceList;
import io.platen.server.console.view.Fact;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.MatchView;
import io.platen.server.console.view.MergeView;
import io.platen.server.console.view.ModelLine;
import io.platen.server.console.view.PolicyView;
import io.platen.server.console.view.PrinterQuery;
import io.platen.server.console.view.ProfileLine;
import io.platen.server.console.view.ProfilesView;
import io.platen.server.console.view.Shell;
import io.platen.server.console.view.State;
import io.platen.server.console.view.Viewer;
import io.platen.server.console.view.Words;
import io.platen.server.policy.control.Policies;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A small invented fleet that holds each look a page can have. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-22T09:42:10Z");

  private final Words words;
  private final Assets assets;
  private final AlertSamples alerts;
  private final PrinterSamples printers;
  private final DeviceSamples devices;

  Samples(Locale locale, Assets assets) {
    this.words = Words.in(locale, ZoneOffset.UTC, NOW);
    this.assets = assets;
    this.alerts = new AlertSamples(words);
    this.printers = new PrinterSamples(words);
    this.devices = new DeviceSamples(words);
  }

  /** Template name and parameters of each page, by a file name. */
  Map<String, Map.Entry<String, Map<String, Object>>> pages() {
    Map<String, Map.Entry<String, Map<String, Object>>> pages = new LinkedHashMap<>();
    pages.put(
        "overview",
        page("overview", shell("overview.title", "overview"), "view", alerts.overview()));
    pages.put(
        "overview-empty",
        page("overview", shell("overview.title", "overview"), "view", alerts.nothing()));
    pages.put(
        "alerts", page("alerts", shell("alerts.title", "alerts"), "list", alerts.alertList(true)));
    pages.put(
        "alerts-none",
        page("alerts", shell("alerts.title", "alerts"), "list", alerts.alertList(false)));
    pages.put(
        "printers",
        page(
            "printers",
            shell("printers.title", "printers"),
            "list",
            printers.list(PrinterQuery.ALL, true)));
    pages.put(
        "printers-inspector",
        page(
            "printers",
            shell("printers.title", "printers"),
            "list",
            printers.list(PrinterQuery.ALL.select("2"), true)));
    pages.put(
        "printers-none",
        page(
            "printers",
            shell("printers.title", "printers"),
            "list",
            printers.list(PrinterQuery.ALL.withText("Kyo<b>").with(State.PROBLEM), false)));
    pages.put(
        "printer",
        page(
            "printer", literal("KM C368 · Flur 2", "printers"), "printer", printers.printer(true)));
    pages.put(
        "printer-bare",
        page(
            "printer",
            literal("KM C368 · Flur 2", "printers"),
            "printer",
            printers.printer(false)));
    pages.put(
        "devices",
        page(
            "devices",
            shell("devices.title", "devices"),
            "list",
            new DeviceList(devices.devices(), Form.EMPTY)));
    pages.put(
        "devices-empty",
        page(
            "devices",
            shell("devices.title", "devices"),
            "list",
            new DeviceList(List.of(), wrong("name", words.t("devices.blankName")))));
    pages.put(
        "device", page("device", literal("Graz-01", "devices"), "device", devices.device(true)));
    pages.put(
        "device-wrong",
        page("device", literal("Graz-01", "devices"), "device", devices.device(false)));
    pages.put(
        "device-heartbeat",
        page("device", literal("Linz-04", "devices"), "device", devices.cutOff()));
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
    MatchView match = printers.match();
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
                PrinterSamples.members().get(1))));
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

  static Badge badge(Words words, State state, String key) {
    return new Badge(state, words.t(key));
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
}

package io.platen.server.console;

import io.platen.server.console.view.Badge;
import io.platen.server.console.view.Fact;
import io.platen.server.console.view.MatchView;
import io.platen.server.console.view.MemberLine;
import io.platen.server.console.view.MeterLine;
import io.platen.server.console.view.MeterSeries;
import io.platen.server.console.view.PrinterList;
import io.platen.server.console.view.PrinterQuery;
import io.platen.server.console.view.PrinterRow;
import io.platen.server.console.view.PrinterView;
import io.platen.server.console.view.RawLine;
import io.platen.server.console.view.State;
import io.platen.server.console.view.SupplyBar;
import io.platen.server.console.view.TrayLine;
import io.platen.server.console.view.Words;
import java.util.List;
import java.util.stream.IntStream;

/** Printers of an invented fleet, and what may be one and the same. */
final class PrinterSamples {
  private final Words words;
  private final SupplySamples supplies;
  private final AlertSamples alerts;

  PrinterSamples(Words words) {
    this.words = words;
    this.supplies = new SupplySamples(words);
    this.alerts = new AlertSamples(words);
  }

  List<PrinterRow> rows() {
    List<SupplyBar> all = new java.util.ArrayList<>(supplies.colours());
    all.addAll(supplies.odd().subList(1, 4));
    return List.of(
        new PrinterRow(
            "1",
            Samples.badge(words, State.PROBLEM, "word.stopped"),
            "KM C368 · Flur 2",
            "bizhub C368",
            "A7PU021001234",
            "10.8.2.41",
            "Graz",
            all,
            Samples.NOW.minusSeconds(240)),
        new PrinterRow(
            "2",
            Samples.badge(words, State.ATTENTION, "word.low"),
            "TASKalfa 3554ci",
            "TASKalfa 3554ci",
            "RCB1504411",
            "10.8.2.57",
            "Köln-2, Erdgeschoss links, neben der Teeküche",
            supplies.colours(),
            Samples.NOW.minusSeconds(540)),
        new PrinterRow(
            "3",
            new Badge(State.SILENT, words.t("word.silent", words.t("age.days", 3))),
            "HP M507 · Empfang",
            "LaserJet M507",
            "PHBV300112",
            "10.8.2.60",
            "Wien",
            supplies.odd().subList(2, 3),
            Samples.NOW.minusSeconds(3 * 86400)),
        new PrinterRow(
            "4",
            Samples.badge(words, State.OK, "word.fine"),
            "OKI C844",
            "C844",
            null,
            "10.8.2.61",
            null,
            supplies.colours(),
            Samples.NOW.minusSeconds(660)),
        new PrinterRow(
            "5",
            Samples.badge(words, State.PROBLEM, "word.unreachable"),
            "Printer with a name that is longer than anyone should give one",
            "X",
            "X-1",
            "2001:db8:85a3:8d3:1319:8a2e:370:7348",
            "Leipzig",
            supplies.odd(),
            Samples.NOW.minusSeconds(12)),
        new PrinterRow(
            "6",
            Samples.badge(words, State.UNKNOWN, "word.unknown"),
            "10.8.2.77",
            null,
            null,
            "10.8.2.77",
            null,
            List.of(),
            Samples.NOW.minusSeconds(4000)));
  }

  PrinterList list(PrinterQuery query, boolean some) {
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

  PrinterView printer(boolean full) {
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
                            Samples.NOW.minusSeconds((60L - i) * 43200L),
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
                Samples.NOW.minusSeconds(90_000))),
        series,
        List.of("total-impressions"),
        "30d",
        alerts.alerts(),
        alerts.alertChart(),
        List.of(
            new TrayLine("Tray 1", "A4 plain", words.t("supply.percent", 50), null),
            new TrayLine(
                "Tray 2", null, words.t("supply.unknown"), Samples.NOW.minusSeconds(90_000))),
        List.of(
            new RawLine(
                "sysDescr", "KONICA MINOLTA bizhub C368", "", Samples.NOW.minusSeconds(240)),
            new RawLine("sysObjectID", null, "", Samples.NOW.minusSeconds(240)),
            new RawLine(
                "total-impressions",
                "412306 impressions",
                "SNMP 1.3.6.1.2.1.43.10.2.1.4.1.1 + IPP printer-impressions-completed",
                Samples.NOW.minusSeconds(90_000))),
        members());
  }

  static List<MemberLine> members() {
    String graz = "0e7c1f6a-52b7-4d0c-9a39-6f5f6b1f2a01";
    return List.of(
        new MemberLine(
            "1", true, graz, "Graz-01", "sn-A7PU021001234", Samples.NOW.minusSeconds(240), false),
        new MemberLine(
            "9",
            false,
            graz,
            "Graz <2>",
            "mac-00206b112233",
            Samples.NOW.minusSeconds(9_000),
            true));
  }

  MatchView match() {
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
}

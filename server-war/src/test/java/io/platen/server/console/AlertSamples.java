package io.platen.server.console;

import io.platen.server.console.view.AlertChart;
import io.platen.server.console.view.AlertLine;
import io.platen.server.console.view.AlertList;
import io.platen.server.console.view.AlertQuery;
import io.platen.server.console.view.Overview;
import io.platen.server.console.view.State;
import io.platen.server.console.view.Words;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Alerts of an invented fleet, and the overview that shows them. */
final class AlertSamples {
  private final Words words;

  AlertSamples(Words words) {
    this.words = words;
  }

  Overview overview() {
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

  Overview nothing() {
    return new Overview(List.of(), Map.of(), 0, 0, List.of(), List.of());
  }

  List<AlertLine> alerts() {
    return List.of(
        new AlertLine(
            "1",
            Samples.badge(words, State.PROBLEM, "word.stopped"),
            "Paper jam, tray 2",
            "mediaPath",
            "1",
            "KM C368 · Flur 2",
            Samples.NOW.minusSeconds(360),
            null,
            words.span(Duration.ofMinutes(6)),
            words.t("alert.traps", 3),
            words.t("handling.by", "anna <b>")),
        new AlertLine(
            "2",
            Samples.badge(words, State.ATTENTION, "word.warning"),
            "Toner low: magenta",
            "markerSupplies",
            "1",
            "KM C368 · Flur 2",
            Samples.NOW.minusSeconds(7200),
            null,
            words.span(Duration.ofHours(2)),
            null,
            null),
        new AlertLine(
            "3",
            Samples.badge(words, State.OK, "word.over"),
            "Cover open",
            "cover",
            "2",
            "TASKalfa 3554ci",
            Samples.NOW.minusSeconds(90000),
            Samples.NOW.minusSeconds(86400),
            words.span(Duration.ofHours(1)),
            null,
            null));
  }

  AlertList alertList(boolean some) {
    return new AlertList(
        some ? alerts() : List.of(),
        AlertQuery.USUAL,
        some ? 2 : 0,
        some ? 3 : 0,
        some ? alertChart() : null,
        null,
        some ? AlertQuery.USUAL.after("x").href() : null);
  }

  AlertChart alertChart() {
    return new AlertChart(
        words.moment(Samples.NOW.minusSeconds(604_800)),
        words.moment(Samples.NOW),
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
}

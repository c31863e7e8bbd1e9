package io.platen.server.console;

import io.platen.server.console.view.AlertChart;
import io.platen.server.console.view.AlertChart.Bar;
import io.platen.server.console.view.AlertChart.Lane;
import io.platen.server.console.view.AlertLine;
import io.platen.server.console.view.State;
import io.platen.server.console.view.Words;
import io.platen.server.fleet.entity.StoredAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Draws alerts over time. */
final class AlertViews {
  private static final int MOST_LANES = 12;

  /** An alert of a minute is seen, too. */
  private static final int NARROWEST = 8;

  private final Words words;
  private final PrinterViews printers;

  AlertViews(Words words) {
    this.words = words;
    this.printers = new PrinterViews(words);
  }

  /** Of the printers that complained last; empty where nobody did since then. */
  Optional<AlertChart> chart(List<StoredAlert> alerts, Instant from) {
    Map<Long, List<StoredAlert>> byPrinter =
        alerts.stream()
            .filter(alert -> alert.closed() == null || alert.closed().isAfter(from))
            .collect(
                Collectors.groupingBy(
                    StoredAlert::printer, LinkedHashMap::new, Collectors.toList()));
    if (byPrinter.isEmpty()) {
      return Optional.empty();
    }
    List<Lane> lanes =
        byPrinter.values().stream().limit(MOST_LANES).map(each -> lane(each, from)).toList();
    return Optional.of(new AlertChart(words.moment(from), words.moment(words.now()), lanes));
  }

  private Lane lane(List<StoredAlert> alerts, Instant from) {
    StoredAlert newest = alerts.get(0);
    return new Lane(
        Long.toString(newest.printer()),
        newest.printerName(),
        words.t("alerts.lane", newest.printerName(), alerts.size()),
        alerts.stream().map(alert -> bar(alert, from)).toList());
  }

  private Bar bar(StoredAlert alert, Instant from) {
    Duration all = Duration.between(from, words.now());
    Instant end = alert.closed() == null ? words.now() : alert.closed();
    int begin = place(alert.opened(), from, all);
    int width = Math.max(NARROWEST, place(end, from, all) - begin);
    int x = Math.min(begin, AlertChart.WIDTH - width);
    AlertLine line = printers.alert(alert);
    State state =
        switch (alert.alert().severity()) {
          case CRITICAL -> State.PROBLEM;
          case WARNING -> State.ATTENTION;
          case OTHER -> State.UNKNOWN;
        };
    String told = words.t("alerts.bar", line.text(), words.moment(alert.opened()), line.length());
    return new Bar(x, width, state, alert.closed() == null, told);
  }

  private static int place(Instant time, Instant from, Duration all) {
    double share = (double) Duration.between(from, time).toMillis() / Math.max(1, all.toMillis());
    return (int) Math.round(Math.max(0, Math.min(1, share)) * AlertChart.WIDTH);
  }
}

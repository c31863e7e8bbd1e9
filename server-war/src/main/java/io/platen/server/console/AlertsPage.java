package io.platen.server.console;

import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.server.console.view.AlertChart;
import io.platen.server.console.view.AlertList;
import io.platen.server.console.view.AlertQuery;
import io.platen.server.fleet.control.AlertQueries;
import io.platen.server.fleet.control.UnknownCursorException;
import io.platen.server.fleet.entity.AlertFilter;
import io.platen.server.fleet.entity.StoredAlert;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened to printers, and what of it is still so. */
@Dependent
class AlertsPage implements Page {
  private static final int ROWS = 50;

  /** More marks than a chart can show. */
  private static final int DRAWN = 200;

  private static final Map<String, Duration> RANGES =
      Map.of("24h", Duration.ofHours(24), "7d", Duration.ofDays(7), "30d", Duration.ofDays(30));

  /** What is drawn of all time. */
  private static final Duration ALL_TIME = Duration.ofDays(90);

  private final AlertQueries alerts;

  @Inject
  AlertsPage(AlertQueries alerts) {
    this.alerts = alerts;
  }

  @Override
  public boolean answers(String path) {
    return path.equals("/alerts");
  }

  @Override
  public Answer get(Visit visit) {
    AlertQuery query =
        new AlertQuery(
            visit.field("state"),
            visit.field("severity"),
            visit.field("range"),
            visit.field("after"));
    AlertList list;
    try {
      list = list(visit, query);
    } catch (UnknownCursorException e) {
      return new Answer.Redirect(query.after("").href());
    }
    return Answer.page(
        "alerts", visit.shell(visit.words().t("alerts.title"), "alerts"), "list", list);
  }

  private AlertList list(Visit visit, AlertQuery query) {
    AlertFilter filter = filter(query, visit.words().now());
    String cursor = query.after().isEmpty() ? null : query.after();
    var page = alerts.alerts(visit.tenant(), filter, cursor, ROWS);
    PrinterViews views = new PrinterViews(visit.words());
    String next = page.next();
    return new AlertList(
        page.items().stream().map(views::alert).toList(),
        query,
        alerts.count(visit.tenant(), AlertFilter.OPEN),
        alerts.count(visit.tenant(), filter),
        chart(visit, query),
        cursor == null ? null : query.after("").href(),
        next == null ? null : query.after(next).href());
  }

  /** Open ones and those that are over: what was and is, whatever the list is narrowed to. */
  private @Nullable AlertChart chart(Visit visit, AlertQuery query) {
    Instant from = visit.words().now().minus(RANGES.getOrDefault(query.range(), ALL_TIME));
    AlertFilter drawn = new AlertFilter(null, severity(query), null, null, null, from);
    List<StoredAlert> found = alerts.alerts(visit.tenant(), drawn, null, DRAWN).items();
    return new AlertViews(visit.words()).chart(found, from).orElse(null);
  }

  private static AlertFilter filter(AlertQuery query, Instant now) {
    Duration range = RANGES.get(query.range());
    return new AlertFilter(
        query.state().equals("all") ? null : query.state().equals("open"),
        severity(query),
        null,
        null,
        null,
        range == null ? null : now.minus(range));
  }

  private static @Nullable Severity severity(AlertQuery query) {
    return query.severity().isEmpty()
        ? null
        : Severity.valueOf(query.severity().toUpperCase(Locale.ROOT));
  }
}

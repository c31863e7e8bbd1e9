package io.platen.server.console;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.platen.server.command.control.Csv;
import io.platen.server.console.view.MeterLine;
import io.platen.server.console.view.MeterSeries;
import io.platen.server.console.view.PrinterView;
import io.platen.server.console.view.Words;
import io.platen.server.fleet.control.AlertQueries;
import io.platen.server.fleet.control.FleetQueries;
import io.platen.server.fleet.control.MeterHistory;
import io.platen.server.fleet.entity.AlertFilter;
import io.platen.server.fleet.entity.Printer;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything about one printer, and its meters as a file. */
@Dependent
class PrinterPage implements Page {
  private static final String PREFIX = "/printers/";
  private static final String CSV = "/meters.csv";
  private static final int ALERTS = 20;
  private static final Duration CHART = Duration.ofDays(90);
  private static final String USUAL = "30d";
  private static final Map<String, Duration> RANGES =
      Map.of(
          "30d", Duration.ofDays(30),
          "90d", Duration.ofDays(90),
          "1y", Duration.ofDays(366),
          "all", Duration.ofDays(100 * 366));

  private final FleetQueries fleet;
  private final AlertQueries alerts;
  private final MeterHistory history;

  @Inject
  PrinterPage(FleetQueries fleet, AlertQueries alerts, MeterHistory history) {
    this.fleet = fleet;
    this.alerts = alerts;
    this.history = history;
  }

  @Override
  public boolean answers(String path) {
    return path.startsWith(PREFIX) && !MergePage.isOurs(path);
  }

  @Override
  public Answer get(Visit visit) {
    String rest = visit.rest(PREFIX);
    boolean csv = rest.endsWith(CSV);
    String id = csv ? rest.substring(0, rest.length() - CSV.length()) : rest;
    Optional<Printer> found = number(id).flatMap(number -> fleet.printer(visit.tenant(), number));
    if (found.isEmpty()) {
      return new Answer.NotFound();
    }
    Printer printer = found.get();
    if (!id.equals(Long.toString(printer.id()))) {
      return new Answer.Redirect(PREFIX + printer.id() + (csv ? CSV : ""));
    }
    return csv ? file(visit, printer) : page(visit, printer);
  }

  private Answer page(Visit visit, Printer printer) {
    PrinterViews views = new PrinterViews(visit.words());
    List<MeterLine> meters = views.meters(printer);
    var stored = alerts.alerts(visit.tenant(), AlertFilter.of(printer.id()), null, ALERTS);
    PrinterView view =
        new PrinterView(
            views.row(printer),
            printer.device().toString(),
            printer.deviceName(),
            printer.facts().status().panel(),
            views.facts(printer),
            new SupplyViews(visit.words()).bars(printer.facts().supplies()),
            meters,
            series(visit, printer, views),
            meters.stream().map(MeterLine::name).toList(),
            range(visit),
            stored.items().stream().map(views::alert).toList(),
            new AlertViews(visit.words())
                .chart(stored.items(), visit.words().now().minus(CHART))
                .orElse(null),
            views.trays(printer),
            views.raw(printer),
            new MatchViews(visit.words()).members(printer));
    return Answer.page("printer", visit.shell(views.name(printer), "printers"), "printer", view);
  }

  /** Its short form, beside a list. */
  PrinterView inspected(Words words, Printer printer) {
    PrinterViews views = new PrinterViews(words);
    return new PrinterView(
        views.row(printer),
        printer.device().toString(),
        printer.deviceName(),
        printer.facts().status().panel(),
        views.facts(printer),
        new SupplyViews(words).bars(printer.facts().supplies()),
        List.of(),
        null,
        List.of(),
        USUAL,
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of());
  }

  private @Nullable MeterSeries series(Visit visit, Printer printer, PrinterViews views) {
    List<String> names = printer.facts().meters().stream().map(meter -> meter.name()).toList();
    if (names.isEmpty()) {
      return null;
    }
    String name = names.contains(visit.field("meter")) ? visit.field("meter") : names.get(0);
    Instant now = visit.words().now();
    Instant from = now.minus(RANGES.getOrDefault(range(visit), Duration.ofDays(30)));
    return history.series(visit.tenant(), printer.id(), name, from, now.plusSeconds(1)).stream()
        .findFirst()
        .map(
            series ->
                new MeterSeries(
                    series.name(),
                    views.meterTitle(series.name(), series.label()),
                    visit.words().orItself("unit.", series.unit()),
                    series.points().stream()
                        .map(point -> new MeterSeries.Point(point.at(), point.value()))
                        .toList()))
        .orElse(null);
  }

  private Answer file(Visit visit, Printer printer) {
    MeterSeries series = series(visit, printer, new PrinterViews(visit.words()));
    if (series == null) {
      return new Answer.NotFound();
    }
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord("time", "printer", "serial", "meter", "value");
      String serial = printer.identity().serial() == null ? "" : printer.identity().serial();
      for (MeterSeries.Point point : series.points()) {
        csv.writeRecord(
            point.at().toString(),
            Long.toString(printer.id()),
            Csv.harmless(serial),
            series.name(),
            Long.toString(point.value()));
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    String name = "printer-" + printer.id() + "-" + series.name() + ".csv";
    return new Answer.Download(name, "text/csv; charset=utf-8", text.toString());
  }

  private static String range(Visit visit) {
    return RANGES.containsKey(visit.field("range")) ? visit.field("range") : USUAL;
  }

  static Optional<Long> number(String id) {
    try {
      return id.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(id));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}

package io.platen.server.testing;

import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.report.Obstacle;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Builds reports of one device. */
public final class TestReport {
  public static final UUID EPOCH = UUID.fromString("00000000-0000-4000-8000-0000000000e1");
  public static final UUID NEXT_EPOCH = UUID.fromString("00000000-0000-4000-8000-0000000000e2");

  private final UUID device;
  private final long sequence;
  private final List<PrinterReport> printers = new ArrayList<>();
  private final List<String> removed = new ArrayList<>();
  private final List<Obstacle> obstacles = new ArrayList<>();
  private UUID epoch = EPOCH;
  private Long base;
  private Instant created = Instant.parse("2026-11-22T06:00:00Z");
  private Report.ClockQuality clock = Report.ClockQuality.SYNCHRONISED;

  private TestReport(UUID device, long sequence) {
    this.device = device;
    this.sequence = sequence;
  }

  public static TestReport report(UUID device, long sequence) {
    return new TestReport(device, sequence);
  }

  public TestReport on(long baseSequence) {
    base = baseSequence;
    return this;
  }

  public TestReport inEpoch(UUID other) {
    epoch = other;
    return this;
  }

  public TestReport at(Instant time) {
    created = time;
    return this;
  }

  public TestReport at(String time) {
    return at(Instant.parse(time));
  }

  public TestReport withClock(Report.ClockQuality quality) {
    clock = quality;
    return this;
  }

  public TestReport printer(PrinterReport printer) {
    printers.add(printer);
    return this;
  }

  /** A whole printer with one meter, read when the report is created. */
  public TestReport printer(String key, long pages) {
    return printer(PrinterReport.whole(key, created, facts(pages)));
  }

  /** A printer of which only the meter has changed. */
  public TestReport pages(String key, long pages) {
    return printer(new PrinterReport(key, created, null, null, meters(pages), null, null, null));
  }

  public TestReport status(String key, PrinterStatus.State state, String... conditions) {
    return printer(
        new PrinterReport(
            key,
            created,
            null,
            new PrinterStatus(state, List.of(conditions), List.of()),
            null,
            null,
            null,
            null));
  }

  public TestReport supplies(String key, Supply... supplies) {
    return printer(
        new PrinterReport(key, created, null, null, null, List.of(supplies), null, null));
  }

  public TestReport alerts(String key, PrinterAlert... alerts) {
    return printer(new PrinterReport(key, created, null, null, null, null, null, List.of(alerts)));
  }

  public TestReport removed(String key) {
    removed.add(key);
    return this;
  }

  public TestReport met(Obstacle obstacle) {
    obstacles.add(obstacle);
    return this;
  }

  public Report build() {
    return new Report(
        device,
        epoch,
        sequence,
        base == null ? Report.Kind.FULL : Report.Kind.DELTA,
        base,
        created,
        clock,
        "platen-test 1",
        List.of(),
        printers,
        removed,
        obstacles);
  }

  public static List<Meter> meters(long pages) {
    return List.of(new Meter("total-impressions", "1.1", "impressions", pages, "Pages", null));
  }

  public static Supply toner(String index, String colorant, SupplyLevel level) {
    return new Supply(
        index, "toner", SupplyClass.CONSUMED, colorant, "Toner " + colorant, null, null, level);
  }

  public static PrinterAlert jam(String index) {
    return new PrinterAlert(
        index,
        8,
        PrinterAlert.Severity.CRITICAL,
        "untrained",
        "media-path",
        1,
        2,
        "Paper jam",
        4711L);
  }

  public static PrinterFacts facts(long pages) {
    return new PrinterFacts(
        PrinterIdentity.builder()
            .address("192.0.2.7")
            .vendor("Nordlicht")
            .model("N 7")
            .serial("SN-7")
            .location("Floor 2")
            .build(),
        new PrinterStatus(PrinterStatus.State.IDLE, List.of(), List.of("Ready", "  2nd line")),
        meters(pages),
        List.of(
            toner("1.1", "black", new SupplyLevel.Measured(54, 100L, "percent")),
            toner("1.2", "cyan", new SupplyLevel.SomeRemaining()),
            toner("1.10", "magenta", new SupplyLevel.Unknown()),
            toner("1.4", "yellow", new SupplyLevel.Unlimited())),
        List.of(new Tray("1.1", "Tray 1", "A4", new SupplyLevel.Measured(250, 500L, "sheets"))),
        List.of());
  }
}

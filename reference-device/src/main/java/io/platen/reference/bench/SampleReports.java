package io.platen.reference.bench;

import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * What one device of a bench sends: a full report, then one delta after another, in each of which
 * every value has changed. A delta makes 21 rows: itself, and 8 meters and 12 supplies of 4
 * printers.
 */
final class SampleReports {
  static final int PRINTERS = 4;
  static final int METERS = 2;
  static final int SUPPLIES = 3;
  static final int ROWS = 1 + PRINTERS * (METERS + SUPPLIES);

  /** What the first meter says in the report with sequence 0, if there were one. */
  static final long FIRST_VALUE = 100_000;

  private static final List<String> COLOURS = List.of("black", "cyan", "magenta");

  private final UUID device;
  private final UUID epoch;

  SampleReports(UUID device, UUID epoch) {
    this.device = device;
    this.epoch = epoch;
  }

  UUID device() {
    return device;
  }

  UUID epoch() {
    return epoch;
  }

  /** The body as it goes over the wire. */
  byte[] body(long sequence, Instant now) {
    boolean full = sequence == 1;
    Report report =
        new Report(
            device,
            epoch,
            sequence,
            full ? Report.Kind.FULL : Report.Kind.DELTA,
            full ? null : sequence - 1,
            now,
            Report.ClockQuality.SYNCHRONISED,
            "platen-bench",
            List.of(),
            IntStream.rangeClosed(1, PRINTERS).mapToObj(i -> printer(i, sequence, now)).toList(),
            List.of());
    return gzip(ReportCodec.write(report));
  }

  private PrinterReport printer(int number, long sequence, Instant now) {
    String key = "bench-" + number;
    if (sequence == 1) {
      return PrinterReport.whole(key, now, facts(number, sequence));
    }
    return new PrinterReport(
        key, now, null, null, meters(sequence), supplies(sequence), null, null);
  }

  private PrinterFacts facts(int number, long sequence) {
    PrinterIdentity identity =
        PrinterIdentity.builder()
            .address("192.0.2." + number)
            .vendor("Norda")
            .model("ML310")
            .serial("BENCH" + device.toString().substring(0, 8) + number)
            .build();
    return new PrinterFacts(
        identity,
        new PrinterStatus(PrinterStatus.State.IDLE, List.of(), List.of("Ready")),
        meters(sequence),
        supplies(sequence),
        List.of(),
        List.of());
  }

  private static List<Meter> meters(long sequence) {
    return List.of(
        new Meter("total-impressions", null, "impressions", FIRST_VALUE + sequence, null, null),
        new Meter("total-sheets", null, "sheets", FIRST_VALUE + sequence, null, null));
  }

  private static List<Supply> supplies(long sequence) {
    return IntStream.rangeClosed(1, SUPPLIES)
        .mapToObj(
            row ->
                new Supply(
                    "1." + row,
                    "toner",
                    SupplyClass.CONSUMED,
                    COLOURS.get(row - 1),
                    "Toner " + row,
                    null,
                    null,
                    new SupplyLevel.Measured(1000 - sequence % 1000, 1000L, "impressions")))
        .toList();
  }

  private static byte[] gzip(byte[] xml) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(xml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}

package io.platen.protocol.codec;

import io.platen.protocol.binding.ReportXml;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import io.platen.protocol.xml.ProtocolException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a report must keep to and a schema cannot say. */
final class ReportRules {
  private ReportRules() {}

  /** Before the record is made, which would not take it. */
  static void checkBase(ReportXml xml) throws ProtocolException {
    boolean isDelta = xml.getKind().equals(Names.wire(Report.Kind.DELTA));
    // [PLT-RPT-011]
    if (isDelta != (xml.getBase() != null)) {
      throw refusal(
          "PLT-RPT-011",
          isDelta ? "A delta names its base, and this one does not" : "A full report has no base");
    }
    if (xml.getBase() != null && xml.getBase() >= xml.getSequence()) {
      throw refusal(
          "PLT-RPT-011",
          "The base " + xml.getBase() + " is not before the sequence " + xml.getSequence());
    }
  }

  static void check(Report report) throws ProtocolException {
    // [PLT-RPT-018]
    if (report.kind() == Report.Kind.FULL && !report.removed().isEmpty()) {
      throw refusal("PLT-RPT-018", "A full report removes nothing: it leaves out what is gone");
    }
    checkLost(report);
    // [PLT-RPT-019]
    Set<String> keys = new HashSet<>();
    for (PrinterReport printer : report.printers()) {
      once(keys, printer.key(), "PLT-RPT-019", "The printer");
      checkRows(printer);
    }
    for (String removed : report.removed()) {
      once(keys, removed, "PLT-RPT-019", "The printer");
    }
  }

  private static void checkLost(Report report) throws ProtocolException {
    // [PLT-RPT-025]
    long before = 0;
    for (Report.Lost lost : report.lost()) {
      if (lost.first() <= before
          || lost.first() > lost.last()
          || lost.last() >= report.sequence()) {
        throw refusal(
            "PLT-RPT-025",
            "Lost sequences run upwards and lie before the report's own, and these are "
                + lost.first()
                + " to "
                + lost.last()
                + " after "
                + before);
      }
      before = lost.last();
    }
  }

  private static void checkRows(PrinterReport printer) throws ProtocolException {
    // [PLT-ALR-031] Traps are a reason to read the alerts, and the whole list comes of it.
    if (printer.traps() > 0 && printer.alerts() == null) {
      throw refusal(
          "PLT-ALR-031",
          "The printer "
              + printer.key()
              + " was read because of traps, and its alerts are missing");
    }
    rows(printer.meters(), ReportRules::meterKey, "The meter");
    rows(printer.supplies(), Supply::index, "The supply");
    rows(printer.trays(), Tray::index, "The tray");
    rows(printer.alerts(), PrinterAlert::index, "The alert");
    ages(printer, printer.meters(), Meter::asOf);
    ages(printer, printer.supplies(), Supply::asOf);
    ages(printer, printer.trays(), Tray::asOf);
  }

  private static <T> void ages(
      PrinterReport printer, @Nullable List<T> rows, Function<T, @Nullable Instant> asOf)
      throws ProtocolException {
    if (rows == null) {
      return;
    }
    // [PLT-RPT-041]
    for (T row : rows) {
      Instant time = asOf.apply(row);
      if (time != null && time.isAfter(printer.read())) {
        throw refusal(
            "PLT-RPT-041",
            "A value of the printer "
                + printer.key()
                + " is of "
                + time
                + ", after the printer was read at "
                + printer.read());
      }
    }
  }

  private static String meterKey(Meter meter) {
    return meter.name() + (meter.marker() == null ? "" : " of marker " + meter.marker());
  }

  private static <T> void rows(@Nullable List<T> rows, Function<T, String> key, String what)
      throws ProtocolException {
    if (rows == null) {
      return;
    }
    // [PLT-RPT-022]
    Set<String> seen = new HashSet<>();
    for (T row : rows) {
      once(seen, key.apply(row), "PLT-RPT-022", what);
    }
  }

  private static void once(Set<String> seen, String key, String requirement, String what)
      throws ProtocolException {
    if (!seen.add(key)) {
      throw refusal(requirement, what + " " + key + " stands there twice");
    }
  }

  private static ProtocolException refusal(String requirement, String message) {
    return new ProtocolException(ProblemType.SCHEMA_VIOLATION, requirement, message);
  }
}

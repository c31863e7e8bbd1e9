package io.platen.server.fleet.control;

import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a report tells into the fleet's tables, in the transaction of its caller, who has
 * locked the device. One statement a table, whatever the number of printers.
 */
@ApplicationScoped
public class FleetWriter {

  /** A report with what the server knows of its sender and its times. */
  public record Told(long tenant, UUID device, Report report, ReadingTimes times) {

    /** The last word on each printer counts. */
    Map<String, PrinterReport> printers() {
      Map<String, PrinterReport> byKey = new LinkedHashMap<>();
      report.printers().forEach(printer -> byKey.put(printer.key(), printer));
      return byKey;
    }
  }

  /** A printer of the report with its row. */
  record ToldPrinter(long id, ReadingTimes times, PrinterReport report) {
    Instant read() {
      return times.read(report.read());
    }

    /** When a value was read that is older than the printer's reading; null where it is not. */
    @Nullable Instant asOf(@Nullable Instant byDevice) {
      return byDevice == null ? null : times.read(byDevice);
    }
  }

  /** The stored state becomes the device's; returns the printers that changed. */
  public Set<Long> apply(Connection connection, Told told) throws SQLException {
    Set<Long> heads = PrinterGroups.lock(connection, told.tenant(), told.device());
    Set<Long> changed = lay(connection, told);
    changed.addAll(
        told.report().kind() == Report.Kind.FULL
            ? removeAllBut(connection, told)
            : remove(connection, told));
    PrinterGroups.chooseFaces(connection, told.tenant(), heads);
    changed.addAll(heads);
    return changed;
  }

  /** [PLT-RPT-016] Parts that are not told stay; [PLT-RPT-017] a list that is told is whole. */
  private static Set<Long> lay(Connection connection, Told told) throws SQLException {
    List<ToldPrinter> printers = PrinterRows.identify(connection, told);
    MeterRows.store(connection, told.tenant(), printers);
    MeterRows.retire(connection, told.tenant(), printers);
    SupplyRows.store(connection, told.tenant(), printers);
    TrayRows.store(connection, told.tenant(), printers);
    AlertRows.store(connection, told.tenant(), printers);
    // Last, since a printer's health follows from its supplies and alerts.
    PrinterRows.update(connection, told.tenant(), printers);
    return ids(printers);
  }

  /**
   * [PLT-RPT-035] Keeps what belongs to the past and leaves the present alone; returns the
   * printers.
   */
  public Set<Long> keepReadings(Connection connection, Told told) throws SQLException {
    List<ToldPrinter> printers = PrinterRows.identify(connection, told);
    MeterRows.store(connection, told.tenant(), printers);
    SupplyRows.keepHistory(connection, told.tenant(), printers);
    return ids(printers);
  }

  private static Set<Long> ids(List<ToldPrinter> printers) {
    Set<Long> ids = new HashSet<>();
    printers.forEach(printer -> ids.add(printer.id()));
    return ids;
  }

  /** A full report names every printer that there is. */
  private static Set<Long> removeAllBut(Connection connection, Told told) throws SQLException {
    return remove(connection, told, "NOT (key = ANY(?))", told.printers().keySet());
  }

  private static Set<Long> remove(Connection connection, Told told) throws SQLException {
    return told.report().removed().isEmpty()
        ? Set.of()
        : remove(connection, told, "key = ANY(?)", Set.copyOf(told.report().removed()));
  }

  private static Set<Long> remove(
      Connection connection, Told told, String condition, Set<String> keys) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE printer SET removed = ? WHERE tenant = ? AND device = ? AND removed IS NULL"
                + " AND "
                + condition
                + " RETURNING id")) {
      update.setObject(1, told.times().created().atOffset(ZoneOffset.UTC));
      update.setLong(2, told.tenant());
      update.setObject(3, told.device());
      update.setArray(4, connection.createArrayOf("text", keys.toArray(String[]::new)));
      Set<Long> removed = new HashSet<>();
      try (var rows = update.executeQuery()) {
        while (rows.next()) {
          removed.add(rows.getLong(1));
        }
      }
      return removed;
    }
  }

  /** Whether a reading says that the printer did not answer. */
  static boolean isUnreachable(PrinterReport report) {
    return report.status() != null && report.status().state() == PrinterStatus.State.UNREACHABLE;
  }
}

package io.platen.server.fleet.control;

import io.platen.protocol.printer.Meter;
import io.platen.server.fleet.control.FleetWriter.ToldPrinter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Meters with their newest values, and their readings over time. */
final class MeterRows {
  private static final String[] COLUMNS = {
    "printer bigint",
    "name text",
    "marker text",
    "unit text",
    "label text",
    "source text",
    "value bigint",
    "read_at timestamptz",
  };

  private static final String[] PRINTER_COLUMNS = {"printer bigint", "read_at timestamptz"};

  /** The newest value stays, whatever the order in which reports arrive. */
  private static final String STORE =
      "WITH told AS (SELECT * FROM "
          + Batch.table("t", COLUMNS)
          + "), meter AS (INSERT INTO printer_meter AS m"
          + " (tenant, printer, name, marker, unit, label, source, value, read_at)"
          + " SELECT ?, printer, name, marker, unit, label, source, value, read_at FROM told"
          + " ON CONFLICT (tenant, printer, name, marker) DO UPDATE SET"
          + " unit = excluded.unit, label = excluded.label, source = excluded.source,"
          + " value = CASE WHEN excluded.read_at >= m.read_at THEN excluded.value ELSE m.value END,"
          + " present = m.present OR excluded.read_at >= m.read_at,"
          + " read_at = greatest(m.read_at, excluded.read_at)"
          + " RETURNING id, printer, name, marker)"
          + " INSERT INTO meter_reading (tenant, meter, read_at, value)"
          + " SELECT ?, meter.id, told.read_at, told.value"
          + " FROM told JOIN meter USING (printer, name, marker) ON CONFLICT DO NOTHING";

  /** A list is whole: what it leaves out, the printer no longer counts. */
  private static final String RETIRE =
      "UPDATE printer_meter m SET present = FALSE FROM "
          + Batch.table("t", PRINTER_COLUMNS)
          + " WHERE m.tenant = ? AND m.printer = t.printer AND m.present AND m.read_at < t.read_at";

  private MeterRows() {}

  static void store(Connection connection, long tenant, List<ToldPrinter> printers)
      throws SQLException {
    Batch rows = new Batch(COLUMNS);
    for (ToldPrinter printer : printers) {
      List<Meter> meters = printer.report().meters();
      if (meters != null) {
        add(rows, printer, meters);
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement store = connection.prepareStatement(STORE)) {
      int next = rows.bind(connection, store, 1);
      store.setLong(next, tenant);
      store.setLong(next + 1, tenant);
      store.executeUpdate();
    }
  }

  /** A printer that names a meter twice is believed the first time. */
  private static void add(Batch rows, ToldPrinter printer, List<Meter> meters) {
    Set<String> seen = new HashSet<>();
    for (Meter meter : meters) {
      String marker = meter.marker() == null ? "" : meter.marker();
      if (seen.add(meter.name() + " " + marker)) {
        rows.add(
            printer.id(),
            meter.name(),
            marker,
            meter.unit(),
            meter.label(),
            meter.source(),
            meter.value(),
            printer.read());
      }
    }
  }

  static void retire(Connection connection, long tenant, List<ToldPrinter> printers)
      throws SQLException {
    Batch rows = new Batch(PRINTER_COLUMNS);
    for (ToldPrinter printer : printers) {
      if (printer.report().meters() != null) {
        rows.add(printer.id(), printer.read());
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement retire = connection.prepareStatement(RETIRE)) {
      int next = rows.bind(connection, retire, 1);
      retire.setLong(next, tenant);
      retire.executeUpdate();
    }
  }
}

package io.platen.server.fleet.control;

import io.platen.protocol.printer.Meter;
import io.platen.server.fleet.control.FleetWriter.ToldPrinter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
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
    "by_kind text",
    "since timestamptz",
    "as_of timestamptz",
  };

  private static final String[] NAMES = {
    "printer bigint", "name text", "marker text", "by_kind text", "since timestamptz"
  };

  private static final String[] PRINTER_COLUMNS = {"printer bigint", "read_at timestamptz"};

  /** The newest value stays, whatever the order in which reports arrive. */
  private static final String STORE =
      "WITH told AS (SELECT * FROM "
          + Batch.table("t", COLUMNS)
          + "), meter AS (INSERT INTO printer_meter AS m"
          + " (tenant, printer, name, marker, by_kind, since, unit, label, source, value, read_at,"
          + " as_of)"
          + " SELECT ?, printer, name, marker, by_kind, since, unit, label, source, value, read_at,"
          + " as_of FROM told"
          + " ON CONFLICT (tenant, printer, name, marker, by_kind, since) DO UPDATE SET"
          + " unit = excluded.unit, label = excluded.label, source = excluded.source,"
          + " fell = CASE WHEN excluded.read_at > m.read_at AND excluded.value < m.value"
          + " THEN excluded.read_at ELSE m.fell END,"
          + " fell_from = CASE WHEN excluded.read_at > m.read_at AND excluded.value < m.value"
          + " THEN m.value ELSE m.fell_from END,"
          + " value = CASE WHEN excluded.read_at >= m.read_at THEN excluded.value ELSE m.value END,"
          + " as_of = CASE WHEN excluded.read_at >= m.read_at THEN excluded.as_of ELSE m.as_of END,"
          + " present = m.present OR excluded.read_at >= m.read_at,"
          + " read_at = greatest(m.read_at, excluded.read_at)"
          + " RETURNING id, printer, name, marker, by_kind, since)"
          + " INSERT INTO meter_reading (tenant, meter, read_at, value)"
          + " SELECT ?, meter.id, told.read_at, told.value FROM told"
          + " JOIN meter USING (printer, name, marker, by_kind, since) ON CONFLICT DO NOTHING";

  /** A list is whole: what it leaves out, the printer no longer counts. */
  private static final String RETIRE =
      "UPDATE printer_meter m SET present = FALSE FROM "
          + Batch.table("t", PRINTER_COLUMNS)
          + " WHERE m.tenant = ? AND m.printer = t.printer AND m.present AND m.read_at < t.read_at"
          + " AND NOT EXISTS (SELECT FROM "
          + Batch.table("n", NAMES)
          + " WHERE n.printer = m.printer AND n.name = m.name AND n.marker = m.marker"
          + " AND n.by_kind = m.by_kind AND n.since = m.since)";

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
            readAt(printer, meter),
            kind(meter),
            since(meter),
            printer.asOf(meter.asOf()));
      }
    }
  }

  private static Object[] name(ToldPrinter printer, Meter meter) {
    String marker = meter.marker() == null ? "" : meter.marker();
    return new Object[] {printer.id(), meter.name(), marker, kind(meter), since(meter)};
  }

  private static Instant readAt(ToldPrinter printer, Meter meter) {
    Instant older = printer.asOf(meter.asOf());
    return older == null ? printer.read() : older;
  }

  private static String kind(Meter meter) {
    return meter.by() == null ? "" : meter.by();
  }

  /** By the device's clock, to the letter: it is a name. [PLT-RPT-045] */
  private static Instant since(Meter meter) {
    return meter.since() == null ? Instant.EPOCH : meter.since();
  }

  static void retire(Connection connection, long tenant, List<ToldPrinter> printers)
      throws SQLException {
    Batch rows = new Batch(PRINTER_COLUMNS);
    Batch names = new Batch(NAMES);
    for (ToldPrinter printer : printers) {
      List<Meter> meters = printer.report().meters();
      if (meters != null) {
        rows.add(printer.id(), printer.read());
        meters.forEach(meter -> names.add(name(printer, meter)));
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement retire = connection.prepareStatement(RETIRE)) {
      int next = rows.bind(connection, retire, 1);
      retire.setLong(next, tenant);
      names.bind(connection, retire, next + 1);
      retire.executeUpdate();
    }
  }
}

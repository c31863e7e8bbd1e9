package io.platen.server.fleet.control;

import io.platen.protocol.printer.PrinterAlert;
import io.platen.server.fleet.control.FleetWriter.ToldPrinter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Alerts as read: a row that comes opens one, a row that is gone closes it; each leaves a trace.
 */
final class AlertRows {
  private static final String[] COLUMNS = {
    "printer bigint",
    "row_index text",
    "code int",
    "severity text",
    "training text",
    "part text",
    "part_index int",
    "location int",
    "description text",
    "uptime_ticks bigint",
    "source text",
    "read_at timestamptz",
  };

  private static final String[] PRINTER_COLUMNS = {
    "printer bigint", "read_at timestamptz", "traps bigint"
  };

  /** Rows that are open when the statement begins: what they said is what they are changed from. */
  private static final String BEFORE =
      "before AS (SELECT a.id, a.printer, a.row_index, a.code, a.uptime_ticks, a.severity,"
          + " a.description FROM printer_alert a JOIN p ON a.printer = p.printer"
          + " WHERE a.tenant = ? AND a.closed IS NULL)";

  /** [PLT-ALR-035] A list that does not have it clears an alert, and nothing else does. */
  private static final String CLOSED =
      "closed AS (UPDATE printer_alert a SET closed = p.read_at FROM before b"
          + " JOIN p ON p.printer = b.printer"
          + " WHERE a.tenant = ? AND a.id = b.id AND a.closed IS NULL"
          + " AND NOT EXISTS (SELECT FROM told WHERE told.printer = a.printer"
          + " AND told.row_index = a.row_index AND told.code = a.code"
          + " AND told.uptime_ticks IS NOT DISTINCT FROM a.uptime_ticks)"
          + " RETURNING a.id, p.read_at, a.severity, a.description, p.traps)";

  /** [PLT-ALR-033] The same identity is the same alert. */
  private static final String STORED =
      "stored AS (INSERT INTO printer_alert AS a (tenant, printer, row_index, code, severity,"
          + " training, part, part_index, location, description, uptime_ticks, source, opened,"
          + " traps)"
          + " SELECT ?, told.printer, row_index, code, severity, training, part, part_index,"
          + " location, description, uptime_ticks, source, told.read_at, p.traps"
          + " FROM told JOIN p ON p.printer = told.printer"
          + " ON CONFLICT (tenant, printer, row_index, code, coalesce(uptime_ticks, -1))"
          + " WHERE closed IS NULL DO UPDATE SET"
          + " severity = excluded.severity, training = excluded.training, part = excluded.part,"
          + " part_index = excluded.part_index, location = excluded.location,"
          + " description = excluded.description, source = excluded.source"
          + " WHERE (a.severity, a.training, a.part, a.part_index, a.location, a.description,"
          + " a.source)"
          + " IS DISTINCT FROM (excluded.severity, excluded.training, excluded.part,"
          + " excluded.part_index, excluded.location, excluded.description,"
          + " excluded.source)"
          + " RETURNING a.id, a.printer, a.severity, a.description)";

  /** [PLT-ALR-034] */
  private static final String EVENTS =
      " INSERT INTO alert_event (tenant, alert, at, kind, severity, description, traps)"
          + " SELECT ?, s.id, p.read_at, CASE WHEN b.id IS NULL THEN 'RAISED' ELSE 'CHANGED' END,"
          + " s.severity, s.description, p.traps FROM stored s JOIN p ON p.printer = s.printer"
          + " LEFT JOIN before b ON b.id = s.id WHERE b.id IS NULL"
          + " OR (b.severity, b.description) IS DISTINCT FROM (s.severity, s.description)"
          + " UNION ALL SELECT ?, id, read_at, 'CLEARED', severity, description, traps FROM closed";

  private static final String STORE =
      "WITH told AS (SELECT * FROM "
          + Batch.table("t", COLUMNS)
          + "), p AS (SELECT * FROM "
          + Batch.table("p", PRINTER_COLUMNS)
          + "), "
          + BEFORE
          + ", "
          + CLOSED
          + ", "
          + STORED
          + EVENTS;

  /** How often the tenant is a parameter of the statement, after the two tables. */
  private static final int TENANTS = 5;

  private AlertRows() {}

  static void store(Connection connection, long tenant, List<ToldPrinter> printers)
      throws SQLException {
    Batch rows = new Batch(COLUMNS);
    Batch whole = new Batch(PRINTER_COLUMNS);
    for (ToldPrinter printer : printers) {
      List<PrinterAlert> alerts = printer.report().alerts();
      if (alerts != null) {
        whole.add(printer.id(), printer.read(), printer.report().traps());
        add(rows, printer, alerts);
      }
    }
    if (whole.isEmpty()) {
      return;
    }
    try (PreparedStatement store = connection.prepareStatement(STORE)) {
      int next = whole.bind(connection, store, rows.bind(connection, store, 1));
      for (int i = 0; i < TENANTS; i++) {
        store.setLong(next + i, tenant);
      }
      store.executeUpdate();
    }
  }

  private static void add(Batch rows, ToldPrinter printer, List<PrinterAlert> alerts) {
    Set<String> seen = new HashSet<>();
    for (PrinterAlert alert : alerts) {
      if (seen.add(alert.index() + " " + alert.code() + " " + alert.uptimeTicks())) {
        rows.add(
            printer.id(),
            alert.index(),
            alert.code(),
            alert.severity().name(),
            alert.training(),
            alert.group(),
            alert.groupIndex(),
            alert.location(),
            alert.description(),
            alert.uptimeTicks(),
            alert.source(),
            printer.read());
      }
    }
  }
}

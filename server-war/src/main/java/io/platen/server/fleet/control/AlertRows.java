package io.platen.server.fleet.control;

import io.platen.protocol.printer.PrinterAlert;
import io.platen.server.fleet.control.FleetWriter.ToldPrinter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Alerts as read: a row that comes opens one, a row that is gone closes it. */
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

  private static final String[] PRINTER_COLUMNS = {"printer bigint", "read_at timestamptz"};

  private static final String STORE =
      "WITH told AS (SELECT * FROM "
          + Batch.table("t", COLUMNS)
          + "), closed AS (UPDATE printer_alert a SET closed = p.read_at FROM "
          + Batch.table("p", PRINTER_COLUMNS)
          + " WHERE a.tenant = ? AND a.printer = p.printer AND a.closed IS NULL"
          + " AND NOT EXISTS (SELECT FROM told WHERE told.printer = a.printer"
          + " AND told.row_index = a.row_index AND told.code = a.code))"
          + " INSERT INTO printer_alert AS a (tenant, printer, row_index, code, severity, training,"
          + " part, part_index, location, description, uptime_ticks, source, opened)"
          + " SELECT ?, printer, row_index, code, severity, training, part, part_index, location,"
          + " description, uptime_ticks, source, read_at FROM told"
          + " ON CONFLICT (tenant, printer, row_index, code) WHERE closed IS NULL DO UPDATE SET"
          + " severity = excluded.severity, training = excluded.training, part = excluded.part,"
          + " part_index = excluded.part_index, location = excluded.location,"
          + " description = excluded.description, source = excluded.source"
          + " WHERE (a.severity, a.training, a.part, a.part_index, a.location, a.description,"
          + " a.source)"
          + " IS DISTINCT FROM (excluded.severity, excluded.training, excluded.part,"
          + " excluded.part_index, excluded.location, excluded.description,"
          + " excluded.source)";

  private AlertRows() {}

  static void store(Connection connection, long tenant, List<ToldPrinter> printers)
      throws SQLException {
    Batch rows = new Batch(COLUMNS);
    Batch whole = new Batch(PRINTER_COLUMNS);
    for (ToldPrinter printer : printers) {
      List<PrinterAlert> alerts = printer.report().alerts();
      if (alerts != null) {
        whole.add(printer.id(), printer.read());
        add(rows, printer, alerts);
      }
    }
    if (whole.isEmpty()) {
      return;
    }
    try (PreparedStatement store = connection.prepareStatement(STORE)) {
      int next = whole.bind(connection, store, rows.bind(connection, store, 1));
      store.setLong(next, tenant);
      store.setLong(next + 1, tenant);
      store.executeUpdate();
    }
  }

  private static void add(Batch rows, ToldPrinter printer, List<PrinterAlert> alerts) {
    Set<String> seen = new HashSet<>();
    for (PrinterAlert alert : alerts) {
      if (seen.add(alert.index() + " " + alert.code())) {
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

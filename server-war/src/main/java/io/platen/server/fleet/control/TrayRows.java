package io.platen.server.fleet.control;

import io.platen.protocol.printer.Tray;
import io.platen.server.fleet.control.FleetWriter.ToldPrinter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Trays as they are. */
final class TrayRows {
  private static final String[] COLUMNS = {
    "printer bigint",
    "row_index text",
    "description text",
    "media text",
    "level_kind text",
    "amount bigint",
    "capacity bigint",
    "unit text",
    "source text",
    "as_of timestamptz",
  };

  /** A list is whole, so what it leaves out is gone. */
  private static final String STORE =
      "WITH told AS (SELECT * FROM "
          + Batch.table("t", COLUMNS)
          + "), gone AS (DELETE FROM printer_tray s WHERE s.tenant = ? AND s.printer = ANY(?)"
          + " AND NOT EXISTS (SELECT FROM told WHERE told.printer = s.printer"
          + " AND told.row_index = s.row_index))"
          + " INSERT INTO printer_tray AS s"
          + " (tenant, printer, row_index, description, media, level_kind, amount, capacity, unit,"
          + " source, as_of)"
          + " SELECT ?, printer, row_index, description, media, level_kind, amount, capacity, unit,"
          + " source, as_of FROM told ON CONFLICT (tenant, printer, row_index) DO UPDATE SET"
          + " description = excluded.description, media = excluded.media,"
          + " level_kind = excluded.level_kind, amount = excluded.amount,"
          + " capacity = excluded.capacity, unit = excluded.unit, source = excluded.source,"
          + " as_of = excluded.as_of"
          + " WHERE (s.description, s.media, s.level_kind, s.amount, s.capacity, s.unit, s.source,"
          + " s.as_of) IS DISTINCT FROM (excluded.description, excluded.media,"
          + " excluded.level_kind, excluded.amount, excluded.capacity, excluded.unit,"
          + " excluded.source, excluded.as_of)";

  private TrayRows() {}

  static void store(Connection connection, long tenant, List<ToldPrinter> printers)
      throws SQLException {
    Long[] whole =
        printers.stream()
            .filter(printer -> printer.report().trays() != null)
            .map(ToldPrinter::id)
            .toArray(Long[]::new);
    if (whole.length == 0) {
      return;
    }
    Batch rows = new Batch(COLUMNS);
    for (ToldPrinter printer : printers) {
      List<Tray> trays = printer.report().trays();
      Set<String> seen = new HashSet<>();
      for (Tray tray : trays == null ? List.<Tray>of() : trays) {
        if (seen.add(tray.index())) {
          Levels level = Levels.of(tray.level());
          rows.add(
              printer.id(),
              tray.index(),
              tray.description(),
              tray.media(),
              level.kind(),
              level.amount(),
              level.capacity(),
              level.unit(),
              tray.source(),
              printer.asOf(tray.asOf()));
        }
      }
    }
    try (PreparedStatement store = connection.prepareStatement(STORE)) {
      int next = rows.bind(connection, store, 1);
      store.setLong(next++, tenant);
      store.setArray(next++, connection.createArrayOf("bigint", whole));
      store.setLong(next, tenant);
      store.executeUpdate();
    }
  }
}

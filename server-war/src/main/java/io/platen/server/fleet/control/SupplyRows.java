package io.platen.server.fleet.control;

import io.platen.protocol.printer.Supply;
import io.platen.server.fleet.control.FleetWriter.ToldPrinter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Supplies as they are, and their levels over time. */
final class SupplyRows {
  private static final String[] COLUMNS = {
    "printer bigint", "row_index text", "type text", "class text", "colorant text",
    "description text", "serial text", "source text", "level_kind text", "amount bigint",
    "capacity bigint", "unit text", "percent int", "read_at timestamptz", "as_of timestamptz",
  };

  private static final String TOLD =
      "WITH told AS (SELECT * FROM " + Batch.table("t", COLUMNS) + ")";

  /** A list is whole, so what it leaves out is gone; a level that stays makes no reading. */
  private static final String STORE =
      TOLD
          + ", gone AS (DELETE FROM printer_supply s WHERE s.tenant = ? AND s.printer = ANY(?)"
          + " AND NOT EXISTS (SELECT FROM told WHERE told.printer = s.printer"
          + " AND told.row_index = s.row_index)),"
          + " history AS (INSERT INTO supply_reading"
          + " (tenant, printer, row_index, read_at, level_kind, amount, percent)"
          + " SELECT ?, t.printer, t.row_index, t.read_at, t.level_kind, t.amount, t.percent"
          + " FROM told t LEFT JOIN printer_supply s"
          + " ON s.tenant = ? AND s.printer = t.printer AND s.row_index = t.row_index"
          + " WHERE s.printer IS NULL OR (s.level_kind, s.amount, s.percent::int)"
          + " IS DISTINCT FROM (t.level_kind, t.amount, t.percent) ON CONFLICT DO NOTHING)"
          + " INSERT INTO printer_supply AS s (tenant, printer, row_index, type, class, colorant,"
          + " description, serial, source, level_kind, amount, capacity, unit, percent, changed, as_of)"
          + " SELECT ?, printer, row_index, type, class, colorant, description, serial, source,"
          + " level_kind, amount, capacity, unit, percent, read_at, as_of FROM told"
          + " ON CONFLICT (tenant, printer, row_index) DO UPDATE SET type = excluded.type,"
          + " class = excluded.class, colorant = excluded.colorant,"
          + " description = excluded.description, serial = excluded.serial,"
          + " source = excluded.source, level_kind = excluded.level_kind,"
          + " amount = excluded.amount, capacity = excluded.capacity, unit = excluded.unit,"
          + " percent = excluded.percent, changed = excluded.changed, as_of = excluded.as_of"
          + " WHERE (s.type, s.class, s.colorant, s.description, s.serial, s.source, s.level_kind,"
          + " s.amount, s.capacity, s.unit, s.as_of) IS DISTINCT FROM (excluded.type, excluded.class,"
          + " excluded.colorant, excluded.description, excluded.serial, excluded.source,"
          + " excluded.level_kind, excluded.amount, excluded.capacity, excluded.unit,"
          + " excluded.as_of)";

  private static final String KEEP_HISTORY =
      TOLD
          + " INSERT INTO supply_reading"
          + " (tenant, printer, row_index, read_at, level_kind, amount, percent)"
          + " SELECT ?, printer, row_index, read_at, level_kind, amount, percent FROM told"
          + " ON CONFLICT DO NOTHING";

  private SupplyRows() {}

  static void store(Connection connection, long tenant, List<ToldPrinter> printers)
      throws SQLException {
    Long[] whole =
        printers.stream()
            .filter(printer -> printer.report().supplies() != null)
            .map(ToldPrinter::id)
            .toArray(Long[]::new);
    if (whole.length == 0) {
      return;
    }
    try (PreparedStatement store = connection.prepareStatement(STORE)) {
      int next = rows(printers).bind(connection, store, 1);
      store.setLong(next++, tenant);
      store.setArray(next++, connection.createArrayOf("bigint", whole));
      store.setLong(next++, tenant);
      store.setLong(next++, tenant);
      store.setLong(next, tenant);
      store.executeUpdate();
    }
  }

  static void keepHistory(Connection connection, long tenant, List<ToldPrinter> printers)
      throws SQLException {
    Batch rows = rows(printers);
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement keep = connection.prepareStatement(KEEP_HISTORY)) {
      int next = rows.bind(connection, keep, 1);
      keep.setLong(next, tenant);
      keep.executeUpdate();
    }
  }

  private static Batch rows(List<ToldPrinter> printers) {
    Batch rows = new Batch(COLUMNS);
    for (ToldPrinter printer : printers) {
      List<Supply> supplies = printer.report().supplies();
      Set<String> seen = new HashSet<>();
      for (Supply supply : supplies == null ? List.<Supply>of() : supplies) {
        if (seen.add(supply.index())) {
          Levels level = Levels.of(supply.level());
          rows.add(
              printer.id(),
              supply.index(),
              supply.type(),
              supply.supplyClass().name(),
              supply.colorant(),
              supply.description(),
              supply.serial(),
              supply.source(),
              level.kind(),
              level.amount(),
              level.capacity(),
              level.unit(),
              level.percent(),
              readAt(printer, supply),
              printer.asOf(supply.asOf()));
        }
      }
    }
    return rows;
  }

  private static Instant readAt(ToldPrinter printer, Supply supply) {
    Instant older = printer.asOf(supply.asOf());
    return older == null ? printer.read() : older;
  }
}

package io.platen.server.fleet.control;

import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.Tray;
import io.platen.server.fleet.entity.StoredAlert;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Meters, supplies, trays and open alerts of many printers: one statement each. */
record PrinterParts(
    Map<Long, List<Meter>> meters,
    Map<Long, List<Supply>> supplies,
    Map<Long, List<Tray>> trays,
    Map<Long, List<StoredAlert>> alerts) {

  static PrinterParts of(Connection connection, long tenant, Collection<Long> printers)
      throws SQLException {
    Long[] ids = printers.toArray(Long[]::new);
    return new PrinterParts(
        byPrinter(
            connection,
            new Params(
                "SELECT * FROM printer_meter WHERE tenant = ? AND printer = ANY(?) AND present"
                    + " ORDER BY id",
                tenant,
                ids),
            PrinterParts::meter),
        byPrinter(
            connection,
            new Params(
                "SELECT * FROM printer_supply WHERE tenant = ? AND printer = ANY(?)"
                    + " ORDER BY string_to_array(row_index, '.')::bigint[]",
                tenant,
                ids),
            PrinterParts::supply),
        byPrinter(
            connection,
            new Params(
                "SELECT * FROM printer_tray WHERE tenant = ? AND printer = ANY(?)"
                    + " ORDER BY string_to_array(row_index, '.')::bigint[]",
                tenant,
                ids),
            PrinterParts::tray),
        byPrinter(
            connection,
            new Params(
                "SELECT a.*, '' AS printer_name FROM printer_alert a"
                    + " WHERE tenant = ? AND printer = ANY(?) AND closed IS NULL"
                    + " ORDER BY opened DESC, id",
                tenant,
                ids),
            PrinterParts::alert));
  }

  private static <T> Map<Long, List<T>> byPrinter(
      Connection connection, Params query, Rows.Mapper<T> mapper) throws SQLException {
    Map<Long, List<T>> map = new HashMap<>();
    Rows.list(
        connection,
        query,
        row ->
            map.computeIfAbsent(row.getLong("printer"), printer -> new ArrayList<>())
                .add(mapper.map(row)));
    return map;
  }

  private static Meter meter(ResultSet row) throws SQLException {
    String marker = row.getString("marker");
    return new Meter(
        row.getString("name"),
        marker.isEmpty() ? null : marker,
        row.getString("unit"),
        row.getLong("value"),
        row.getString("label"),
        row.getString("source"));
  }

  private static Supply supply(ResultSet row) throws SQLException {
    return new Supply(
        row.getString("row_index"),
        row.getString("type"),
        SupplyClass.valueOf(row.getString("class")),
        row.getString("colorant"),
        row.getString("description"),
        row.getString("serial"),
        row.getString("source"),
        Levels.read(row));
  }

  private static Tray tray(ResultSet row) throws SQLException {
    return new Tray(
        row.getString("row_index"),
        row.getString("description"),
        row.getString("media"),
        Levels.read(row));
  }

  static StoredAlert alert(ResultSet row) throws SQLException {
    return new StoredAlert(
        row.getLong("id"),
        row.getLong("printer"),
        row.getString("printer_name"),
        new PrinterAlert(
            row.getString("row_index"),
            row.getInt("code"),
            PrinterAlert.Severity.valueOf(row.getString("severity")),
            row.getString("training"),
            row.getString("part"),
            row.getObject("part_index", Integer.class),
            row.getObject("location", Integer.class),
            row.getString("description"),
            row.getObject("uptime_ticks", Long.class)),
        Rows.time(row, "opened"),
        Rows.findTime(row, "closed"));
  }
}

package io.platen.server.fleet.control;

import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.Tray;
import io.platen.server.fleet.entity.Printer;
import io.platen.server.fleet.entity.StoredAlert;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Meters, supplies, trays and open alerts of many printers by their rows: one statement each.
 *
 * @param meters of all rows of a printer, the newest of each
 * @param members all rows of a printer that has several
 */
record PrinterParts(
    Map<Long, List<Meter>> meters,
    Map<Long, List<Supply>> supplies,
    Map<Long, List<Tray>> trays,
    Map<Long, List<StoredAlert>> alerts,
    Map<Long, List<Printer.Member>> members) {

  static PrinterParts of(Connection connection, long tenant, Collection<Long> printers)
      throws SQLException {
    Long[] ids = printers.toArray(Long[]::new);
    Map<Long, List<Printer.Member>> members = members(connection, tenant, ids);
    return new PrinterParts(
        meters(connection, tenant, printers, members),
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
                "SELECT a.*, "
                    + PrinterGroups.SHOWN
                    + " AS shown, '' AS printer_name FROM printer_alert a"
                    + " JOIN printer p ON p.tenant = a.tenant AND p.id = a.printer"
                    + " WHERE a.tenant = ? AND a.printer = ANY(?) AND a.closed IS NULL"
                    + " ORDER BY a.opened DESC, a.id",
                tenant,
                ids),
            PrinterParts::alert),
        members);
  }

  private static Map<Long, List<Printer.Member>> members(
      Connection connection, long tenant, Long[] ids) throws SQLException {
    Params query =
        new Params(
            "SELECT p.id AS printer, m.*, d.name AS device_name, m.merged_into IS NULL AS head"
                + " FROM printer p JOIN printer m ON m.tenant = p.tenant AND (m.id = "
                + PrinterGroups.SHOWN
                + " OR m.merged_into = "
                + PrinterGroups.SHOWN
                + ") JOIN device d ON d.tenant = m.tenant AND d.id = m.device"
                + " WHERE p.tenant = ? AND p.id = ANY(?) AND p.grouped ORDER BY m.id",
            tenant,
            ids);
    return byPrinter(connection, query, PrinterParts::member);
  }

  private static Printer.Member member(ResultSet row) throws SQLException {
    return new Printer.Member(
        row.getLong("id"),
        row.getBoolean("head"),
        Objects.requireNonNull(row.getObject("device", UUID.class)),
        row.getString("device_name"),
        row.getString("key"),
        Rows.time(row, "last_read"),
        Rows.findTime(row, "removed"));
  }

  private static Map<Long, List<Meter>> meters(
      Connection connection,
      long tenant,
      Collection<Long> printers,
      Map<Long, List<Printer.Member>> members)
      throws SQLException {
    Set<Long> rows = new HashSet<>(printers);
    members.values().forEach(all -> all.forEach(member -> rows.add(member.id())));
    Map<Long, List<Read>> read =
        byPrinter(
            connection,
            new Params(
                "SELECT * FROM printer_meter WHERE tenant = ? AND printer = ANY(?) AND present"
                    + " ORDER BY id",
                tenant,
                rows.toArray(Long[]::new)),
            row -> new Read(meter(row), Rows.time(row, "read_at")));
    Map<Long, List<Meter>> meters = new HashMap<>();
    for (Long printer : printers) {
      List<Read> all = new ArrayList<>(read.getOrDefault(printer, List.of()));
      for (Printer.Member member : members.getOrDefault(printer, List.of())) {
        if (member.id() != printer) {
          read.getOrDefault(member.id(), List.of()).forEach(each -> all.add(each.ofAnother()));
        }
      }
      meters.put(printer, newest(all));
    }
    return meters;
  }

  /** One of each: several rows count the same pages. */
  private static List<Meter> newest(List<Read> all) {
    Map<String, Read> byName = new LinkedHashMap<>();
    for (Read each : all) {
      String name = each.meter.name() + " " + each.meter.marker();
      byName.merge(name, each, (one, other) -> other.at.isAfter(one.at) ? other : one);
    }
    return byName.values().stream().map(Read::meter).toList();
  }

  private record Read(Meter meter, Instant at) {
    /** Another device's reading does not say when this one's was. */
    Read ofAnother() {
      return new Read(meter.asOf() == null ? meter.asOf(at) : meter, at);
    }
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
    String by = row.getString("by_kind");
    Instant since = Rows.time(row, "since");
    return new Meter(
        row.getString("name"),
        marker.isEmpty() ? null : marker,
        row.getString("unit"),
        row.getLong("value"),
        row.getString("label"),
        row.getString("source"),
        by.isEmpty() ? null : by,
        since.equals(Instant.EPOCH) ? null : since,
        Rows.findTime(row, "as_of"));
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
        Levels.read(row),
        Rows.findTime(row, "as_of"));
  }

  private static Tray tray(ResultSet row) throws SQLException {
    return new Tray(
        row.getString("row_index"),
        row.getString("description"),
        row.getString("media"),
        Levels.read(row),
        row.getString("source"),
        Rows.findTime(row, "as_of"));
  }

  static StoredAlert alert(ResultSet row) throws SQLException {
    return new StoredAlert(
        row.getLong("id"),
        row.getLong("shown"),
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
            row.getObject("uptime_ticks", Long.class),
            row.getString("source")),
        Rows.time(row, "opened"),
        Rows.findTime(row, "closed"),
        row.getLong("traps"),
        new StoredAlert.Handling(
            Rows.findTime(row, "acknowledged"),
            row.getString("acknowledged_by"),
            Rows.findTime(row, "muted_until")));
  }
}

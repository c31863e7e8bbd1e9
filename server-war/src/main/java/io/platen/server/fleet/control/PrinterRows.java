package io.platen.server.fleet.control;

import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.UsedProfile;
import io.platen.protocol.report.PrinterReport;
import io.platen.server.fleet.control.FleetWriter.Told;
import io.platen.server.fleet.control.FleetWriter.ToldPrinter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The table of printers: who they are and what they are doing. */
final class PrinterRows {
  /** Parts a list of texts in one parameter; XML cannot carry it. */
  private static final String SEPARATOR = "\u001f";

  private static final String[] COLUMNS = {
    "id bigint",
    "read_at timestamptz",
    "reachable boolean",
    "has_identity boolean",
    "address text",
    "host_name text",
    "mac text",
    "vendor text",
    "model text",
    "serial text",
    "firmware text",
    "asset_number text",
    "location text",
    "sys_object_id text",
    "sys_descr text",
    "device_id text",
    "profile text",
    "profile_version int",
    "via text",
    "identity_source text",
    "has_status boolean",
    "status text",
    "conditions text",
    "panel text",
    "status_source text",
  };

  private static final String[] NEW_COLUMNS = {"key text", "read_at timestamptz"};

  private static final String UPDATE =
      "UPDATE printer p SET"
          + identityColumns()
          + " status = CASE WHEN t.has_status THEN t.status ELSE p.status END,"
          + " conditions = CASE WHEN t.has_status"
          + "   THEN coalesce(string_to_array(t.conditions, E'\\x1f'), '{}') ELSE p.conditions END,"
          + " panel = CASE WHEN t.has_status"
          + "   THEN coalesce(string_to_array(t.panel, E'\\x1f'), '{}') ELSE p.panel END,"
          + " status_source = CASE WHEN t.has_status THEN t.status_source"
          + "   ELSE p.status_source END,"
          + " last_read = CASE WHEN t.reachable AND t.read_at > p.last_read"
          + "   THEN t.read_at ELSE p.last_read END,"
          + " removed = NULL"
          + " FROM "
          + Batch.table("t", COLUMNS)
          + " WHERE p.tenant = ? AND p.id = t.id";

  /** By RFC 2790 hrPrinterDetectedErrorState, open alerts and supplies that run out. */
  private static final String HEALTH =
      "UPDATE printer p SET health = CASE"
          + " WHEN p.status = 'UNREACHABLE' THEN 'UNKNOWN'"
          + " WHEN p.status = 'DOWN' OR p.conditions && '{jammed,no-paper,no-toner,door-open,"
          + "offline,service-requested,input-tray-missing,output-tray-missing,output-full,"
          + "marker-supply-missing}'"
          + "   OR EXISTS (SELECT FROM printer_alert a WHERE a.tenant = p.tenant"
          + "     AND a.printer = p.id AND a.closed IS NULL AND a.severity = 'CRITICAL')"
          + "   THEN 'PROBLEM'"
          + " WHEN cardinality(p.conditions) > 0"
          + "   OR EXISTS (SELECT FROM printer_alert a WHERE a.tenant = p.tenant"
          + "     AND a.printer = p.id AND a.closed IS NULL AND a.severity = 'WARNING')"
          + "   OR EXISTS (SELECT FROM printer_supply s WHERE s.tenant = p.tenant"
          + "     AND s.printer = p.id AND s.percent <= "
          + OverviewQueries.LOW_PERCENT
          + ") THEN 'ATTENTION'"
          + " WHEN p.status = 'UNKNOWN' THEN 'UNKNOWN' ELSE 'OK' END"
          + " WHERE p.tenant = ? AND p.id = ANY(?)";

  private PrinterRows() {}

  private static String identityColumns() {
    StringBuilder columns = new StringBuilder();
    for (String column :
        List.of(
            "address",
            "host_name",
            "mac",
            "vendor",
            "model",
            "serial",
            "firmware",
            "asset_number",
            "location",
            "sys_object_id",
            "sys_descr",
            "device_id",
            "profile",
            "profile_version",
            "via",
            "identity_source")) {
      columns
          .append(' ')
          .append(column)
          .append(" = CASE WHEN t.has_identity THEN t.")
          .append(column)
          .append(" ELSE p.")
          .append(column)
          .append(" END,");
    }
    return columns.toString();
  }

  /** Finds the rows of the report's printers by their keys, and makes those that are new. */
  static List<ToldPrinter> identify(Connection connection, Told told) throws SQLException {
    Map<String, PrinterReport> printers = told.printers();
    if (printers.isEmpty()) {
      return List.of();
    }
    Map<String, Long> ids = find(connection, told, printers);
    Batch fresh = new Batch(NEW_COLUMNS);
    for (PrinterReport printer : printers.values()) {
      if (!ids.containsKey(printer.key())) {
        fresh.add(printer.key(), told.times().read(printer.read()));
      }
    }
    if (!fresh.isEmpty()) {
      ids.putAll(insert(connection, told, fresh));
    }
    List<ToldPrinter> rows = new ArrayList<>();
    for (PrinterReport printer : printers.values()) {
      rows.add(
          new ToldPrinter(
              Objects.requireNonNull(ids.get(printer.key()), printer.key()),
              told.times(),
              printer));
    }
    return rows;
  }

  private static Map<String, Long> find(
      Connection connection, Told told, Map<String, PrinterReport> printers) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT key, id FROM printer WHERE tenant = ? AND device = ? AND key = ANY(?)")) {
      query.setLong(1, told.tenant());
      query.setObject(2, told.device());
      query.setArray(3, connection.createArrayOf("text", printers.keySet().toArray(String[]::new)));
      return ids(query);
    }
  }

  /** A printer of an old report, which nothing current names, starts as removed. */
  private static Map<String, Long> insert(Connection connection, Told told, Batch fresh)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO printer (tenant, device, key, first_seen, last_read, removed)"
                + " SELECT ?, ?, t.key, t.read_at, t.read_at, t.read_at FROM "
                + Batch.table("t", NEW_COLUMNS)
                + " RETURNING key, id")) {
      insert.setLong(1, told.tenant());
      insert.setObject(2, told.device());
      fresh.bind(connection, insert, 3);
      return ids(insert);
    }
  }

  private static Map<String, Long> ids(PreparedStatement statement) throws SQLException {
    Map<String, Long> ids = new HashMap<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        ids.put(rows.getString(1), rows.getLong(2));
      }
    }
    return ids;
  }

  /** Identity, status and what they amount to. */
  static void update(Connection connection, long tenant, List<ToldPrinter> printers)
      throws SQLException {
    if (printers.isEmpty()) {
      return;
    }
    Batch rows = new Batch(COLUMNS);
    for (ToldPrinter printer : printers) {
      add(rows, printer);
    }
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      int next = rows.bind(connection, update, 1);
      update.setLong(next, tenant);
      update.executeUpdate();
    }
    try (PreparedStatement health = connection.prepareStatement(HEALTH)) {
      health.setLong(1, tenant);
      health.setArray(
          2,
          connection.createArrayOf(
              "bigint", printers.stream().map(ToldPrinter::id).toArray(Long[]::new)));
      health.executeUpdate();
    }
  }

  private static void add(Batch rows, ToldPrinter printer) {
    PrinterIdentity told = printer.report().identity();
    PrinterIdentity identity = told == null ? PrinterIdentity.builder().build() : told;
    UsedProfile profile = identity.profile();
    PrinterStatus status = printer.report().status();
    rows.add(
        printer.id(),
        printer.read(),
        !FleetWriter.isUnreachable(printer.report()),
        told != null,
        identity.address(),
        identity.hostName(),
        identity.mac(),
        identity.vendor(),
        identity.model(),
        identity.serial(),
        identity.firmware(),
        identity.assetNumber(),
        identity.location(),
        identity.sysObjectId(),
        identity.sysDescr(),
        identity.deviceId(),
        profile == null ? null : profile.id(),
        profile == null ? null : profile.version(),
        identity.via(),
        identity.source(),
        status != null,
        status == null ? null : status.state().name(),
        status == null || status.conditions().isEmpty()
            ? null
            : String.join(SEPARATOR, status.conditions()),
        status == null || status.panel().isEmpty() ? null : String.join(SEPARATOR, status.panel()),
        status == null ? null : status.source());
  }
}

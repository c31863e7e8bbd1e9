package io.platen.server.notice.control;

import io.platen.server.database.Query;
import io.platen.server.fleet.control.PrinterName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One tenant's fleet in the database. */
final class FleetFacts implements Facts {
  private static final String PLACE =
      "p.device, coalesce(p.merged_into, p.id) AS shown, "
          + PrinterName.SHOWN
          + " AS printer_name, coalesce(p.location, '') AS place,"
          + " concat_ws(' ', p.vendor, p.model) AS kind";

  /** Printers that are there; what two devices tell of one is told once. */
  private static final String THERE = " p.tenant = ? AND p.removed IS NULL AND p.face";

  private static final String ACTIVE = " d.tenant = ? AND d.state = 'ACTIVE'";

  private final Connection connection;
  private final long tenant;

  FleetFacts(Connection connection, long tenant) {
    this.connection = connection;
    this.tenant = tenant;
  }

  private <T> List<T> list(String sql, Query.Mapper<T> mapper, @Nullable Object... values) {
    try {
      return Query.of(connection, sql, values).list(mapper);
    } catch (SQLException e) {
      throw new FactsException(e);
    }
  }

  /** The port knows no SQL; who opened the connection takes this apart again. */
  static final class FactsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final SQLException sql;

    FactsException(SQLException sql) {
      super(sql);
      this.sql = sql;
    }

    SQLException sql() {
      return sql;
    }
  }

  private static PrinterPlace place(ResultSet row) throws SQLException {
    return new PrinterPlace(
        row.getObject("device", UUID.class),
        row.getLong("shown"),
        row.getString("printer_name"),
        row.getString("place"),
        row.getString("kind"));
  }

  private static SupplyLevel level(ResultSet row) throws SQLException {
    return new SupplyLevel(
        place(row), row.getString("row_index"), row.getString("what"), row.getInt("percent"));
  }

  private static final String SUPPLY =
      "SELECT "
          + PLACE
          + ", s.row_index, coalesce(nullif(s.description, ''), concat_ws(' ', s.type, s.colorant))"
          + " AS what, s.percent";

  private static final String MEASURED =
      " FROM printer_supply s JOIN printer p ON p.tenant = s.tenant AND p.id = s.printer";

  @Override
  public List<SupplyLevel> supplies(int atMostPercent) {
    return list(
        SUPPLY
            + MEASURED
            + " WHERE"
            + THERE
            + " AND s.level_kind = 'MEASURED' AND s.percent <= ? ORDER BY p.id, s.row_index",
        FleetFacts::level,
        tenant,
        atMostPercent);
  }

  private record Point(SupplyLevel supply, LevelAt level, Instant until) {}

  @Override
  public List<SupplyCourse> courses(Instant since) {
    Map<String, List<Point>> bySupply = new LinkedHashMap<>();
    list(
            SUPPLY
                + ", p.last_read, r.read_at, r.percent AS was"
                + MEASURED
                + " JOIN supply_reading r ON r.tenant = s.tenant AND r.printer = s.printer"
                + " AND r.row_index = s.row_index AND r.percent IS NOT NULL AND r.read_at >= ?"
                + " WHERE"
                + THERE
                + " AND s.level_kind = 'MEASURED' AND s.percent IS NOT NULL"
                + " ORDER BY p.id, s.row_index, r.read_at",
            row ->
                new Point(
                    level(row),
                    new LevelAt(Query.time(row, "read_at"), row.getInt("was")),
                    Query.time(row, "last_read")),
            since,
            tenant)
        .forEach(
            point ->
                bySupply
                    .computeIfAbsent(point.supply().subject(), each -> new ArrayList<>())
                    .add(point));
    return bySupply.values().stream()
        .map(
            points ->
                new SupplyCourse(
                    points.get(0).supply(),
                    points.stream().map(Point::level).toList(),
                    points.get(0).until()))
        .toList();
  }

  private static OpenAlert alert(ResultSet row) throws SQLException {
    return new OpenAlert(
        place(row), row.getLong("alert"), row.getString("what"), Query.time(row, "opened"));
  }

  private static final String OPEN =
      "SELECT "
          + PLACE
          + ", a.id AS alert, coalesce(nullif(a.description, ''), 'alert ' || a.code) AS what,"
          + " a.opened FROM printer_alert a JOIN printer p ON p.tenant = a.tenant"
          + " AND p.id = a.printer WHERE"
          + THERE
          + " AND a.closed IS NULL";

  /** RFC 2790 section 5 has a bit for it; RFC 3805 says of each alert who can mend it. */
  @Override
  public List<OpenAlert> serviceNeeded() {
    List<OpenAlert> all =
        new ArrayList<>(
            list(OPEN + " AND a.training = 'field-service'", FleetFacts::alert, tenant));
    all.addAll(
        list(
            "SELECT "
                + PLACE
                + ", 0 AS alert, 'service-requested' AS what, 'epoch'::timestamptz AS opened"
                + " FROM printer p WHERE"
                + THERE
                + " AND 'service-requested' = ANY(p.conditions)",
            FleetFacts::alert,
            tenant));
    return all;
  }

  @Override
  public List<OpenAlert> stopped() {
    return list(OPEN + " AND a.severity = 'CRITICAL'", FleetFacts::alert, tenant);
  }

  @Override
  public List<LastRead> unread(Instant since) {
    return list(
        "SELECT "
            + PLACE
            + ", p.last_read, coalesce(d.last_contact, d.created) AS came FROM printer p"
            + " JOIN device d ON d.tenant = p.tenant AND d.id = p.device WHERE"
            + THERE
            + " AND d.state = 'ACTIVE' AND p.last_read < ?",
        row -> new LastRead(place(row), Query.time(row, "last_read"), Query.time(row, "came")),
        tenant,
        since);
  }

  @Override
  public List<LastContact> silent(Instant since) {
    return list(
        "SELECT d.id, d.name, coalesce(d.last_contact, d.activated, d.created) AS came FROM device d"
            + " WHERE"
            + ACTIVE
            + " AND coalesce(d.last_contact, d.activated, d.created) < ?",
        row ->
            new LastContact(
                row.getObject("id", UUID.class), row.getString("name"), Query.time(row, "came")),
        tenant,
        since);
  }

  @Override
  public List<Fall> falls(Instant since) {
    return list(
        "SELECT "
            + PLACE
            + ", m.id AS meter, coalesce(nullif(m.label, ''), m.name) AS what, m.fell_from, m.fell,"
            + " (SELECT r.value FROM meter_reading r WHERE r.tenant = m.tenant AND r.meter = m.id"
            + " AND r.read_at = m.fell) AS fell_to"
            + " FROM printer_meter m JOIN printer p ON p.tenant = m.tenant AND p.id = m.printer"
            + " WHERE"
            + THERE
            + " AND m.fell >= ?",
        row ->
            new Fall(
                place(row),
                row.getLong("meter"),
                row.getString("what"),
                row.getLong("fell_from"),
                row.getLong("fell_to"),
                Query.time(row, "fell")),
        tenant,
        since);
  }

  @Override
  public List<CertificateEnd> ends(Instant before) {
    return list(
        "SELECT d.id, d.name, max(c.not_after) AS ends FROM device d JOIN device_certificate c"
            + " ON c.tenant = d.tenant AND c.device = d.id AND c.superseded IS NULL WHERE"
            + ACTIVE
            + " GROUP BY d.id, d.name HAVING max(c.not_after) < ?",
        row ->
            new CertificateEnd(
                row.getObject("id", UUID.class), row.getString("name"), Query.time(row, "ends")),
        tenant,
        before);
  }

  @Override
  public List<Interceptor> interceptors(Instant since) {
    return list(
        "SELECT d.id, d.name, o.host, o.issuer, o.last FROM device d JOIN device_obstacle o"
            + " ON o.tenant = d.tenant AND o.device = d.id AND o.kind = 'tls-opened' WHERE"
            + ACTIVE
            + " AND o.reported >= ? ORDER BY d.id, o.host, o.key",
        row ->
            new Interceptor(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("host"),
                Objects.requireNonNullElse(row.getString("issuer"), "?"),
                Query.time(row, "last")),
        tenant,
        since);
  }
}

package io.platen.server.fleet.control;

import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.UsedProfile;
import io.platen.server.database.Database;
import io.platen.server.fleet.entity.Page;
import io.platen.server.fleet.entity.Printer;
import io.platen.server.fleet.entity.PrinterFilter;
import io.platen.server.fleet.entity.PrinterHealth;
import io.platen.server.fleet.entity.StoredAlert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Printers for lists and pages. Every query names its tenant. */
@ApplicationScoped
public class FleetQueries {
  /** A device comes every two hours by day: a day without it is silence. */
  public static final Duration SILENT_AFTER = Duration.ofHours(24);

  /** The most rows of a page. */
  public static final int MAX_PAGE = 200;

  /** A delta leaves out what has not changed, so its device's word counts for those printers. */
  private static final String ROW_READ =
      "(CASE WHEN p.removed IS NOT NULL OR p.status = 'UNREACHABLE' THEN p.last_read"
          + " ELSE greatest(p.last_read, s.confirmed) END)";

  /** Of several rows of one printer, whichever device read it last. */
  static final String LAST_READ =
      "(CASE WHEN p.grouped THEN "
          + ofGroup("max(" + ROW_READ.replace("p.", "m.").replace("s.", "ms.") + ")")
          + " ELSE "
          + ROW_READ
          + " END)";

  private static final String FIRST_SEEN =
      "(CASE WHEN p.grouped THEN " + ofGroup("min(m.first_seen)") + " ELSE p.first_seen END)";

  private static final String COLUMNS =
      "p.*, "
          + PrinterGroups.SHOWN
          + " AS shown, d.name AS device_name, "
          + LAST_READ
          + " AS read_at, "
          + FIRST_SEEN
          + " AS seen_at, ";

  private static final String FROM =
      " FROM printer p JOIN device d ON d.tenant = p.tenant AND d.id = p.device"
          + " LEFT JOIN device_state s ON s.tenant = p.tenant AND s.device = p.device";

  private Database database;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected FleetQueries() {}

  @Inject
  public FleetQueries(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A value over all rows {@code m} of the printer of a row {@code p}. */
  private static String ofGroup(String value) {
    return "(SELECT "
        + value
        + " FROM printer m LEFT JOIN device_state ms ON ms.tenant = m.tenant"
        + " AND ms.device = m.device WHERE m.tenant = p.tenant AND (m.id = "
        + PrinterGroups.SHOWN
        + " OR m.merged_into = "
        + PrinterGroups.SHOWN
        + "))";
  }

  /** Printers that are there, with all their parts. */
  public Page<Printer> printers(
      long tenant, PrinterFilter filter, @Nullable String cursor, int limit) {
    int size = Math.max(1, Math.min(limit, MAX_PAGE));
    Order order = Order.of(filter.sort());
    Cursor after = Cursor.decode(cursor, filter.sort().name());
    Instant silentBefore = clock.instant().minus(SILENT_AFTER);
    Params query =
        new Params("SELECT " + COLUMNS)
            .add(health() + " AS effective_health, ", silentBefore)
            .add("(" + order.expression + ")::text AS sort_value", order.parameters(silentBefore))
            .add(FROM);
    where(query, tenant, filter, silentBefore);
    if (after != null) {
      query
          .add(" AND (" + order.expression, order.parameters(silentBefore))
          .add(", p.id) > (?::" + order.type + ", ?)", after.value(), after.id());
    }
    query
        .add(" ORDER BY " + order.expression, order.parameters(silentBefore))
        .add(", p.id LIMIT ?", size + 1);
    return database.read(
        connection -> {
          List<Cursor> positions = new ArrayList<>();
          List<Bare> rows =
              Rows.list(
                  connection,
                  query,
                  row -> {
                    positions.add(
                        new Cursor(
                            filter.sort().name(), row.getString("sort_value"), row.getLong("id")));
                    return bare(row);
                  });
          boolean more = rows.size() > size;
          List<Bare> shown = more ? rows.subList(0, size) : rows;
          return new Page<>(
              complete(connection, tenant, shown), more ? positions.get(size - 1).encode() : null);
        });
  }

  /** How many the whole list has. */
  public long count(long tenant, PrinterFilter filter) {
    Params query = new Params("SELECT count(*)" + FROM);
    where(query, tenant, filter, clock.instant().minus(SILENT_AFTER));
    return database.read(connection -> Rows.count(connection, query));
  }

  /** One printer, also a removed one, by any of the ids that it has had. */
  public Optional<Printer> printer(long tenant, long id) {
    Params query =
        new Params("SELECT " + COLUMNS)
            .add(health() + " AS effective_health", clock.instant().minus(SILENT_AFTER))
            .add(
                FROM + " WHERE p.tenant = ? AND p.face AND p.id IN " + PrinterGroups.ROWS_OF,
                tenant,
                tenant,
                id);
    return database.read(
        connection ->
            complete(connection, tenant, Rows.list(connection, query, FleetQueries::bare)).stream()
                .findFirst());
  }

  /** The makers that there are, for a filter. */
  public List<String> vendors(long tenant) {
    Params query =
        new Params(
            "SELECT DISTINCT vendor FROM printer WHERE tenant = ? AND removed IS NULL"
                + " AND vendor IS NOT NULL ORDER BY vendor",
            tenant);
    return database.read(connection -> Rows.list(connection, query, row -> row.getString(1)));
  }

  /** With one parameter: the time before which a printer counts as silent. */
  static String health() {
    return "(CASE WHEN " + LAST_READ + " < ? THEN 'SILENT' ELSE p.health END)";
  }

  private static void where(Params query, long tenant, PrinterFilter filter, Instant silentBefore) {
    query.add(" WHERE p.tenant = ? AND p.removed IS NULL AND p.face", tenant);
    if (filter.text() != null && !filter.text().isBlank()) {
      query.add(
          " AND concat_ws(' ', p.vendor, p.model, p.serial, p.address, p.host_name, p.location,"
              + " p.asset_number, p.mac, p.key) ILIKE ?",
          "%" + literally(filter.text().strip()) + "%");
    }
    if (filter.health() != null) {
      query.add(" AND " + health() + " = ?", silentBefore, filter.health().name());
    }
    if (filter.device() != null) {
      query.add(
          " AND (p.device = ? OR (p.grouped AND "
              + ofGroup("bool_or(m.device = ? AND m.removed IS NULL)")
              + "))",
          filter.device(),
          filter.device());
    }
    if (filter.vendor() != null && !filter.vendor().isBlank()) {
      query.add(" AND lower(p.vendor) = ?", filter.vendor().strip().toLowerCase(Locale.ROOT));
    }
  }

  private static String literally(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  private static List<Printer> complete(Connection connection, long tenant, List<Bare> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return List.of();
    }
    PrinterParts parts =
        PrinterParts.of(connection, tenant, rows.stream().map(Bare::rowId).toList());
    return rows.stream().map(row -> row.with(parts)).toList();
  }

  private static Bare bare(ResultSet row) throws SQLException {
    PrinterIdentity identity =
        PrinterIdentity.builder()
            .address(row.getString("address"))
            .hostName(row.getString("host_name"))
            .mac(row.getString("mac"))
            .vendor(row.getString("vendor"))
            .model(row.getString("model"))
            .serial(row.getString("serial"))
            .firmware(row.getString("firmware"))
            .assetNumber(row.getString("asset_number"))
            .location(row.getString("location"))
            .sysObjectId(row.getString("sys_object_id"))
            .sysDescr(row.getString("sys_descr"))
            .deviceId(row.getString("device_id"))
            .profile(profile(row))
            .via(row.getString("via"))
            .source(row.getString("identity_source"))
            .build();
    PrinterStatus status =
        new PrinterStatus(
            PrinterStatus.State.valueOf(row.getString("status")),
            Rows.texts(row, "conditions"),
            Rows.texts(row, "panel"),
            row.getString("status_source"));
    return new Bare(
        row.getLong("id"),
        new Printer(
            row.getLong("shown"),
            Objects.requireNonNull(row.getObject("device", java.util.UUID.class)),
            row.getString("device_name"),
            row.getString("key"),
            PrinterHealth.valueOf(row.getString("effective_health")),
            Rows.time(row, "seen_at"),
            Rows.time(row, "read_at"),
            Rows.findTime(row, "removed"),
            new PrinterFacts(identity, status, List.of(), List.of(), List.of(), List.of()),
            List.of(),
            List.of()));
  }

  private static @Nullable UsedProfile profile(ResultSet row) throws SQLException {
    String id = row.getString("profile");
    return id == null ? null : new UsedProfile(id, row.getInt("profile_version"));
  }

  /** A printer whose parts are not read yet, and the row that they are of. */
  private record Bare(long rowId, Printer printer) {
    Printer with(PrinterParts parts) {
      long id = rowId;
      List<StoredAlert> alerts = parts.alerts().getOrDefault(id, List.of());
      return new Printer(
          printer.id(),
          printer.device(),
          printer.deviceName(),
          printer.key(),
          printer.health(),
          printer.firstSeen(),
          printer.lastRead(),
          printer.removed(),
          new PrinterFacts(
              printer.identity(),
              printer.facts().status(),
              parts.meters().getOrDefault(id, List.of()),
              parts.supplies().getOrDefault(id, List.of()),
              parts.trays().getOrDefault(id, List.of()),
              alerts.stream().map(StoredAlert::alert).toList()),
          alerts,
          parts.members().getOrDefault(id, List.of()));
    }
  }

  /** A sort as SQL. */
  private enum Order {
    ID("p.tenant", "bigint", 0),
    NAME("lower(concat_ws(' ', p.vendor, p.model, p.serial))", "text", 0),
    HEALTH(
        "array_position(ARRAY['PROBLEM','ATTENTION','SILENT','UNKNOWN','OK'], " + health() + ")",
        "int",
        1),
    AGE(LAST_READ, "timestamptz", 0);

    private final String expression;
    private final String type;
    private final int times;

    Order(String expression, String type, int times) {
      this.expression = expression;
      this.type = type;
      this.times = times;
    }

    static Order of(PrinterFilter.Sort sort) {
      return valueOf(sort.name());
    }

    Object[] parameters(Instant silentBefore) {
      return times == 0 ? new Object[0] : new Object[] {silentBefore};
    }
  }
}

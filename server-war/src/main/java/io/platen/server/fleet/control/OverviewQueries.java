package io.platen.server.fleet.control;

import io.platen.protocol.Limit;
import io.platen.server.database.Database;
import io.platen.server.fleet.entity.AlertFilter;
import io.platen.server.fleet.entity.DevicePresence;
import io.platen.server.fleet.entity.DeviceRow;
import io.platen.server.fleet.entity.Overview;
import io.platen.server.fleet.entity.PrinterHealth;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts for the overview, and devices with what came from them. */
@ApplicationScoped
public class OverviewQueries {
  /** A supply at or below this percentage is low. */
  public static final int LOW_PERCENT = 10;

  /** Three heartbeats by default, two of which may get lost. */
  private static final Duration BEATS_FOR = Limit.HEARTBEAT_EVERY.duration().multipliedBy(3);

  private static final int LATEST = 10;
  private static final int HOURS = 24;

  private Database database;
  private AlertQueries alerts;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected OverviewQueries() {}

  @Inject
  public OverviewQueries(Database database, AlertQueries alerts, InstantSource clock) {
    this.database = database;
    this.alerts = alerts;
    this.clock = clock;
  }

  public Overview overview(long tenant) {
    Instant now = clock.instant();
    List<DeviceRow> devices = devices(tenant);
    Map<DevicePresence, Long> presence = zeros(DevicePresence.class);
    devices.forEach(device -> presence.merge(device.presence(), 1L, Long::sum));
    var latest = alerts.alerts(tenant, AlertFilter.OPEN, null, LATEST).items();
    return database.read(
        connection ->
            new Overview(
                printers(connection, tenant, now),
                presence,
                suppliesLow(connection, tenant),
                reportsByHour(connection, tenant, now),
                latest));
  }

  /** All devices in the order of their names. */
  public List<DeviceRow> devices(long tenant) {
    return devices(tenant, null);
  }

  public Optional<DeviceRow> device(long tenant, UUID id) {
    return devices(tenant, id).stream().findFirst();
  }

  private List<DeviceRow> devices(long tenant, @Nullable UUID id) {
    Params query =
        new Params(
            "SELECT d.*, h.heard, s.last_report, coalesce(s.lost_reports, 0) AS lost_reports,"
                + " (SELECT count(*) FROM printer p WHERE p.tenant = d.tenant"
                + "   AND p.device = d.id AND p.removed IS NULL) AS printers,"
                + " (SELECT count(*) FROM discovery_entry e WHERE e.tenant = d.tenant"
                + "   AND e.device = d.id) AS entries"
                + " FROM device d"
                + " LEFT JOIN device_state s ON s.tenant = d.tenant AND s.device = d.id"
                + " LEFT JOIN device_heartbeat h ON h.tenant = d.tenant AND h.device = d.id"
                + " WHERE d.tenant = ?",
            tenant);
    if (id != null) {
      query.add(" AND d.id = ?", id);
    }
    query.add(" ORDER BY d.name, d.id");
    Instant now = clock.instant();
    return database.read(connection -> Rows.list(connection, query, row -> device(row, now)));
  }

  private static DeviceRow device(ResultSet row, Instant now) throws SQLException {
    String state = row.getString("state");
    Instant lastContact = Rows.findTime(row, "last_contact");
    Instant heartbeat = Rows.findTime(row, "heard");
    return new DeviceRow(
        Objects.requireNonNull(row.getObject("id", UUID.class)),
        row.getString("name"),
        state,
        presence(state, lastContact, heartbeat, now),
        Rows.time(row, "created"),
        Rows.findTime(row, "activated"),
        lastContact,
        heartbeat,
        Rows.findTime(row, "last_report"),
        row.getString("software"),
        row.getString("address"),
        row.getString("clock"),
        row.getBoolean("tls12"),
        row.getLong("lost_reports"),
        row.getLong("printers"),
        row.getLong("entries"));
  }

  private static DevicePresence presence(
      String state, @Nullable Instant lastContact, @Nullable Instant heartbeat, Instant now) {
    boolean silent =
        lastContact == null || lastContact.isBefore(now.minus(FleetQueries.SILENT_AFTER));
    boolean beats = heartbeat != null && heartbeat.isAfter(now.minus(BEATS_FOR));
    return switch (state) {
      case "CREATED", "PENDING" -> DevicePresence.WAITING;
      case "ACTIVE" ->
          // [PLT-HBT-032]
          silent
              ? beats ? DevicePresence.HEARTBEAT_ONLY : DevicePresence.SILENT
              : DevicePresence.ONLINE;
      default -> DevicePresence.INACTIVE;
    };
  }

  private static Map<PrinterHealth, Long> printers(Connection connection, long tenant, Instant now)
      throws SQLException {
    Map<PrinterHealth, Long> counts = zeros(PrinterHealth.class);
    Params query =
        new Params("SELECT health, count(*) AS printers FROM (SELECT ")
            .add(FleetQueries.health() + " AS health", now.minus(FleetQueries.SILENT_AFTER))
            .add(
                " FROM printer p LEFT JOIN device_state s ON s.tenant = p.tenant"
                    + " AND s.device = p.device"
                    + " WHERE p.tenant = ? AND p.removed IS NULL AND p.face) h GROUP BY health",
                tenant);
    Rows.list(
        connection,
        query,
        row -> counts.put(PrinterHealth.valueOf(row.getString("health")), row.getLong("printers")));
    return counts;
  }

  private static long suppliesLow(Connection connection, long tenant) throws SQLException {
    return Rows.count(
        connection,
        new Params(
            "SELECT count(*) FROM printer_supply s JOIN printer p ON p.tenant = s.tenant"
                + " AND p.id = s.printer WHERE s.tenant = ? AND s.percent <= ?"
                + " AND p.removed IS NULL AND p.face",
            tenant,
            LOW_PERCENT));
  }

  private static List<Long> reportsByHour(Connection connection, long tenant, Instant now)
      throws SQLException {
    Instant first = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HOURS - 1L));
    Long[] hours = new Long[HOURS];
    Arrays.fill(hours, 0L);
    Rows.list(
        connection,
        new Params(
            "SELECT date_trunc('hour', received, 'UTC') AS hour, count(*) AS reports"
                + " FROM report_seen WHERE tenant = ? AND received >= ? GROUP BY 1",
            tenant,
            first),
        row -> {
          long hour = Duration.between(first, Rows.time(row, "hour")).toHours();
          if (hour < HOURS) {
            hours[(int) hour] = row.getLong("reports");
          }
          return hour;
        });
    return List.of(hours);
  }

  private static <E extends Enum<E>> Map<E, Long> zeros(Class<E> type) {
    Map<E, Long> counts = new EnumMap<>(type);
    for (E value : type.getEnumConstants()) {
      counts.put(value, 0L);
    }
    return counts;
  }
}

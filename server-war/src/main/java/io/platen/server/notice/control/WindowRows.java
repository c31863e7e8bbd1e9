package io.platen.server.notice.control;

import io.platen.server.database.Query;
import io.platen.server.notice.entity.Window;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Maintenance windows in the database. */
final class WindowRows {
  private final Connection connection;

  WindowRows(Connection connection) {
    this.connection = connection;
  }

  List<Window> list(long tenant) throws SQLException {
    return Query.of(
            connection,
            "SELECT * FROM maintenance_window WHERE tenant = ? ORDER BY lower(name)",
            tenant)
        .list(WindowRows::window);
  }

  void put(Window window, Instant now) throws SQLException {
    Query.of(
            connection,
            "INSERT INTO maintenance_window (tenant, id, name, device, zone, days, begins, ends,"
                + " created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (tenant, id) DO UPDATE SET name = excluded.name,"
                + " device = excluded.device, zone = excluded.zone, days = excluded.days,"
                + " begins = excluded.begins, ends = excluded.ends",
            window.tenant(),
            window.id(),
            window.name(),
            window.device(),
            window.zone().getId(),
            window.days().stream().sorted().map(Enum::name).toArray(String[]::new),
            window.begins(),
            window.ends(),
            now)
        .update();
  }

  boolean delete(long tenant, UUID id) throws SQLException {
    return Query.of(
                connection,
                "DELETE FROM maintenance_window WHERE tenant = ? AND id = ?",
                tenant,
                id)
            .update()
        > 0;
  }

  private static Window window(ResultSet row) throws SQLException {
    return new Window(
        row.getLong("tenant"),
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getObject("device", UUID.class),
        zone(row.getString("zone")),
        Arrays.stream((String[]) row.getArray("days").getArray())
            .map(DayOfWeek::valueOf)
            .collect(Collectors.toUnmodifiableSet()),
        row.getObject("begins", LocalTime.class),
        row.getObject("ends", LocalTime.class));
  }

  /** A Java that knows fewer zones than the one that took it stops no notice. */
  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }
}

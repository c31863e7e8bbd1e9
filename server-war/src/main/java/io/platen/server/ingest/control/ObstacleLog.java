package io.platen.server.ingest.control;

import io.platen.protocol.report.Obstacle;
import io.platen.server.enrolment.control.AdmittedDevice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** What has kept a device from its hosts, the newest word on each. [PLT-TLS-046] */
final class ObstacleLog {
  /** Who meets more has other worries; the oldest go. */
  private static final int MOST = 32;

  private final Connection connection;
  private final AdmittedDevice device;

  ObstacleLog(Connection connection, AdmittedDevice device) {
    this.connection = connection;
    this.device = device;
  }

  void keep(List<Obstacle> obstacles, Instant now) throws SQLException {
    for (Obstacle obstacle : obstacles) {
      keep(obstacle, now);
    }
    if (!obstacles.isEmpty()) {
      forgetOldest();
    }
  }

  private void keep(Obstacle obstacle, Instant now) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT INTO device_obstacle"
                + " (tenant, device, host, kind, key, issuer, first, last, times, reported)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (tenant, device, host, kind, key) DO UPDATE SET"
                + " issuer = excluded.issuer, first = excluded.first, last = excluded.last,"
                + " times = excluded.times, reported = excluded.reported")) {
      upsert.setLong(1, device.tenant());
      upsert.setObject(2, device.id());
      upsert.setString(3, obstacle.host());
      upsert.setString(4, obstacle.kind());
      upsert.setString(5, obstacle.key() == null ? "" : obstacle.key());
      upsert.setString(6, obstacle.issuer());
      upsert.setObject(7, obstacle.first().atOffset(ZoneOffset.UTC));
      upsert.setObject(8, obstacle.last().atOffset(ZoneOffset.UTC));
      upsert.setLong(9, obstacle.times());
      upsert.setObject(10, now.atOffset(ZoneOffset.UTC));
      upsert.executeUpdate();
    }
  }

  private void forgetOldest() throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM device_obstacle WHERE tenant = ? AND device = ? AND (host, kind, key) IN"
                + " (SELECT host, kind, key FROM device_obstacle WHERE tenant = ? AND device = ?"
                + " ORDER BY reported DESC, last DESC, host, kind, key OFFSET "
                + MOST
                + ")")) {
      delete.setLong(1, device.tenant());
      delete.setObject(2, device.id());
      delete.setLong(3, device.tenant());
      delete.setObject(4, device.id());
      delete.executeUpdate();
    }
  }
}

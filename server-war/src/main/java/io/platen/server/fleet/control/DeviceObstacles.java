package io.platen.server.fleet.control;

import io.platen.protocol.report.Obstacle;
import io.platen.server.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** What has kept devices from their hosts, as they tell it (PLT-TLS-046). */
@ApplicationScoped
public class DeviceObstacles {
  private Database database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected DeviceObstacles() {}

  @Inject
  public DeviceObstacles(Database database) {
    this.database = database;
  }

  /** Those of one device, the latest first. */
  public List<Obstacle> of(long tenant, UUID device) {
    Params query =
        new Params(
            "SELECT host, kind, issuer, key, first, last, times FROM device_obstacle"
                + " WHERE tenant = ? AND device = ? ORDER BY last DESC, host, kind, key",
            tenant,
            device);
    return database.read(connection -> Rows.list(connection, query, DeviceObstacles::obstacle));
  }

  private static Obstacle obstacle(ResultSet row) throws SQLException {
    String key = row.getString("key");
    return new Obstacle(
        row.getString("host"),
        row.getString("kind"),
        row.getString("issuer"),
        key.isEmpty() ? null : key,
        Rows.time(row, "first"),
        Rows.time(row, "last"),
        row.getLong("times"));
  }
}

package io.platen.server.notice.control;

import io.platen.server.database.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** A site is where a device stands. */
final class Sites {
  private Sites() {}

  static boolean has(Connection connection, long tenant, UUID device) throws SQLException {
    return Query.of(connection, "SELECT id FROM device WHERE tenant = ? AND id = ?", tenant, device)
        .first(row -> true)
        .isPresent();
  }
}

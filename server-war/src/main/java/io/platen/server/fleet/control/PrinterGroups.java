package io.platen.server.fleet.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Rows that are one printer to people. Each row stays as its device reports it, so that a split
 * loses nothing; the face is the row that tells how the printer is now.
 */
final class PrinterGroups {
  /** The id under which people see the printer of a row. */
  static final String SHOWN = "coalesce(p.merged_into, p.id)";

  /** All rows of the printer that is shown under an id, or of which a row has it: one parameter. */
  static final String ROWS_OF =
      "(SELECT m.id FROM printer o JOIN printer m ON m.tenant = o.tenant"
          + " AND (m.id = coalesce(o.merged_into, o.id) OR m.merged_into = coalesce(o.merged_into,"
          + " o.id)) WHERE o.tenant = ? AND o.id = ?)";

  /** [PLT-RPT-035] One that is there goes before one that is gone, and a reading before none. */
  private static final String CHOOSE_FACES =
      "UPDATE printer p SET face = (p.id = f.id) FROM (SELECT DISTINCT ON (m.head) m.head, m.id"
          + " FROM (SELECT coalesce(merged_into, id) AS head, * FROM printer WHERE tenant = ?"
          + " AND (id = ANY(?) OR merged_into = ANY(?))) m"
          + " ORDER BY m.head, (m.removed IS NOT NULL), (m.status = 'UNREACHABLE'),"
          + " m.last_read DESC, (m.merged_into IS NOT NULL), m.id) f"
          + " WHERE p.tenant = ? AND (p.id = f.head OR p.merged_into = f.head)"
          + " AND p.face <> (p.id = f.id)";

  private PrinterGroups() {}

  /**
   * The heads of the groups that a device has rows in, locked: devices that report one printer at
   * the same time follow each other. Nothing of the groups is locked before.
   */
  static Set<Long> lock(Connection connection, long tenant, UUID device) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT id FROM printer WHERE tenant = ? AND id IN (SELECT coalesce(merged_into, id)"
                + " FROM printer WHERE tenant = ? AND device = ? AND grouped)"
                + " ORDER BY id FOR UPDATE")) {
      query.setLong(1, tenant);
      query.setLong(2, tenant);
      query.setObject(3, device);
      Set<Long> heads = new LinkedHashSet<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          heads.add(rows.getLong(1));
        }
      }
      return heads;
    }
  }

  /** After anything of these groups has changed. */
  static void chooseFaces(Connection connection, long tenant, Set<Long> heads) throws SQLException {
    if (heads.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(CHOOSE_FACES)) {
      var array = connection.createArrayOf("bigint", heads.toArray(Long[]::new));
      update.setLong(1, tenant);
      update.setArray(2, array);
      update.setArray(3, array);
      update.setLong(4, tenant);
      update.executeUpdate();
    }
  }
}

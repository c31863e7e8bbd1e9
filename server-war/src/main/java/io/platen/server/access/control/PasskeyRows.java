package io.platen.server.access.control;

import io.platen.server.access.entity.Passkey;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A passkey with its owner, from the database. */
final class PasskeyRows {
  static final String SELECT =
      "SELECT p.*, u.tenant, u.login FROM passkey p JOIN app_user u ON u.id = p.app_user";

  private PasskeyRows() {}

  static Passkey read(ResultSet row) throws SQLException {
    return new Passkey(
        row.getLong("id"),
        row.getLong("tenant"),
        row.getLong("app_user"),
        row.getString("login"),
        row.getString("name"),
        new Passkey.Key(
            row.getBytes("attested"), row.getBoolean("backup"), row.getBoolean("backed_up")),
        row.getLong("counter"),
        Rows.time(row, "created"),
        Rows.findTime(row, "last_used"));
  }
}

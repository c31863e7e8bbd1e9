package io.platen.server.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * Makes the monthly partitions of time series ahead of time. A row of a month that has none yet
 * lands in the default partition and moves when its month is made.
 */
@ApplicationScoped
public class Partitions {
  /** Devices keep reports for a month when the server is away. */
  static final int MONTHS_BACK = 2;

  static final int MONTHS_AHEAD = 3;

  private static final List<String> TABLES = List.of("meter_reading", "supply_reading");

  /** Any number that nothing else locks: one node makes partitions at a time. */
  private static final long LOCK = 0x506c6174656eL;

  private Database database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Partitions() {}

  @Inject
  public Partitions(Database database) {
    this.database = database;
  }

  /** Makes what is missing around the given time; returns how many were made. */
  public int provide(Instant now) {
    YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
    return database.inTransaction(
        connection -> {
          lock(connection);
          int made = 0;
          for (String table : TABLES) {
            for (int ahead = -MONTHS_BACK; ahead <= MONTHS_AHEAD; ahead++) {
              made += provide(connection, table, month.plusMonths(ahead)) ? 1 : 0;
            }
          }
          return made;
        });
  }

  private static void lock(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
      lock.setLong(1, LOCK);
      lock.execute();
    }
  }

  private static boolean provide(Connection connection, String table, YearMonth month)
      throws SQLException {
    String name =
        String.format(Locale.ROOT, "%s_%d_%02d", table, month.getYear(), month.getMonthValue());
    if (exists(connection, name)) {
      return false;
    }
    String from = "'" + month.atDay(1) + " 00:00:00+00'";
    String to = "'" + month.plusMonths(1).atDay(1) + " 00:00:00+00'";
    String rest = table + "_default";
    // Names and months are our own words: no part of these statements comes from outside.
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE " + name + " (LIKE " + table + " INCLUDING ALL)");
      // Attaching refuses while the default partition holds rows of the month.
      statement.execute("LOCK TABLE " + rest + " IN ACCESS EXCLUSIVE MODE");
      statement.execute(
          String.format(
              Locale.ROOT,
              "WITH moved AS (DELETE FROM %s WHERE read_at >= %s AND read_at < %s RETURNING *)"
                  + " INSERT INTO %s SELECT * FROM moved",
              rest,
              from,
              to,
              name));
      statement.execute(
          String.format(
              Locale.ROOT,
              "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%s) TO (%s)",
              table,
              name,
              from,
              to));
      return true;
    }
  }

  private static boolean exists(Connection connection, String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}

package io.platen.server.tries;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Counts over all nodes how often something happened within a window, which begins with the first
 * time.
 *
 * @param table of the counts, each of which has a subject
 */
public record WindowCounter(String table, Duration window) {

  /**
   * How often it has happened by now.
   *
   * @param since when the window began
   */
  public record Count(int tries, Instant since) {}

  /**
   * Adds to the count of a subject, in a row that stays locked until the transaction ends.
   *
   * @param more may be none, to look at it and to lock it
   */
  public Count add(Connection connection, String subject, int more, Instant now)
      throws SQLException {
    try (PreparedStatement count =
        connection.prepareStatement(
            "INSERT INTO "
                + table
                + " AS t (subject, failures, window_start) VALUES (?, ?, ?)"
                + " ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures"
                + " + CASE WHEN t.window_start <= ? THEN 0 ELSE t.failures END,"
                + " window_start = CASE WHEN t.window_start <= ? THEN excluded.window_start"
                + " ELSE t.window_start END RETURNING failures, window_start")) {
      OffsetDateTime windowBegan = now.minus(window).atOffset(ZoneOffset.UTC);
      count.setString(1, subject);
      count.setInt(2, more);
      count.setObject(3, now.atOffset(ZoneOffset.UTC));
      count.setObject(4, windowBegan);
      count.setObject(5, windowBegan);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return new Count(row.getInt(1), row.getObject(2, OffsetDateTime.class).toInstant());
      }
    }
  }

  /** How long after {@code now} the window of a count ends; zero where it has. */
  public Duration left(Count count, Instant now) {
    Duration left = Duration.between(now, count.since().plus(window));
    return left.isNegative() ? Duration.ZERO : left;
  }
}

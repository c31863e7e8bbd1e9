package io.platen.server.enrolment.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * How often something went wrong within a window, which begins with the first time.
 *
 * @param since when the window began
 */
record WindowCount(int failures, Instant since) {

  /**
   * Adds to it, in a row that stays locked until the transaction ends.
   *
   * @param more may be none, to look at it and to lock it
   */
  static WindowCount add(
      Connection connection, String subject, int more, Duration window, Instant now)
      throws SQLException {
    try (PreparedStatement count =
        connection.prepareStatement(
            "INSERT INTO enrolment_try AS t (subject, failures, window_start) VALUES (?, ?, ?)"
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
        return new WindowCount(row.getInt(1), row.getObject(2, OffsetDateTime.class).toInstant());
      }
    }
  }
}

package io.platen.server.enrolment.control;

import io.platen.server.audit.Audit;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Counts wrong codes from everywhere, and tells people when they are more than typing errors. It
 * refuses nothing: [PLT-ENR-009] who guesses would lock all others out.
 */
final class GuessingAlarm {
  /** In an hour: as many as the busiest site may, from one address. */
  static final int OF_TENANT = CodeTries.OF_SOURCE;

  /** In an hour, also at selectors that no code has. */
  static final int OF_SERVER = 1000;

  private static final Duration WINDOW = Duration.ofHours(1);
  private static final Logger LOG = System.getLogger(GuessingAlarm.class.getName());

  private final Connection connection;
  private final Instant now;

  GuessingAlarm(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  /** One more at a code of this tenant. */
  void ofTenant(long tenant) throws SQLException {
    if (count("tenant " + tenant) == OF_TENANT) {
      tell(tenant, OF_TENANT);
    }
  }

  /** One more. Counted after the tenant's, everywhere: the rows are locked in one order. */
  void ofServer() throws SQLException {
    if (count("server") == OF_SERVER) {
      tell(null, OF_SERVER);
    }
  }

  private void tell(@Nullable Long tenant, int count) throws SQLException {
    String what = count + " wrong activation codes within an hour";
    String whose = tenant == null ? "at all codes" : "at codes of tenant " + tenant;
    LOG.log(Level.WARNING, "{0}, {1}: somebody guesses", what, whose);
    Audit.record(
        connection, new Audit.Entry(now, tenant, "server", "enrolment.guessing", what, null));
  }

  private int count(String subject) throws SQLException {
    try (PreparedStatement count =
        connection.prepareStatement(
            "INSERT INTO enrolment_try AS t (subject, failures, window_start) VALUES (?, 1, ?)"
                + " ON CONFLICT (subject) DO UPDATE SET"
                + " failures = CASE WHEN t.window_start <= ? THEN 1 ELSE t.failures + 1 END,"
                + " window_start = CASE WHEN t.window_start <= ? THEN excluded.window_start"
                + " ELSE t.window_start END RETURNING failures")) {
      OffsetDateTime windowBegan = now.minus(WINDOW).atOffset(ZoneOffset.UTC);
      count.setString(1, subject);
      count.setObject(2, now.atOffset(ZoneOffset.UTC));
      count.setObject(3, windowBegan);
      count.setObject(4, windowBegan);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}

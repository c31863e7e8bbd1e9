package io.platen.server.access.control;

import io.platen.server.database.Database;
import io.platen.server.tries.SourceNetwork;
import io.platen.server.tries.WindowCounter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Bounds guessing of passwords over all nodes: few tries for a user from one source, more for the
 * source, and more for the user from anywhere. The last one does not hold where the user came in
 * well lately, or many sources together could lock anyone out.
 */
@ApplicationScoped
class SignInLimit {
  static final int TRIES_OF_USER_AT_SOURCE = 10;
  static final int TRIES_OF_SOURCE = 50;
  static final int TRIES_OF_USER = 100;
  static final Duration WINDOW = Duration.ofMinutes(15);
  private static final WindowCounter TRIES = new WindowCounter("sign_in_failure", WINDOW);

  /** How long a source where the user came in well is the user's. */
  static final Duration KNOWN = Duration.ofDays(30);

  private Database database;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected SignInLimit() {}

  @Inject
  SignInLimit(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Counts a try before the password is looked at, so that many at the same time count as many.
   * Empty when it may go on, else how long to wait. What a smaller limit has stopped does not count
   * for the larger ones: no single source can use up a user's tries.
   */
  Optional<Duration> take(String user, String address) {
    String source = SourceNetwork.of(address);
    return database.inTransaction(
        connection -> {
          // Always in this order, so that two transactions cannot wait for each other.
          Optional<Duration> wait =
              count(connection, userAtSource(user, source), TRIES_OF_USER_AT_SOURCE);
          if (wait.isEmpty()) {
            wait = count(connection, "source " + source, TRIES_OF_SOURCE);
          }
          if (wait.isEmpty() && !isKnown(connection, user, source)) {
            wait = count(connection, "user " + user, TRIES_OF_USER);
          }
          return wait;
        });
  }

  private Optional<Duration> count(Connection connection, String subject, int limit)
      throws SQLException {
    Instant now = clock.instant();
    WindowCounter.Count count = TRIES.add(connection, subject, 1, now);
    return count.tries() > limit ? Optional.of(TRIES.left(count, now)) : Optional.empty();
  }

  private boolean isKnown(Connection connection, String user, String source) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT 1 FROM sign_in_source WHERE login = ? AND source = ? AND at > ?")) {
      query.setString(1, user);
      query.setString(2, source);
      query.setObject(3, time(clock.instant().minus(KNOWN)));
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /** A good sign-in forgives the user's tries at this source, and makes it known. */
  void forgive(Connection connection, String user, String address) throws SQLException {
    String source = SourceNetwork.of(address);
    Instant now = clock.instant();
    Rows.update(
        connection,
        "DELETE FROM sign_in_failure WHERE subject = ? OR window_start < ?",
        userAtSource(user, source),
        time(now.minus(WINDOW)));
    Rows.update(connection, "DELETE FROM sign_in_source WHERE at < ?", time(now.minus(KNOWN)));
    Rows.update(
        connection,
        "INSERT INTO sign_in_source (login, source, at) VALUES (?, ?, ?)"
            + " ON CONFLICT (login, source) DO UPDATE SET at = excluded.at",
        user,
        source,
        time(now));
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static String userAtSource(String user, String source) {
    return "user-at-source " + source + " " + user;
  }
}

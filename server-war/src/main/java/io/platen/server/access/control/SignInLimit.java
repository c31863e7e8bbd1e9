package io.platen.server.access.control;

import io.platen.server.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * Bounds guessing of passwords over all nodes: few tries for a user from one source, more for the
 * user from anywhere (or anyone could lock anyone out), and more for the source.
 */
@ApplicationScoped
class SignInLimit {
  static final int TRIES_OF_USER_AT_SOURCE = 10;
  static final int TRIES_OF_SOURCE = 50;
  static final int TRIES_OF_USER = 200;
  static final Duration WINDOW = Duration.ofMinutes(15);

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
   * Empty when it may go on, else how long to wait.
   */
  Optional<Duration> take(String user, String source) {
    Instant now = clock.instant();
    return database.inTransaction(
        connection -> {
          Duration wait = Duration.ZERO;
          // Sorted, so that two transactions cannot wait for each other.
          for (Map.Entry<String, Integer> limit : limits(user, source)) {
            try (PreparedStatement count =
                connection.prepareStatement(
                    "INSERT INTO sign_in_failure AS f (subject, failures, window_start)"
                        + " VALUES (?, 1, ?) ON CONFLICT (subject) DO UPDATE SET"
                        + " failures = CASE WHEN f.window_start <= ? THEN 1 ELSE f.failures + 1 END,"
                        + " window_start = CASE WHEN f.window_start <= ? THEN excluded.window_start"
                        + " ELSE f.window_start END RETURNING failures, window_start")) {
              OffsetDateTime windowBegan = now.minus(WINDOW).atOffset(ZoneOffset.UTC);
              count.setString(1, limit.getKey());
              count.setObject(2, now.atOffset(ZoneOffset.UTC));
              count.setObject(3, windowBegan);
              count.setObject(4, windowBegan);
              try (ResultSet row = count.executeQuery()) {
                row.next();
                Instant end = row.getObject(2, OffsetDateTime.class).toInstant().plus(WINDOW);
                if (row.getInt(1) > limit.getValue()) {
                  Duration left = Duration.between(now, end);
                  wait = left.compareTo(wait) > 0 ? left : wait;
                }
              }
            }
          }
          return wait.isZero() ? Optional.empty() : Optional.of(wait);
        });
  }

  /** A good sign-in forgives the user's tries at this source. */
  void forgive(String user, String source) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement(
                  "DELETE FROM sign_in_failure WHERE subject = ? OR window_start < ?")) {
            delete.setString(1, userAtSource(user, source));
            delete.setObject(2, clock.instant().minus(WINDOW).atOffset(ZoneOffset.UTC));
            return delete.executeUpdate();
          }
        });
  }

  private static java.util.List<Map.Entry<String, Integer>> limits(String user, String source) {
    return java.util.List.of(
        Map.entry("source " + source, TRIES_OF_SOURCE),
        Map.entry("user " + user, TRIES_OF_USER),
        Map.entry(userAtSource(user, source), TRIES_OF_USER_AT_SOURCE));
  }

  private static String userAtSource(String user, String source) {
    return "user-at-source " + source + " " + user;
  }
}

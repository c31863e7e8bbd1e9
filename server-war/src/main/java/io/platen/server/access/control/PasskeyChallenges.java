package io.platen.server.access.control;

import io.platen.server.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;

/** What an authenticator signs: each once, and for minutes, on any node. */
@ApplicationScoped
class PasskeyChallenges {
  static final Duration LIFE = Duration.ofMinutes(5);

  private Database database;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected PasskeyChallenges() {}

  @Inject
  PasskeyChallenges(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * @param user who adds a passkey; empty for somebody who signs in
   */
  String create(Optional<Long> user) {
    String challenge = Secrets.random();
    return database.inTransaction(
        connection -> {
          Rows.update(
              connection,
              "DELETE FROM passkey_challenge WHERE expires <= ?",
              clock.instant().atOffset(ZoneOffset.UTC));
          Rows.update(
              connection,
              "INSERT INTO passkey_challenge (challenge, app_user, expires) VALUES (?, ?, ?)",
              Secrets.hash(challenge),
              user.orElse(null),
              clock.instant().plus(LIFE).atOffset(ZoneOffset.UTC));
          return challenge;
        });
  }

  /** Whether it was given for this, and not taken before. */
  boolean take(String challenge, Optional<Long> user) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement delete =
                  Rows.prepare(
                      connection,
                      "DELETE FROM passkey_challenge WHERE challenge = ? AND expires > ?"
                          + " AND app_user IS NOT DISTINCT FROM ?::bigint RETURNING 1",
                      Secrets.hash(challenge),
                      clock.instant().atOffset(ZoneOffset.UTC),
                      user.orElse(null));
              ResultSet row = delete.executeQuery()) {
            return row.next();
          }
        });
  }
}

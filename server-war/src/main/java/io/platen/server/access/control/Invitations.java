package io.platen.server.access.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Links that set a user's password, once. In plain JDBC, within a transaction of somebody else: the
 * launcher makes them, too.
 */
public final class Invitations {
  /** How long one waits. */
  public static final Duration LIFE = Duration.ofDays(3);

  private Invitations() {}

  /**
   * @param code in this answer and nowhere else
   */
  public record Invited(long id, String login, String code, Instant expires) {
    /** Where it is used, below the console's address. */
    public String path() {
      return "/invitation?code=" + code;
    }
  }

  /** Ends all by which the user came in until now: the password, the passkeys, the sessions. */
  public static Invited anew(Connection connection, long user, String login, Instant now)
      throws SQLException {
    Rows.update(connection, "UPDATE app_user SET password_hash = '' WHERE id = ?", user);
    Rows.update(connection, "DELETE FROM passkey WHERE app_user = ?", user);
    Rows.update(connection, "DELETE FROM session WHERE app_user = ?", user);
    return make(connection, user, login, now);
  }

  public static Invited make(Connection connection, long user, String login, Instant now)
      throws SQLException {
    String code = Secrets.random();
    Instant expires = now.plus(LIFE);
    Rows.update(
        connection,
        "INSERT INTO invitation (app_user, code_hash, expires) VALUES (?, ?, ?)"
            + " ON CONFLICT (app_user) DO UPDATE"
            + " SET code_hash = excluded.code_hash, expires = excluded.expires",
        user,
        Secrets.hash(code),
        expires.atOffset(ZoneOffset.UTC));
    return new Invited(user, login, code, expires);
  }
}

package io.platen.server.access.control;

import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.access.entity.Session;
import io.platen.server.audit.Audit;
import io.platen.server.database.Database;
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
import org.jspecify.annotations.Nullable;

/** Sessions of the console, kept in the database: any node knows them all. */
@ApplicationScoped
public class Sessions {
  /** The {@code __Host-} prefix ties the cookie to this host and to HTTPS. */
  public static final String COOKIE = "__Host-platen";

  /** The header in which a script sends the session's csrf value. */
  public static final String CSRF_HEADER = "X-Platen-Csrf";

  /** Ends a session, used or not. */
  static final Duration LIFE = Duration.ofHours(12);

  /** Ends a session that nobody uses. */
  static final Duration IDLE = Duration.ofHours(2);

  /** The time of use is written this often, not with each request. */
  private static final Duration TOUCH = Duration.ofMinutes(1);

  private Database database;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Sessions() {}

  @Inject
  public Sessions(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Within a transaction; returns the cookie's value, which is kept nowhere. */
  String open(Connection connection, long tenant, long user) throws SQLException {
    String cookie = Secrets.random();
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    Rows.update(
        connection, "DELETE FROM session WHERE expires < ? OR last_used < ?", now, now.minus(IDLE));
    Rows.update(
        connection,
        "INSERT INTO session (token_hash, tenant, app_user, csrf, created, last_used, expires)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        Secrets.hash(cookie),
        tenant,
        user,
        Secrets.random(),
        now,
        now,
        now.plus(LIFE));
    return cookie;
  }

  /** Ends all sessions of a user, on every node, with the transaction's commit. */
  static int closeAll(Connection connection, long user) throws SQLException {
    return Rows.update(connection, "DELETE FROM session WHERE app_user = ?", user);
  }

  /** Who holds this cookie, as long as the session lives. */
  public Optional<Session> find(@Nullable String cookie) {
    if (cookie == null || cookie.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT s.*, u.login, u.role, u.theme, u.locale, t.name AS tenant_name"
                      + " FROM session s"
                      + " JOIN app_user u ON u.tenant = s.tenant AND u.id = s.app_user"
                      + " JOIN tenant t ON t.id = s.tenant"
                      + " WHERE s.token_hash = ? AND s.expires > ? AND s.last_used > ?")) {
            query.setBytes(1, Secrets.hash(cookie));
            query.setObject(2, now.atOffset(ZoneOffset.UTC));
            query.setObject(3, now.minus(IDLE).atOffset(ZoneOffset.UTC));
            try (ResultSet row = query.executeQuery()) {
              if (!row.next()) {
                return Optional.empty();
              }
              Session session = session(row);
              if (Rows.time(row, "last_used").isBefore(now.minus(TOUCH))) {
                Rows.update(
                    connection,
                    "UPDATE session SET last_used = ? WHERE token_hash = ?",
                    now.atOffset(ZoneOffset.UTC),
                    Secrets.hash(cookie));
              }
              return Optional.of(session);
            }
          }
        });
  }

  /** Returns whether there was one to end. */
  public boolean close(String cookie) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement delete =
                  Rows.prepare(
                      connection,
                      "DELETE FROM session s USING app_user u"
                          + " WHERE s.token_hash = ? AND u.id = s.app_user"
                          + " RETURNING u.tenant, u.login",
                      Secrets.hash(cookie));
              ResultSet row = delete.executeQuery()) {
            if (!row.next()) {
              return false;
            }
            Audit.record(
                connection,
                new Audit.Entry(
                    clock.instant(),
                    row.getLong("tenant"),
                    row.getString("login"),
                    "session.close",
                    ""));
            return true;
          }
        });
  }

  /** Remembers how a user wants to see pages; {@code system}, {@code light} or {@code dark}. */
  public void prefer(Session session, String theme, @Nullable String locale) {
    database.inTransaction(
        connection ->
            Rows.update(
                connection,
                "UPDATE app_user SET theme = ?, locale = ? WHERE tenant = ? AND id = ?",
                theme,
                locale,
                session.caller().tenant(),
                session.user()));
  }

  private static Session session(ResultSet row) throws SQLException {
    return new Session(
        new Caller(
            row.getLong("tenant"), row.getString("login"), Role.valueOf(row.getString("role"))),
        row.getLong("app_user"),
        row.getString("tenant_name"),
        row.getString("csrf"),
        row.getString("theme"),
        row.getString("locale"),
        Rows.time(row, "expires"));
  }
}

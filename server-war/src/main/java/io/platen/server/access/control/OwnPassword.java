package io.platen.server.access.control;

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

/**
 * How users set their own passwords: with an invitation, or with the password before. Either ends
 * every session that the user had, on every node, since sessions are rows.
 */
@ApplicationScoped
public class OwnPassword {
  private static final Duration BUSY = Duration.ofSeconds(5);

  private Database database;
  private Sessions sessions;
  private SignInLimit limit;
  private Passwords passwords;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected OwnPassword() {}

  @Inject
  OwnPassword(
      Database database,
      Sessions sessions,
      SignInLimit limit,
      Passwords passwords,
      InstantSource clock) {
    this.database = database;
    this.sessions = sessions;
    this.limit = limit;
    this.passwords = passwords;
    this.clock = clock;
  }

  /** What became of a new password. */
  public sealed interface Outcome {}

  /**
   * @param cookie of the one session that there is now
   */
  public record Set(String cookie) implements Outcome {}

  /** The new one may not be taken. */
  public record Weak(PasswordRule rule) implements Outcome {}

  /** The password before is wrong. */
  public record Wrong() implements Outcome {}

  /** The invitation was used, has expired, or never was. */
  public record Gone() implements Outcome {}

  /** Too many tries; nothing was looked at. */
  public record TooMany(Duration retryAfter) implements Outcome {}

  /**
   * @param tenant its name
   */
  public record Invitation(
      long tenantId, long user, String login, String tenant, Instant expires) {}

  /** Whom a code invites, as long as it does. */
  public Optional<Invitation> find(String code) {
    return database.read(connection -> find(connection, code, ""));
  }

  /** Sets the first password, or one in place of a lost one; the code works no more. */
  public Outcome accept(String code, String password, String source) {
    Optional<Invitation> invited = find(code);
    if (invited.isEmpty()) {
      return new Gone();
    }
    Optional<PasswordRule> broken = PasswordRule.broken(password, invited.get().login);
    if (broken.isPresent()) {
      return new Weak(broken.get());
    }
    Optional<String> hash = passwords.inTurn(() -> passwords.hash(password));
    if (hash.isEmpty()) {
      return new TooMany(BUSY);
    }
    return database.inTransaction(
        connection -> {
          // Of two at the same time the second waits here, and finds none.
          Optional<Invitation> still = find(connection, code, " FOR UPDATE OF i");
          if (still.isEmpty()) {
            return new Gone();
          }
          Invitation invitation = still.get();
          Rows.update(connection, "DELETE FROM invitation WHERE app_user = ?", invitation.user);
          Change change =
              new Change(
                  invitation.tenantId, invitation.user, invitation.login, hash.get(), source);
          return set(connection, change, "user.accept");
        });
  }

  /** Changes the password of who is signed in; other places have to sign in again. */
  public Outcome change(Session session, String old, String password, String source) {
    String login = session.caller().name();
    Optional<Duration> wait = limit.take(login, source);
    if (wait.isPresent()) {
      return new TooMany(wait.get());
    }
    Optional<PasswordRule> broken = PasswordRule.broken(password, login);
    if (broken.isPresent()) {
      return new Weak(broken.get());
    }
    String stored = stored(session);
    Optional<Optional<String>> hash =
        passwords.inTurn(
            () ->
                passwords.verify(old, stored)
                    ? Optional.of(passwords.hash(password))
                    : Optional.empty());
    if (hash.isEmpty()) {
      return new TooMany(BUSY);
    }
    long tenant = session.caller().tenant();
    Optional<String> fresh = hash.get();
    return database.inTransaction(
        connection -> {
          if (fresh.isEmpty() || !isStill(connection, session, stored)) {
            audit(connection, tenant, login, "user.password-refuse", source);
            return new Wrong();
          }
          limit.forgive(connection, login, source);
          Change change = new Change(tenant, session.user(), login, fresh.get(), source);
          return set(connection, change, "user.password");
        });
  }

  private record Change(long tenant, long user, String login, String hash, String source) {}

  private Outcome set(Connection connection, Change change, String action) throws SQLException {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    Rows.update(
        connection,
        "UPDATE app_user SET password_hash = ?, last_sign_in = ? WHERE id = ?",
        change.hash,
        now,
        change.user);
    Sessions.closeAll(connection, change.user);
    audit(connection, change.tenant, change.login, action, change.source);
    return new Set(sessions.open(connection, change.tenant, change.user));
  }

  private String stored(Session session) {
    return database.read(
        connection -> {
          try (PreparedStatement query =
                  Rows.prepare(
                      connection,
                      "SELECT password_hash FROM app_user WHERE id = ?",
                      session.user());
              ResultSet row = query.executeQuery()) {
            return row.next() ? row.getString(1) : "";
          }
        });
  }

  private static boolean isStill(Connection connection, Session session, String hash)
      throws SQLException {
    try (PreparedStatement query =
            Rows.prepare(
                connection,
                "SELECT 1 FROM app_user WHERE id = ? AND password_hash = ? FOR UPDATE",
                session.user(),
                hash);
        ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  private Optional<Invitation> find(Connection connection, String code, String lock)
      throws SQLException {
    try (PreparedStatement query =
            Rows.prepare(
                connection,
                "SELECT u.id, u.login, u.tenant, t.name, i.expires FROM invitation i"
                    + " JOIN app_user u ON u.id = i.app_user JOIN tenant t ON t.id = u.tenant"
                    + " WHERE i.code_hash = ? AND i.expires > ?"
                    + lock,
                Secrets.hash(code.strip()),
                clock.instant().atOffset(ZoneOffset.UTC));
        ResultSet row = query.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Invitation(
                  row.getLong("tenant"),
                  row.getLong("id"),
                  row.getString("login"),
                  row.getString("name"),
                  Rows.time(row, "expires")))
          : Optional.empty();
    }
  }

  private void audit(Connection connection, long tenant, String login, String action, String source)
      throws SQLException {
    Audit.record(connection, new Audit.Entry(clock.instant(), tenant, login, action, "", source));
  }
}

package io.platen.server.access.control;

import io.platen.server.audit.Audit;
import io.platen.server.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** From a name and a password to a session. */
@ApplicationScoped
public class SignIn {
  /** What to wait when too many passwords are being checked. */
  private static final Duration BUSY = Duration.ofSeconds(5);

  private Database database;
  private Sessions sessions;
  private SignInLimit limit;
  private Passwords passwords;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected SignIn() {}

  @Inject
  SignIn(
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

  /** What became of a try. */
  public sealed interface Outcome {}

  /**
   * @param cookie the value of {@link Sessions#COOKIE}
   */
  public record Welcome(String cookie) implements Outcome {}

  /** Name or password is wrong; which one is not told. */
  public record Refused() implements Outcome {}

  /** Too many tries; the password was not looked at. */
  public record TooMany(Duration retryAfter) implements Outcome {}

  /** Whom a name belongs to. */
  private record Found(long tenant, long id, String login, String hash) {}

  /**
   * No transaction is open while a password is hashed.
   *
   * @param source the address that the try came from
   */
  public Outcome attempt(String login, String password, String source) {
    String name = login.strip().toLowerCase(Locale.ROOT);
    Optional<Duration> wait = limit.take(name, source);
    if (wait.isPresent()) {
      return new TooMany(wait.get());
    }
    Optional<Found> found = find(name);
    Optional<Boolean> right = passwords.inTurn(() -> isRight(found, password));
    if (right.isEmpty()) {
      return new TooMany(BUSY);
    }
    if (found.isEmpty() || !right.get()) {
      return refuse(found, source);
    }
    Found user = found.get();
    // Here only, after the right password: a stranger learns nothing from the time it takes.
    String stronger = passwords.isOutdated(user.hash) ? passwords.hash(password) : user.hash;
    return database.inTransaction(connection -> welcome(connection, user, stronger, source));
  }

  /** The same work whether there is such a user or not. */
  private boolean isRight(Optional<Found> user, String password) {
    if (user.isEmpty()) {
      passwords.verifyNothing(password);
      return false;
    }
    return passwords.verify(password, user.get().hash);
  }

  /** A name that nobody has may be a password typed into the wrong field: it is written nowhere. */
  private Outcome refuse(Optional<Found> user, String source) {
    Audit.Entry entry =
        new Audit.Entry(
            clock.instant(),
            user.map(Found::tenant).orElse(null),
            user.map(Found::login).orElse("somebody"),
            "session.refuse",
            user.isPresent() ? "" : "an unknown name",
            source);
    return database.inTransaction(
        connection -> {
          Audit.record(connection, entry);
          return new Refused();
        });
  }

  private Outcome welcome(Connection connection, Found user, String hash, String source)
      throws SQLException {
    // The lock holds off a change of the password until the session is there to be ended.
    if (!isStill(connection, user)) {
      return new Refused();
    }
    limit.forgive(connection, user.login, source);
    Rows.update(
        connection,
        "UPDATE app_user SET password_hash = ?, last_sign_in = ? WHERE id = ?",
        hash,
        clock.instant().atOffset(ZoneOffset.UTC),
        user.id);
    Audit.record(
        connection,
        new Audit.Entry(clock.instant(), user.tenant, user.login, "session.open", "", source));
    return new Welcome(sessions.open(connection, user.tenant, user.id));
  }

  private static boolean isStill(Connection connection, Found user) throws SQLException {
    try (PreparedStatement query =
            Rows.prepare(
                connection,
                "SELECT 1 FROM app_user WHERE id = ? AND password_hash = ? FOR UPDATE",
                user.id,
                user.hash);
        ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  private Optional<Found> find(String name) {
    return database.read(
        connection -> {
          try (PreparedStatement query =
                  Rows.prepare(connection, "SELECT * FROM app_user WHERE login = ?", name);
              ResultSet row = query.executeQuery()) {
            return row.next()
                ? Optional.of(
                    new Found(
                        row.getLong("tenant"),
                        row.getLong("id"),
                        row.getString("login"),
                        row.getString("password_hash")))
                : Optional.empty();
          }
        });
  }
}

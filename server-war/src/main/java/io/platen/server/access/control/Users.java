package io.platen.server.access.control;

import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.access.entity.UserAccount;
import io.platen.server.audit.Audit;
import io.platen.server.database.Database;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The users of a tenant, for its administrators. Nobody chooses another's password: a new user gets
 * a link that works once, and sets it.
 */
@ApplicationScoped
public class Users {
  static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,63}");
  private static final String LOGIN_FORM =
      "1 to 64 of the characters a-z, 0-9, and . _ @ + - inside";

  private Database database;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Users() {}

  @Inject
  public Users(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  public List<UserAccount> list(Caller caller) {
    return database.read(
        connection -> {
          try (PreparedStatement query =
                  Rows.prepare(
                      connection,
                      "SELECT * FROM app_user WHERE tenant = ? ORDER BY login",
                      caller.tenant());
              ResultSet row = query.executeQuery()) {
            List<UserAccount> users = new ArrayList<>();
            while (row.next()) {
              users.add(user(row));
            }
            return users;
          }
        });
  }

  /** Makes a user who cannot sign in before the invitation was used. */
  public Invitations.Invited create(Caller caller, String login, Role role) {
    String name = login.strip().toLowerCase(Locale.ROOT);
    if (!LOGIN.matcher(name).matches()) {
      throw new InvalidException("user", "'" + login + "' is not a user's name", LOGIN_FORM);
    }
    return database.inTransaction(
        connection -> {
          long id;
          try (PreparedStatement insert =
                  Rows.prepare(
                      connection,
                      "INSERT INTO app_user (id, tenant, login, password_hash, role, created)"
                          + " VALUES (nextval('platen_seq'), ?, ?, '', ?, ?)"
                          + " ON CONFLICT (login) DO NOTHING RETURNING id",
                      caller.tenant(),
                      name,
                      role.name(),
                      clock.instant().atOffset(ZoneOffset.UTC));
              ResultSet row = insert.executeQuery()) {
            if (!row.next()) {
              throw new InvalidException("user", "'" + name + "' is taken", "another name");
            }
            id = row.getLong(1);
          }
          audit(connection, caller, "user.create", name + " " + role);
          return Invitations.make(connection, id, name, clock.instant());
        });
  }

  /** A new link: the old password, the sessions and the passkeys end at once. */
  public Invitations.Invited invite(Caller caller, long id) {
    return database.inTransaction(
        connection -> {
          UserAccount user = lock(connection, caller, id);
          keepAnAdministrator(connection, caller, user);
          audit(connection, caller, "user.invite", user.login());
          return Invitations.anew(connection, id, user.login(), clock.instant());
        });
  }

  /** Holds from the user's next request on; tokens of theirs that may more end. */
  public void setRole(Caller caller, long id, Role role) {
    database.inTransaction(
        connection -> {
          UserAccount user = lock(connection, caller, id);
          if (user.role() == role) {
            return user;
          }
          keepAnAdministrator(connection, caller, user);
          Rows.update(connection, "UPDATE app_user SET role = ? WHERE id = ?", role.name(), id);
          for (Role more : Role.values()) {
            if (!role.includes(more)) {
              revoke(connection, caller, user, " AND role = '" + more.name() + "'");
            }
          }
          audit(
              connection,
              caller,
              "user.role",
              user.login() + " from " + user.role() + " to " + role);
          return user;
        });
  }

  /** Ends the user with all sessions, and the tokens that they made. */
  public void remove(Caller caller, long id) {
    database.inTransaction(
        connection -> {
          UserAccount user = lock(connection, caller, id);
          keepAnAdministrator(connection, caller, user);
          revoke(connection, caller, user, "");
          Rows.update(connection, "DELETE FROM app_user WHERE id = ?", id);
          Rows.update(connection, "DELETE FROM sign_in_source WHERE login = ?", user.login());
          audit(connection, caller, "user.remove", user.login());
          return user;
        });
  }

  /**
   * @param which a condition of our own words
   */
  private void revoke(Connection connection, Caller caller, UserAccount user, String which)
      throws SQLException {
    Rows.update(
        connection,
        "UPDATE api_token SET revoked = ? WHERE tenant = ? AND owner = ? AND revoked IS NULL"
            + which,
        clock.instant().atOffset(ZoneOffset.UTC),
        caller.tenant(),
        user.login());
  }

  /** The last administrator stays one, or nobody could ever make another. */
  private static void keepAnAdministrator(Connection connection, Caller caller, UserAccount user)
      throws SQLException {
    if (user.role() != Role.ADMINISTRATOR || user.isInvited()) {
      return;
    }
    try (PreparedStatement query =
            Rows.prepare(
                connection,
                "SELECT 1 FROM app_user WHERE tenant = ? AND role = ? AND id <> ?"
                    + " AND password_hash <> '' FOR UPDATE",
                caller.tenant(),
                Role.ADMINISTRATOR.name(),
                user.id());
        ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        throw new RefusedException(
            409, user.login() + " is the only administrator who can sign in; name another first");
      }
    }
  }

  private static UserAccount lock(Connection connection, Caller caller, long id)
      throws SQLException {
    // All of the tenant's, in one order: two who remove each other follow each other.
    try (PreparedStatement all =
        Rows.prepare(
            connection,
            "SELECT id FROM app_user WHERE tenant = ? ORDER BY id FOR UPDATE",
            caller.tenant())) {
      all.execute();
    }
    try (PreparedStatement query =
            Rows.prepare(
                connection,
                "SELECT * FROM app_user WHERE tenant = ? AND id = ?",
                caller.tenant(),
                id);
        ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        throw RefusedException.notFound("user " + id);
      }
      return user(row);
    }
  }

  private static UserAccount user(ResultSet row) throws SQLException {
    return new UserAccount(
        row.getLong("id"),
        row.getString("login"),
        Role.valueOf(row.getString("role")),
        Rows.time(row, "created"),
        Rows.findTime(row, "last_sign_in"),
        row.getString("password_hash").isEmpty());
  }

  private void audit(Connection connection, Caller caller, String action, String subject)
      throws SQLException {
    Audit.record(
        connection,
        new Audit.Entry(clock.instant(), caller.tenant(), caller.name(), action, subject));
  }
}

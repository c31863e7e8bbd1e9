package io.platen.server.launcher;

import io.platen.server.access.control.Invitations;
import io.platen.server.audit.Audit;
import io.platen.server.audit.AuditChain;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code people reset}: the way back in for an administrator who has lost the password and all
 * passkeys, and whom no other can invite. Who owns the machine could change the database anyway.
 */
final class PeopleCommand {
  private final Configuration configuration;
  private final InstantSource clock;

  PeopleCommand(Configuration configuration, InstantSource clock) {
    this.configuration = configuration;
    this.clock = clock;
  }

  /** A link by which the user sets a new password, once; what was good until now ends. */
  String reset(String login) throws StartException {
    CommandDatabase database = new CommandDatabase(configuration);
    String console =
        database
            .running()
            .map(addresses -> addresses.getProperty("console.url", ""))
            .orElse(
                "https://"
                    + configuration.text(ServerKey.PUBLIC_HOST)
                    + ":"
                    + configuration.number(ServerKey.CONSOLE_PORT));
    Invitations.Invited made =
        database.use(connection -> reset(connection, login.strip().toLowerCase(Locale.ROOT)));
    return "Password, passkeys and sessions of "
        + made.login()
        + " have ended. A new password is set here, once, until "
        + made.expires().truncatedTo(ChronoUnit.MINUTES)
        + ":"
        + System.lineSeparator()
        + console
        + made.path();
  }

  private Invitations.Invited reset(Connection connection, String login)
      throws SQLException, StartException {
    connection.setAutoCommit(false);
    Instant now = clock.instant();
    try (PreparedStatement query =
        connection.prepareStatement("SELECT id, tenant FROM app_user WHERE login = ? FOR UPDATE")) {
      query.setString(1, login);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw unknown(connection, login);
        }
        Invitations.Invited made = Invitations.anew(connection, row.getLong("id"), login, now);
        AuditChain.append(
            connection,
            new Audit.Entry(now, row.getLong("tenant"), CommandLine.actor(), "user.reset", login));
        connection.commit();
        return made;
      }
    }
  }

  private static StartException unknown(Connection connection, String login) throws SQLException {
    List<String> administrators = new ArrayList<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT login FROM app_user WHERE role = 'ADMINISTRATOR' ORDER BY login LIMIT 20");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        administrators.add(row.getString(1));
      }
    }
    return new StartException(
        ExitCode.START_FAILED,
        "There is no user "
            + login
            + ". "
            + (administrators.isEmpty()
                ? "Nobody is set up yet: start the server, and use the token in setup-token."
                : "Administrators are: " + String.join(", ", administrators)),
        null);
  }
}

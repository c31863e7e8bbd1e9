package io.platen.server.launcher;

import io.platen.server.audit.Audit;
import io.platen.server.audit.AuditChain;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code authority ...}: changes an authority of a stopped server, and writes it down. */
final class AuthorityCommand {
  private final Configuration configuration;
  private final InstantSource clock;

  AuthorityCommand(Configuration configuration, InstantSource clock) {
    this.configuration = configuration;
    this.clock = clock;
  }

  /** What was done, and what comes next. */
  String run(AuthorityChange.Step step, boolean atOnce) throws StartException {
    try (DataFolder folder = DataFolder.ofServer(configuration)) {
      AuthorityChange change = new AuthorityChange(configuration, folder, clock);
      return new CommandDatabase(configuration)
          .within(
              folder,
              connection -> {
                // Before anything is changed: a database that fails would leave it unwritten.
                List<Long> tenants = tenants(connection);
                AuthorityChange.Done done = change.run(step, atOnce);
                write(connection, tenants, step, done);
                return done.words();
              });
    }
  }

  private static List<Long> tenants(Connection connection) throws SQLException {
    List<Long> all = new ArrayList<>();
    try (PreparedStatement query =
            connection.prepareStatement("SELECT id FROM tenant ORDER BY id");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        all.add(row.getLong(1));
      }
    }
    return all;
  }

  /** For each tenant: it is their devices that go along, and each reads its own entries only. */
  private void write(
      Connection connection,
      List<Long> tenants,
      AuthorityChange.Step step,
      AuthorityChange.Done done)
      throws SQLException {
    connection.setAutoCommit(false);
    for (Long each : tenants) {
      AuditChain.append(
          connection,
          new Audit.Entry(
              clock.instant(),
              each,
              CommandLine.actor(),
              "authority." + step.name().toLowerCase(Locale.ROOT),
              done.subject()));
    }
    connection.commit();
  }
}

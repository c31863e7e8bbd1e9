package io.platen.server.enrolment.control;

import io.platen.server.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** Forgets codes, tries and certificates that are over, and marks devices whose last one is. */
@ApplicationScoped
public class EnrolmentTidying {
  /** How long an old certificate is known after its end: for people who look into the past. */
  private static final Duration REMEMBER = Duration.ofDays(400);

  private Database database;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected EnrolmentTidying() {}

  @Inject
  public EnrolmentTidying(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  public void run() {
    Instant now = clock.instant();
    database.inTransaction(
        connection -> {
          Instant longAgo = now.minus(ActivationCodes.LONGEST_LIFE);
          change(connection, "DELETE FROM activation_code WHERE expires < ?", longAgo);
          change(connection, "DELETE FROM enrolment_try WHERE window_start < ?", longAgo);
          change(
              connection,
              "DELETE FROM device_certificate WHERE superseded IS NOT NULL AND not_after < ?",
              now.minus(REMEMBER));
          // A device that shows a certificate of others goes on with it, and one that was put aside
          // stays so, that it does not wake when it comes back.
          return change(
              connection,
              "UPDATE device d SET state = 'EXPIRED' WHERE state = 'ACTIVE'"
                  + " AND NOT others_certificate AND (SELECT max(not_after)"
                  + " FROM device_certificate c WHERE c.tenant = d.tenant AND c.device = d.id) < ?",
              now);
        });
  }

  private static int change(Connection connection, String statement, Instant time)
      throws SQLException {
    try (PreparedStatement change = connection.prepareStatement(statement)) {
      change.setObject(1, time.atOffset(ZoneOffset.UTC));
      return change.executeUpdate();
    }
  }
}

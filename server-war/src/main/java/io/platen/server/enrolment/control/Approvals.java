package io.platen.server.enrolment.control;

import io.platen.protocol.enrolment.KeyPrint;
import io.platen.server.access.entity.Caller;
import io.platen.server.audit.Audit;
import io.platen.server.database.Database;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a device's activation code stands, and what a person decides about the key that used it.
 */
@ApplicationScoped
public class Approvals {
  private Database database;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Approvals() {}

  @Inject
  public Approvals(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A device's code, without its secret.
   *
   * @param words by which people compare the key that has used it; null where none has
   * @param waits whether a person must approve that key
   */
  public record Standing(
      String selector, Instant expires, boolean approval, @Nullable String words, boolean waits) {}

  /** Empty where the device has no code, or had one that was taken away. */
  public Optional<Standing> find(long tenant, UUID device) {
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT selector, expires, approval, decision, key FROM activation_code"
                      + " WHERE tenant = ? AND device = ?")) {
            query.setLong(1, tenant);
            query.setObject(2, device);
            try (ResultSet row = query.executeQuery()) {
              return row.next() ? Optional.of(standing(row)) : Optional.empty();
            }
          }
        });
  }

  private static Standing standing(ResultSet row) throws SQLException {
    byte[] key = row.getBytes("key");
    boolean approval = row.getBoolean("approval");
    return new Standing(
        row.getString("selector"),
        row.getObject("expires", OffsetDateTime.class).toInstant(),
        approval,
        key == null ? null : KeyPrint.of(key).words(),
        approval && key != null && row.getString("decision") == null);
  }

  /**
   * [PLT-ENR-022] Decides about the key that the person has seen.
   *
   * @param words those that were shown, so that no other key is approved that came meanwhile
   */
  public void decide(Caller caller, UUID device, String words, boolean approved) {
    Instant now = clock.instant();
    database.inTransaction(
        connection -> {
          Standing standing = lock(connection, caller.tenant(), device);
          if (!standing.waits() || !words.strip().equals(standing.words())) {
            throw new RefusedException(
                409, "No key with these words waits; look at the device's page again");
          }
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE activation_code SET decision = ? WHERE selector = ?")) {
            update.setString(1, approved ? "APPROVED" : "REJECTED");
            update.setString(2, standing.selector());
            update.executeUpdate();
          }
          Audit.record(
              connection,
              new Audit.Entry(
                  now,
                  caller.tenant(),
                  caller.name(),
                  approved ? "device.approve" : "device.reject",
                  device + " " + words));
          return standing;
        });
  }

  private static Standing lock(java.sql.Connection connection, long tenant, UUID device)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT selector, expires, approval, decision, key FROM activation_code"
                + " WHERE tenant = ? AND device = ? FOR UPDATE")) {
      query.setLong(1, tenant);
      query.setObject(2, device);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw RefusedException.notFound("activation code of device " + device);
        }
        return standing(row);
      }
    }
  }
}

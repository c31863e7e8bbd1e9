package io.platen.server.enrolment.control;

import io.platen.server.database.Database;
import io.platen.server.enrolment.entity.DeviceState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a device's record on every request: TLS sessions are resumed and connections are kept,
 * so a certificate alone proves nothing about now.
 */
@ApplicationScoped
public class DeviceGate {
  private Database database;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected DeviceGate() {}

  @Inject
  public DeviceGate(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What the record says; changes nothing. */
  public Admission look(UUID id) {
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement("SELECT tenant, state FROM device WHERE id = ?")) {
            query.setObject(1, id);
            try (ResultSet row = query.executeQuery()) {
              if (!row.next()) {
                return new Admission.Unknown(id);
              }
              DeviceState state = DeviceState.valueOf(row.getString("state"));
              return state.isAdmitted()
                  ? new Admission.Admitted(new AdmittedDevice(row.getLong("tenant"), id))
                  : new Admission.Inactive(id, state);
            }
          }
        });
  }

  /** Notes a contact that brings no report; the first one makes the device active. */
  public void touch(AdmittedDevice device, @Nullable String address) {
    database.inTransaction(
        connection -> touch(connection, device, clock.instant(), null, address, null));
  }

  /**
   * Notes a contact in the transaction of a report, and locks the record until its end.
   *
   * @param software null keeps what was known, as does a null clock
   * @return false when the device has been cut off meanwhile
   */
  public boolean touch(
      Connection connection,
      AdmittedDevice device,
      Instant now,
      @Nullable String software,
      @Nullable String address,
      @Nullable String clockQuality)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE device SET last_contact = ?, activated = coalesce(activated, ?),"
                + " state = 'ACTIVE', software = coalesce(?, software),"
                + " address = coalesce(?, address), clock = coalesce(?, clock)"
                + " WHERE tenant = ? AND id = ? AND state IN ('CREATED', 'PENDING', 'ACTIVE')")) {
      update.setObject(1, now.atOffset(ZoneOffset.UTC));
      update.setObject(2, now.atOffset(ZoneOffset.UTC));
      update.setString(3, software);
      update.setString(4, address);
      update.setString(5, clockQuality);
      update.setLong(6, device.tenant());
      update.setObject(7, device.id());
      return update.executeUpdate() == 1;
    }
  }
}

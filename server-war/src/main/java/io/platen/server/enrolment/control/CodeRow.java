package io.platen.server.enrolment.control;

import io.platen.protocol.enrolment.KeyPrint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An activation code as it is kept, locked until the transaction ends.
 *
 * @param key of the device that has used it, null before
 * @param decision APPROVED or REJECTED, null where nobody has decided
 */
@SuppressWarnings("ArrayRecordComponent") // lives as long as one transaction
record CodeRow(
    String selector,
    AdmittedDevice device,
    byte[] hash,
    Instant expires,
    boolean approval,
    @Nullable String decision,
    @Nullable KeyPrint key) {

  static Optional<CodeRow> lock(Connection connection, String selector) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT tenant, device, hash, expires, approval, decision, key FROM activation_code"
                + " WHERE selector = ? FOR UPDATE")) {
      query.setString(1, selector);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        byte[] key = row.getBytes("key");
        return Optional.of(
            new CodeRow(
                selector,
                new AdmittedDevice(row.getLong("tenant"), row.getObject("device", UUID.class)),
                row.getBytes("hash"),
                row.getObject("expires", OffsetDateTime.class).toInstant(),
                row.getBoolean("approval"),
                row.getString("decision"),
                key == null ? null : KeyPrint.of(key)));
      }
    }
  }

  boolean isRejected() {
    return "REJECTED".equals(decision);
  }

  boolean waitsForApproval() {
    return approval && decision == null;
  }

  /** From now on, it is this key's. */
  void use(Connection connection, KeyPrint by, Instant now) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE activation_code SET key = ?, used = coalesce(used, ?) WHERE selector = ?")) {
      update.setBytes(1, by.bytes());
      update.setObject(2, now.atOffset(ZoneOffset.UTC));
      update.setString(3, selector);
      update.executeUpdate();
    }
  }
}

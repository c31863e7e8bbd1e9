package io.platen.server.enrolment.control;

import io.platen.protocol.Requirement;
import io.platen.protocol.enrolment.KeyPrint;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.audit.Audit;
import io.platen.server.enrolment.entity.DeviceState;
import io.platen.server.problem.ProblemException;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.jspecify.annotations.Nullable;

/**
 * What enrolment needs of a device's record, locked until the transaction ends.
 *
 * @param expectedSerial of the factory certificate that an operator expects; null for any or none
 * @param lastEnd when the last of its certificates ended; null where it has had none
 */
record DeviceRecord(
    AdmittedDevice device,
    DeviceState state,
    @Nullable String expectedSerial,
    @Nullable Instant lastEnd) {
  /** How long after its end a certificate may be replaced by the factory certificate alone. */
  private static final Duration COME_BACK = Duration.ofDays(30);

  private static final String COLUMNS =
      "SELECT tenant, id, state, factory_serial, (SELECT max(not_after) FROM device_certificate c"
          + " WHERE c.tenant = d.tenant AND c.device = d.id) AS last_end FROM device d WHERE ";

  static DeviceRecord lock(Connection connection, AdmittedDevice device) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(COLUMNS + "tenant = ? AND id = ? FOR UPDATE")) {
      query.setLong(1, device.tenant());
      query.setObject(2, device.id());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return read(row);
      }
    }
  }

  static Optional<DeviceRecord> lockByFactory(Connection connection, KeyPrint factory)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(COLUMNS + "factory_key = ? FOR UPDATE")) {
      query.setBytes(1, factory.bytes());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  private static DeviceRecord read(ResultSet row) throws SQLException {
    OffsetDateTime end = row.getObject("last_end", OffsetDateTime.class);
    return new DeviceRecord(
        new AdmittedDevice(row.getLong("tenant"), row.getObject("id", UUID.class)),
        DeviceState.valueOf(row.getString("state")),
        row.getString("factory_serial"),
        end == null ? null : end.toInstant());
  }

  void demandMayEnrol() {
    if (state == DeviceState.DEACTIVATED || state == DeviceState.RETIRED) {
      throw inactive("an operator keeps it out");
    }
  }

  /** [PLT-ENR-021] A hibernating device may renew; one that is kept out may not. */
  void demandMayRenew() {
    if (!state.isAdmitted() && state != DeviceState.HIBERNATING) {
      throw inactive("its certificate is not renewed");
    }
  }

  void demandMayComeBack(Instant now) {
    demandMayEnrol();
    if (lastEnd != null && now.isAfter(lastEnd.plus(COME_BACK))) {
      throw inactive("it was away for too long: have an activation code made");
    }
  }

  /** The factory certificate alone is for a device that has nothing else left to show. */
  void demandHasEnded(Instant now) {
    if (lastEnd != null && !now.isAfter(lastEnd)) {
      throw new ProblemException(
          ProblemType.REQUEST_REFUSED,
          "Device "
              + device.id()
              + " has a certificate until "
              + lastEnd
              + ": renew that one, or have an activation code made",
          null);
    }
  }

  private ProblemException inactive(String why) {
    return new ProblemException(
        ProblemType.DEVICE_INACTIVE,
        "Device " + device.id() + " is " + state.name().toLowerCase(Locale.ROOT) + ": " + why,
        Requirement.PLT_ENR_021.id());
  }

  /** Where an operator has entered a serial, the right device is the one that can show it. */
  void demandFactory(@Nullable X509Certificate factory) {
    if (expectedSerial != null && !expectedSerial.equals(serial(factory))) {
      throw new ProblemException(
          ProblemType.REQUEST_REFUSED,
          "This activation code is for the device with another serial number in its factory"
              + " certificate",
          Requirement.PLT_ENR_016.id());
    }
  }

  /** The serial number in the subject of a factory certificate (IEEE 802.1AR), or nothing. */
  static String serial(@Nullable X509Certificate factory) {
    if (factory == null) {
      return "";
    }
    X500Name subject = X500Name.getInstance(factory.getSubjectX500Principal().getEncoded());
    RDN[] found = subject.getRDNs(BCStyle.SERIALNUMBER);
    return found.length == 0 ? "" : IETFUtils.valueToString(found[0].getFirst().getValue());
  }

  void change(Connection connection, DeviceState next) throws SQLException {
    if (next == DeviceState.PENDING
        && (state == DeviceState.ACTIVE || state == DeviceState.HIBERNATING)) {
      return; // it goes on with the certificate that it has, or sleeps on
    }
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE device SET state = ? WHERE tenant = ? AND id = ?")) {
      update.setString(1, next.name());
      update.setLong(2, device.tenant());
      update.setObject(3, device.id());
      update.executeUpdate();
    }
  }

  /** Its next request makes it active; one that was put aside sleeps on until it is woken. */
  void enrolled(Connection connection, @Nullable X509Certificate factory, Instant now)
      throws SQLException {
    byte[] key = factory == null ? null : KeyPrint.of(factory.getPublicKey()).bytes();
    if (key != null) {
      takeFromOthers(connection, key, now);
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE device SET state = CASE WHEN state = 'HIBERNATING' THEN state"
                + " WHEN activated IS NULL THEN 'CREATED' ELSE 'ACTIVE' END,"
                + " factory_key = coalesce(?, factory_key) WHERE tenant = ? AND id = ?")) {
      update.setBytes(1, key);
      update.setLong(2, device.tenant());
      update.setObject(3, device.id());
      update.executeUpdate();
    }
  }

  /**
   * A device is where it has enrolled last: with a factory certificate alone it comes back there.
   * Who has lost it reads why.
   */
  private void takeFromOthers(Connection connection, byte[] key, Instant now) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE device SET factory_key = NULL WHERE factory_key = ? AND id <> ?"
                + " RETURNING tenant, id")) {
      update.setBytes(1, key);
      update.setObject(2, device.id());
      try (ResultSet row = update.executeQuery()) {
        while (row.next()) {
          String loser = row.getString("id");
          long tenant = row.getLong("tenant");
          // Another tenant's device is nobody's business there.
          String actor = tenant == device.tenant() ? "device " + device.id() : "server";
          Audit.record(
              connection, new Audit.Entry(now, tenant, actor, "device.factory-key-lost", loser));
        }
      }
    }
  }
}

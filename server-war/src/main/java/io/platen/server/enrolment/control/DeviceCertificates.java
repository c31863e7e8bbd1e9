package io.platen.server.enrolment.control;

import io.platen.protocol.enrolment.KeyPrint;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of the certificates that a device was given, within a transaction of somebody else. */
final class DeviceCertificates {
  private final Connection connection;
  private final AdmittedDevice device;
  private final Instant now;

  DeviceCertificates(Connection connection, AdmittedDevice device, Instant now) {
    this.connection = connection;
    this.device = device;
    this.now = now;
  }

  /** By this, a row is found for a certificate that TLS brings. */
  static byte[] print(X509Certificate certificate) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A certificate of TLS has an encoding", e);
    }
  }

  /**
   * Notes that a certificate was shown after another had taken its place.
   *
   * @return the tenant; empty where that was known
   */
  static Optional<Long> shownAfter(
      Connection connection, UUID device, X509Certificate certificate, Instant now)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE device_certificate SET shown_after = ?"
                + " WHERE device = ? AND print = ? AND shown_after IS NULL RETURNING tenant")) {
      update.setObject(1, now.atOffset(ZoneOffset.UTC));
      update.setObject(2, device);
      update.setBytes(3, print(certificate));
      try (ResultSet row = update.executeQuery()) {
        return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
      }
    }
  }

  /**
   * The certificate of a key.
   *
   * @param superseded whether another took its place
   */
  record Kept(X509Certificate certificate, boolean superseded) {}

  Optional<Kept> find(KeyPrint key) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT der, superseded FROM device_certificate"
                + " WHERE tenant = ? AND device = ? AND key = ?")) {
      query.setLong(1, device.tenant());
      query.setObject(2, device.id());
      query.setBytes(3, key.bytes());
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(new Kept(parse(row.getBytes(1)), row.getObject(2) != null))
            : Optional.empty();
      }
    }
  }

  private static X509Certificate parse(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("What was issued was stored whole", e);
    }
  }

  void add(KeyPrint key, X509Certificate certificate) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO device_certificate (tenant, device, key, print, der, not_after, issued)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, device.tenant());
      insert.setObject(2, device.id());
      insert.setBytes(3, key.bytes());
      insert.setBytes(4, print(certificate));
      insert.setBytes(5, certificate.getEncoded());
      insert.setObject(6, certificate.getNotAfter().toInstant().atOffset(ZoneOffset.UTC));
      insert.setObject(7, now.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException("A new certificate has an encoding", e);
    }
  }

  /** All that the device has had until now count no more. */
  void supersedeAll() throws SQLException {
    supersede("", null);
  }

  /** Those that it never came with: each renewal takes the place of one whose answer was lost. */
  void supersedeUnused() throws SQLException {
    supersede(" AND first_used IS NULL", null);
  }

  /**
   * [PLT-ENR-019] The device has come with this one, so it has it: the others count no more. Those
   * that were issued after it stay, since the device may have been given one meanwhile.
   */
  void used(byte[] print) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE device_certificate SET first_used = ?"
                + " WHERE tenant = ? AND device = ? AND print = ? AND first_used IS NULL")) {
      update.setObject(1, now.atOffset(ZoneOffset.UTC));
      update.setLong(2, device.tenant());
      update.setObject(3, device.id());
      update.setBytes(4, print);
      if (update.executeUpdate() == 0) {
        return;
      }
    }
    supersede(
        " AND print <> ? AND issued <= (SELECT issued FROM device_certificate WHERE print = ?)",
        print);
  }

  // The rest is our own words: no part of the statement comes from outside.
  private void supersede(String which, byte @Nullable [] print) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE device_certificate SET superseded = ?"
                + " WHERE tenant = ? AND device = ? AND superseded IS NULL"
                + which)) {
      update.setObject(1, now.atOffset(ZoneOffset.UTC));
      update.setLong(2, device.tenant());
      update.setObject(3, device.id());
      if (print != null) {
        update.setBytes(4, print);
        update.setBytes(5, print);
      }
      update.executeUpdate();
    }
  }
}

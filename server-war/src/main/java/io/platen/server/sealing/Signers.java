package io.platen.server.sealing;

import io.platen.protocol.Limit;
import io.platen.protocol.seal.KeyId;
import io.platen.server.database.Database;
import io.platen.server.enrolment.control.AdmittedDevice;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;

/** The certificates that a device came with, also those that it has no more. */
final class Signers {
  /** [PLT-SEA-029] */
  private static final Duration AFTER_ITS_END = Limit.SIGNER_DAYS.duration();

  private final Database database;
  private final InstantSource clock;

  Signers(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * The certificate of a key, when this device has it, or had it until lately.
   *
   * @param connected the one of this very connection
   */
  Optional<X509Certificate> find(AdmittedDevice device, X509Certificate connected, KeyId id) {
    return KeyId.of(connected).equals(id) ? Optional.of(connected) : earlier(device, id);
  }

  private Optional<X509Certificate> earlier(AdmittedDevice device, KeyId id) {
    Instant now = clock.instant();
    return database
        .<Optional<X509Certificate>, RuntimeException>read(
            connection -> {
              try (PreparedStatement query =
                  connection.prepareStatement(
                      "SELECT der FROM device_signer"
                          + " WHERE tenant = ? AND device = ? AND key_id = ?")) {
                query.setLong(1, device.tenant());
                query.setObject(2, device.id());
                query.setString(3, id.hex());
                try (ResultSet row = query.executeQuery()) {
                  return row.next() ? Optional.of(parse(row.getBytes(1))) : Optional.empty();
                }
              }
            })
        .filter(found -> found.getNotAfter().toInstant().plus(AFTER_ITS_END).isAfter(now));
  }

  private static X509Certificate parse(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalStateException("What TLS took was stored whole", e);
    }
  }

  /** Remembers the certificate of a connection; durable when this returns. */
  void remember(AdmittedDevice device, X509Certificate connected) {
    byte[] der = der(connected);
    database.<Integer, RuntimeException>inTransaction(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO device_signer (tenant, device, key_id, der, seen)"
                      + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setLong(1, device.tenant());
            insert.setObject(2, device.id());
            insert.setString(3, KeyId.of(connected).hex());
            insert.setBytes(4, der);
            insert.setObject(5, clock.instant().atOffset(ZoneOffset.UTC));
            return insert.executeUpdate();
          }
        });
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("A certificate of TLS has an encoding", e);
    }
  }
}

package io.platen.server.enrolment.control;

import io.platen.protocol.Requirement;
import io.platen.protocol.enrolment.KeyPrint;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.audit.Audit;
import io.platen.server.database.Database;
import io.platen.server.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Gives a device that still has a good certificate the next one, for a new key. */
@ApplicationScoped
public class Renewal {
  private Database database;
  private DeviceGate gate;
  private IssuingAuthority authority;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Renewal() {}

  @Inject
  public Renewal(
      Database database, DeviceGate gate, IssuingAuthority authority, InstantSource clock) {
    this.database = database;
    this.gate = gate;
    this.authority = authority;
    this.clock = clock;
  }

  /**
   * @param shown the certificate of the TLS connection
   * @throws ProblemException that says why there is no certificate
   */
  public X509Certificate renew(UUID id, X509Certificate shown, CertificateRequest request) {
    AdmittedDevice device = certified(id, shown);
    Instant now = clock.instant();
    return database.inTransaction(
        connection -> {
          DeviceRecord.lock(connection, device).demandMayRenew();
          request.demandNameOf(id, "");
          KeyPrint key = request.print();
          if (key.equals(KeyPrint.of(shown.getPublicKey()))) {
            throw new ProblemException(
                ProblemType.REQUEST_REFUSED,
                "The request has the key of the certificate that it would replace; make a new one",
                Requirement.PLT_ENR_024.id());
          }
          DeviceCertificates certificates = new DeviceCertificates(connection, device, now);
          certificates.used(DeviceCertificates.print(shown));
          Optional<DeviceCertificates.Kept> before = certificates.find(key);
          if (before.isPresent() && !before.get().superseded()) {
            return before.get().certificate();
          }
          if (before.isPresent()) {
            throw new ProblemException(
                ProblemType.REQUEST_REFUSED,
                "The key had a certificate before, and another took its place; make a new one",
                Requirement.PLT_ENR_024.id());
          }
          certificates.supersedeUnused();
          X509Certificate certificate = authority.issue(id, request.key(), now);
          certificates.add(key, certificate);
          Audit.record(
              connection,
              new Audit.Entry(now, device.tenant(), "device " + id, "device.renew", key.words()));
          return certificate;
        });
  }

  /** The device of a certificate that counts, in whatever state its record is. */
  private AdmittedDevice certified(UUID id, X509Certificate shown) {
    Admission admission = gate.look(id, shown);
    if (admission instanceof Admission.Admitted admitted) {
      return admitted.device();
    }
    if (admission instanceof Admission.Inactive inactive && inactive.certified()) {
      return new AdmittedDevice(inactive.tenant(), id);
    }
    throw new ProblemException(
        ProblemType.CERTIFICATE_UNKNOWN,
        "This certificate is not one that device " + id + " is known by; enrol it again",
        Requirement.PLT_ENR_018.id());
  }
}

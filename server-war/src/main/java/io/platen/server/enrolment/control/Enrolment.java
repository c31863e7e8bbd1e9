package io.platen.server.enrolment.control;

import io.platen.protocol.Requirement;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.enrolment.KeyPrint;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.audit.Audit;
import io.platen.server.database.Database;
import io.platen.server.enrolment.entity.DeviceState;
import io.platen.server.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives a device its first certificate, for an activation code. [PLT-ENR-011] The code is used and
 * the certificate issued in one transaction: whatever is lost afterwards, the same key gets the
 * same certificate, and no other key gets one.
 */
@ApplicationScoped
public class Enrolment {
  /** How long a device waits before it asks whether it was approved. */
  static final Duration ASK_AGAIN = Duration.ofSeconds(30);

  private Database database;
  private IssuingAuthority authority;
  private InstantSource clock;
  private GuessingAlarm alarm;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Enrolment() {}

  @Inject
  public Enrolment(Database database, IssuingAuthority authority, InstantSource clock) {
    this.database = database;
    this.authority = authority;
    this.clock = clock;
    this.alarm = new GuessingAlarm(database);
  }

  /**
   * What a device shows beside its request.
   *
   * @param code empty where it typed none
   * @param factory the factory certificate of its TLS connection, null for none
   * @param address where it comes from
   */
  public record Shown(
      Optional<ActivationCode> code, @Nullable X509Certificate factory, String address) {}

  /**
   * @throws ProblemException that says why there is no certificate
   */
  public EnrolmentOutcome enrol(Shown shown, CertificateRequest request) {
    if (shown.code().isEmpty()) {
      return again(shown, request);
    }
    ActivationCode code = shown.code().get();
    Instant now = clock.instant();
    // A wrong try must be remembered, so its refusal leaves the transaction as a value.
    Step step =
        database.inTransaction(
            connection -> {
              // 1. Who has tried too often gets no answer about the code any more. [PLT-ENR-008]
              CodeTries tries = CodeTries.lock(connection, now, code.selector(), shown.address());
              if (!tries.toWait().isZero()) {
                return new Step.Refused(tooMany(tries.toWait()));
              }
              // 2. The code, locked: of many at once, one is the first.
              Optional<CodeRow> found = CodeRow.lock(connection, code.selector());
              byte[] kept = found.map(CodeRow::hash).orElseGet(() -> new byte[32]);
              boolean right = MessageDigest.isEqual(kept, CodeHash.of(code, authority.secret()));
              if (found.isEmpty() || !right || tries.areUsedUp()) {
                return wrong(connection, tries, found, shown);
              }
              // 3. Only who knows the secret hears more.
              return use(connection, found.get(), shown, request, now);
            });
    if (step instanceof Step.Wrong wrong) {
      alarm.wrong(wrong.tenant(), now); // after the commit, which is what a guess has to wait for
    }
    return step.outcome();
  }

  /** What the transaction ends with: both are kept. */
  private sealed interface Step {
    EnrolmentOutcome outcome();

    record Done(EnrolmentOutcome outcome) implements Step {}

    record Refused(ProblemException why) implements Step {
      @Override
      public EnrolmentOutcome outcome() {
        throw why;
      }
    }

    /**
     * @param tenant whose code it was, empty where nobody has such a code
     */
    record Wrong(Optional<Long> tenant) implements Step {
      @Override
      public EnrolmentOutcome outcome() {
        throw codeRefused();
      }
    }
  }

  private Step wrong(Connection connection, CodeTries tries, Optional<CodeRow> found, Shown shown)
      throws SQLException {
    if (tries.fail() && found.isPresent()) {
      audit(connection, found.get().device(), "enrolment.guessed", shown.address());
    }
    return new Step.Wrong(found.map(code -> code.device().tenant()));
  }

  /** [PLT-ENR-005] The same words whatever was wrong with it. */
  private static ProblemException codeRefused() {
    return new ProblemException(
        ProblemType.CODE_REFUSED,
        "This activation code is not good here; check it, or have a new one made",
        Requirement.PLT_ENR_005.id());
  }

  private static ProblemException tooMany(Duration wait) {
    return new ProblemException(
        ProblemType.TOO_MANY_REQUESTS,
        "Too many wrong activation codes came from this address",
        Requirement.PLT_ENR_008.id(),
        Math.max(1, wait.toSeconds()));
  }

  private Step use(
      Connection connection, CodeRow code, Shown shown, CertificateRequest request, Instant now)
      throws SQLException {
    KeyPrint key = request.print();
    DeviceRecord record = DeviceRecord.lock(connection, code.device());
    if (code.key() != null && !code.key().equals(key)) {
      audit(connection, code.device(), "enrolment.code-used-again", shown.address());
      return new Step.Refused(used());
    }
    if (code.key() == null && now.isAfter(code.expires())) {
      return new Step.Refused(
          new ProblemException(
              ProblemType.CODE_EXPIRED,
              "This activation code ended at " + code.expires() + "; have a new one made",
              Requirement.PLT_ENR_012.id()));
    }
    record.demandMayEnrol();
    record.demandFactory(shown.factory());
    request.demandNameOf(code.device().id(), DeviceRecord.serial(shown.factory()));
    DeviceCertificates certificates = new DeviceCertificates(connection, code.device(), now);
    Optional<DeviceCertificates.Kept> before = certificates.find(key);
    if (before.isPresent()) {
      return before.get().superseded()
          ? new Step.Refused(used())
          : issued(before.get().certificate());
    }
    if (code.isRejected()) {
      return new Step.Refused(
          new ProblemException(
              ProblemType.ENROLMENT_REJECTED,
              "A person has looked at this device's key and rejected it",
              Requirement.PLT_ENR_023.id()));
    }
    code.use(connection, key, now);
    if (code.waitsForApproval()) {
      record.change(connection, DeviceState.PENDING);
      return new Step.Done(new EnrolmentOutcome.Pending(ASK_AGAIN));
    }
    // A lost or copied device's certificates end here.
    certificates.supersedeAll();
    X509Certificate certificate = authority.issue(code.device().id(), request.key(), now);
    certificates.add(key, certificate);
    record.enrolled(connection, shown.factory(), now);
    audit(connection, code.device(), "device.enrol", key.words());
    return issued(certificate);
  }

  private static Step issued(X509Certificate certificate) {
    return new Step.Done(new EnrolmentOutcome.Issued(certificate));
  }

  private static ProblemException used() {
    return new ProblemException(
        ProblemType.CODE_USED,
        "This activation code was used by another key; have a new one made",
        Requirement.PLT_ENR_007.id());
  }

  /**
   * A device whose certificate has ended, and that shows the factory certificate that it once
   * enrolled with.
   */
  private EnrolmentOutcome again(Shown shown, CertificateRequest request) {
    X509Certificate factory = shown.factory();
    if (factory == null) {
      throw codeRefused();
    }
    Instant now = clock.instant();
    return database.inTransaction(
        connection -> {
          DeviceRecord record =
              DeviceRecord.lockByFactory(connection, KeyPrint.of(factory.getPublicKey()))
                  .orElseThrow(Enrolment::codeRefused);
          record.demandMayComeBack(now);
          request.demandNameOf(record.device().id(), DeviceRecord.serial(factory));
          DeviceCertificates certificates =
              new DeviceCertificates(connection, record.device(), now);
          Optional<DeviceCertificates.Kept> before = certificates.find(request.print());
          if (before.isPresent() && !before.get().superseded()) {
            return new EnrolmentOutcome.Issued(before.get().certificate());
          }
          if (before.isPresent()) {
            throw used();
          }
          record.demandHasEnded(now);
          certificates.supersedeAll();
          X509Certificate certificate = authority.issue(record.device().id(), request.key(), now);
          certificates.add(request.print(), certificate);
          record.enrolled(connection, factory, now);
          audit(connection, record.device(), "device.enrol-again", request.print().words());
          return new EnrolmentOutcome.Issued(certificate);
        });
  }

  private void audit(Connection connection, AdmittedDevice device, String action, String detail)
      throws SQLException {
    Audit.record(
        connection,
        new Audit.Entry(clock.instant(), device.tenant(), "device " + device.id(), action, detail));
  }
}

package io.platen.server.enrolment.control;

import static io.platen.server.testing.TestEnrolment.request;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.enrolment.ActivationCode;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.audit.Audit;
import io.platen.server.enrolment.control.EnrolmentOutcome.Issued;
import io.platen.server.problem.ProblemException;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server at which devices enrol, and how they do. */
abstract class EnrolmentSetting {
  static final Caller HERE = new Caller(TestFleet.TENANT, "anna", Role.OPERATOR);
  static final UUID DEVICE = TestFleet.DEVICE;
  static final String SITE = "192.0.2.7";
  static final String ELSEWHERE = "198.51.100.9";

  TestDatabase test;
  TestFleet fleet;
  Devices devices;
  Approvals approvals;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    fleet = new TestFleet(test).withTenants();
    fleet.setTime("2026-11-25T12:00:00Z");
    devices = fleet.devices(new Audit(test.entities(), fleet::now), fleet::now);
    approvals = new Approvals(fleet.database, fleet::now);
  }

  @AfterEach
  void close() {
    test.close();
  }

  ActivationCode code() {
    return code(false);
  }

  ActivationCode code(boolean approval) {
    return test.inTransaction(em -> devices.newCode(HERE, DEVICE, approval)).code().code();
  }

  static ActivationCode wrong(ActivationCode right) {
    ActivationCode other = ActivationCode.draw(new SecureRandom());
    return new ActivationCode(right.selector(), other.secret());
  }

  static String otherThan(String selector) {
    return selector.equals("0000") ? "0001" : "0000";
  }

  static Enrolment.Shown shown(ActivationCode code, String address) {
    return new Enrolment.Shown(Optional.of(code), null, address);
  }

  EnrolmentOutcome ask(ActivationCode code, KeyPair key) {
    return fleet.enrolment.enrol(shown(code, SITE), CertificateRequest.check(request(key)));
  }

  X509Certificate enrol(ActivationCode code, KeyPair key) {
    return ((Issued) ask(code, key)).certificate();
  }

  ProblemException refusal(ActivationCode code, KeyPair key, String address) {
    return catchThrowableOfType(
        ProblemException.class,
        () -> fleet.enrolment.enrol(shown(code, address), CertificateRequest.check(request(key))));
  }

  /** A certificate, or the type of the refusal. */
  Callable<Object> tried(ActivationCode code, KeyPair key, String address) {
    return () -> {
      try {
        EnrolmentOutcome outcome =
            fleet.enrolment.enrol(shown(code, address), CertificateRequest.check(request(key)));
        return ((Issued) outcome).certificate();
      } catch (ProblemException e) {
        return e.problem().type();
      }
    };
  }

  static List<Object> atOnce(List<Callable<Object>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Object> results = new ArrayList<>();
      for (Future<Object> each : threads.invokeAll(calls)) {
        results.add(each.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}

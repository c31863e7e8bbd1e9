package io.platen.server.enrolment.control;

import static io.platen.server.testing.TestEnrolment.newKey;
import static io.platen.server.testing.TestEnrolment.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.problem.ProblemType;
import io.platen.server.enrolment.entity.DeviceState;
import io.platen.server.problem.ProblemException;
import io.platen.server.testing.TestEnrolment;
import io.platen.server.testing.TestFleet;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A certificate that ends while its device is connected. TLS has looked at it long ago. */
class CertificateEndTest extends EnrolmentSetting {
  private static final AdmittedDevice ADMITTED = new AdmittedDevice(TestFleet.TENANT, DEVICE);

  private X509Certificate own;
  private EnrolmentTidying tidying;

  @BeforeEach
  void enrol() {
    own = enrol(code(), newKey());
    fleet.gate.touch(ADMITTED, null);
    tidying = new EnrolmentTidying(fleet.database, fleet::now);
  }

  private void after(X509Certificate certificate) {
    fleet.setTime(end(certificate).plusSeconds(1).toString());
  }

  private static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  private Object state() {
    return test.value("SELECT state FROM device WHERE tenant = 1");
  }

  @Test
  void lets_a_device_in_until_its_certificate_ends_and_no_longer() {
    // when
    fleet.setTime(end(own).toString());

    // then
    assertThat(fleet.gate.enter(DEVICE, own, false)).isEqualTo(new Admission.Admitted(ADMITTED));

    // when
    after(own);

    // then
    Admission ended = new Admission.Ended(TestFleet.TENANT, DEVICE, end(own));
    assertThat(fleet.gate.enter(DEVICE, own, false)).isEqualTo(ended);
    assertThat(fleet.gate.look(DEVICE, own)).isEqualTo(ended);
  }

  @Test
  void looks_at_the_end_of_another_authoritys_certificate_too() {
    // given
    X509Certificate others = TestEnrolment.foreign(DEVICE);
    assertThat(fleet.gate.look(DEVICE, others)).isInstanceOf(Admission.Admitted.class);

    // when
    after(others);

    // then
    assertThat(fleet.gate.look(DEVICE, others)).isInstanceOf(Admission.Ended.class);
  }

  @Test
  void renews_no_certificate_that_has_ended() {
    // given
    after(own);

    // then
    assertThat(refusedRenewal()).isEqualTo(ProblemType.CERTIFICATE_UNKNOWN);
    test.execute("UPDATE device SET state = 'HIBERNATING' WHERE tenant = 1");
    assertThat(refusedRenewal()).isEqualTo(ProblemType.CERTIFICATE_UNKNOWN);
    assertThat(fleet.gate.look(DEVICE, own))
        .isEqualTo(
            new Admission.Inactive(TestFleet.TENANT, DEVICE, DeviceState.HIBERNATING, false));
  }

  private ProblemType refusedRenewal() {
    return catchThrowableOfType(
            ProblemException.class,
            () -> fleet.renewal.renew(DEVICE, own, CertificateRequest.check(request(newKey()))))
        .problem()
        .type();
  }

  @Test
  void marks_a_device_that_was_heard_after_its_certificate_had_ended() {
    // given: a request that was under way at the end
    after(own);
    fleet.gate.touch(ADMITTED, null);

    // when
    tidying.run();

    // then
    assertThat(state()).isEqualTo("EXPIRED");
  }

  @Test
  void leaves_a_device_alone_that_came_with_another_authoritys_certificate() {
    // given
    fleet.gate.enter(DEVICE, TestEnrolment.foreign(DEVICE), false);
    after(own);

    // when
    tidying.run();

    // then
    assertThat(state()).isEqualTo("ACTIVE");

    // when: and for as long as it does
    fleet.gate.enter(DEVICE, own, false);
    tidying.run();

    // then
    assertThat(state()).isEqualTo("EXPIRED");
  }
}

package io.platen.server.enrolment.control;

import static io.platen.server.testing.TestEnrolment.newKey;
import static io.platen.server.testing.TestEnrolment.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.enrolment.KeyPrint;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.enrolment.control.EnrolmentOutcome.Issued;
import io.platen.server.enrolment.entity.DeviceState;
import io.platen.server.problem.ProblemException;
import io.platen.server.testing.TestEnrolment;
import io.platen.server.testing.TestFleet;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a record becomes when its device enrols, with a code or as one that was there before. */
class EnrolmentAgainTest extends EnrolmentSetting {
  private static final String DAY_AFTER_THE_END = "2027-02-24T12:00:00Z";

  private final X509Certificate factory = TestEnrolment.foreign(DEVICE);

  private void is(DeviceState state) {
    test.execute("UPDATE device SET state = '" + state + "' WHERE tenant = 1");
  }

  private void hasReported() {
    test.execute("UPDATE device SET activated = created WHERE tenant = 1");
  }

  private Object state() {
    return test.value("SELECT state FROM device WHERE tenant = 1");
  }

  private X509Certificate enrolWithFactory(Optional<ActivationCode> code, KeyPair key) {
    Enrolment.Shown shown = new Enrolment.Shown(code, factory, SITE);
    return ((Issued) fleet.enrolment.enrol(shown, CertificateRequest.check(request(key))))
        .certificate();
  }

  private ProblemType refusedFactoryAlone() {
    return catchThrowableOfType(
            ProblemException.class, () -> enrolWithFactory(Optional.empty(), newKey()))
        .problem()
        .type();
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({
    "CREATED,     ACTIVE",
    "PENDING,     ACTIVE",
    "ACTIVE,      ACTIVE",
    "HIBERNATING, HIBERNATING",
    "EXPIRED,     ACTIVE"
  })
  void wakes_none_that_was_put_aside_when_it_enrols_with_a_code(
      DeviceState before, DeviceState after) {
    // given
    hasReported();
    is(before);

    // when
    enrol(code(), newKey());

    // then
    assertThat(state()).isEqualTo(after.name());
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({"ACTIVE, ACTIVE", "HIBERNATING, HIBERNATING", "EXPIRED, ACTIVE"})
  void wakes_none_that_was_put_aside_when_it_comes_back(DeviceState before, DeviceState after) {
    // given
    enrolWithFactory(Optional.of(code()), newKey());
    hasReported();
    is(before);
    fleet.setTime(DAY_AFTER_THE_END);

    // when
    enrolWithFactory(Optional.empty(), newKey());

    // then
    assertThat(state()).isEqualTo(after.name());
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({
    "CREATED,     PENDING",
    "ACTIVE,      ACTIVE",
    "HIBERNATING, HIBERNATING",
    "EXPIRED,     PENDING"
  })
  void wakes_none_that_was_put_aside_while_a_person_has_to_approve(
      DeviceState before, DeviceState after) {
    // given
    is(before);
    ActivationCode code = code(true);
    KeyPair key = newKey();

    // when
    ask(code, key);

    // then
    assertThat(state()).isEqualTo(after.name());
  }

  @Test
  void leaves_one_that_was_put_aside_so_when_its_key_is_approved() {
    // given
    hasReported();
    is(DeviceState.HIBERNATING);
    ActivationCode code = code(true);
    KeyPair key = newKey();
    ask(code, key);

    // when
    approvals.decide(HERE, DEVICE, KeyPrint.of(key.getPublic()).words(), true);

    // then
    assertThat(ask(code, key)).isInstanceOf(Issued.class);
    assertThat(state()).isEqualTo("HIBERNATING");
  }

  @Test
  void leaves_one_that_was_put_aside_so_when_its_certificate_ends() {
    // given
    enrol(code(), newKey());
    is(DeviceState.HIBERNATING);
    fleet.setTime(DAY_AFTER_THE_END);

    // when
    new EnrolmentTidying(fleet.database, fleet::now).run();

    // then
    assertThat(state()).isEqualTo("HIBERNATING");
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"DEACTIVATED", "RETIRED"})
  void refuses_those_that_are_kept_out(DeviceState state) {
    // given
    enrolWithFactory(Optional.of(code()), newKey());
    ActivationCode code = code();
    is(state);
    fleet.setTime(DAY_AFTER_THE_END);

    // then
    assertThat(refusedFactoryAlone()).isEqualTo(ProblemType.DEVICE_INACTIVE);
    fleet.setTime("2026-11-25T12:00:00Z");
    assertThat(refusal(code, newKey(), SITE).problem().type())
        .isEqualTo(ProblemType.DEVICE_INACTIVE);
    assertThat(state()).isEqualTo(state.name());
  }

  @Test
  void takes_the_factory_certificate_alone_only_when_the_other_has_ended() {
    // given
    KeyPair key = newKey();
    X509Certificate certificate = enrolWithFactory(Optional.of(code()), newKey());
    fleet.setTime("2027-02-23T12:00:00Z");

    // then: in its last second it is good
    assertThat(refusedFactoryAlone()).isEqualTo(ProblemType.REQUEST_REFUSED);
    assertThat(fleet.gate.look(DEVICE, certificate)).isInstanceOf(Admission.Admitted.class);

    // when
    fleet.setTime("2027-02-23T12:00:01Z");
    X509Certificate next = enrolWithFactory(Optional.empty(), key);

    // then: its answer may be lost
    assertThat(enrolWithFactory(Optional.empty(), key)).isEqualTo(next);
  }

  @Test
  void leads_a_factory_certificate_to_the_record_that_it_was_shown_for_last() {
    // given: it went over to another tenant, whose operator made a code for it
    enrolWithFactory(Optional.of(code()), newKey());
    Caller there = new Caller(TestFleet.OTHER_TENANT, "bert", Role.OPERATOR);
    UUID other = TestFleet.OTHER_DEVICE;
    var issued = test.inTransaction(em -> devices.newCode(there, other, false)).code();
    enrolWithFactory(Optional.of(issued.code()), newKey());
    fleet.setTime(DAY_AFTER_THE_END);

    // when
    X509Certificate back = enrolWithFactory(Optional.empty(), newKey());

    // then
    assertThat(back.getSubjectX500Principal().getName()).isEqualTo("CN=" + other);
    assertThat(test.value("SELECT count(*) FROM device WHERE factory_key IS NOT NULL"))
        .isEqualTo(1L);
    assertThat(
            test.value(
                "SELECT tenant || ' ' || actor || ' ' || subject FROM audit_entry"
                    + " WHERE action = 'device.factory-key-lost'"))
        .isEqualTo(TestFleet.TENANT + " server " + TestFleet.DEVICE);
  }
}

package io.platen.server.enrolment.control;

import static io.platen.server.testing.TestEnrolment.newKey;
import static io.platen.server.testing.TestEnrolment.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.enrolment.KeyPrint;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.enrolment.control.EnrolmentOutcome.Issued;
import io.platen.server.enrolment.control.EnrolmentOutcome.Pending;
import io.platen.server.problem.ProblemException;
import io.platen.server.problem.RefusedException;
import io.platen.server.testing.TestEnrolment;
import io.platen.server.testing.TestFleet;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EnrolmentTest extends EnrolmentSetting {
  @Test
  void gives_the_certificate_of_the_codes_device() throws Exception {
    // given
    KeyPair key = newKey();

    // when
    X509Certificate certificate = enrol(code(), key);

    // then
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=" + DEVICE);
    assertThat(certificate.getPublicKey()).isEqualTo(key.getPublic());
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo("2027-02-23T12:00:00Z");
    certificate.verify(fleet.authority.told().get(0).getPublicKey());
    assertThat(fleet.gate.look(DEVICE, certificate)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void gives_the_same_certificate_again_after_an_answer_was_lost() {
    // given
    ActivationCode code = code();
    KeyPair key = newKey();

    // when
    X509Certificate first = enrol(code, key);
    X509Certificate again = enrol(code, key);

    // then
    assertThat(again).isEqualTo(first);
    assertThat(test.value("SELECT count(*) FROM device_certificate")).isEqualTo(1L);
  }

  @Test
  @Verifies(negative = Requirement.PLT_ENR_011)
  void issues_one_certificate_when_64_enrol_with_one_code_at_once() throws Exception {
    // given
    ActivationCode code = code();
    List<KeyPair> keys = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      keys.add(newKey());
    }

    // when
    List<ProblemType> refusals = new ArrayList<>();
    int issued = 0;
    for (Object outcome : atOnce(keys.stream().map(key -> tried(code, key, SITE)).toList())) {
      if (outcome instanceof ProblemType type) {
        refusals.add(type);
      } else {
        issued++;
      }
    }

    // then
    assertThat(issued).isEqualTo(1);
    assertThat(refusals).hasSize(63).containsOnly(ProblemType.CODE_USED);
    assertThat(test.value("SELECT count(*) FROM device_certificate")).isEqualTo(1L);
  }

  @Test
  void issues_one_certificate_when_one_key_asks_16_times_at_once() throws Exception {
    // given
    ActivationCode code = code();
    KeyPair key = newKey();

    // when
    List<Object> outcomes = atOnce(java.util.Collections.nCopies(16, tried(code, key, SITE)));

    // then
    assertThat(outcomes).hasSize(16).allMatch(X509Certificate.class::isInstance);
    assertThat(new java.util.HashSet<>(outcomes)).hasSize(1);
  }

  @Test
  void cuts_off_what_a_lost_device_had_when_its_successor_enrols() {
    // given
    X509Certificate lost = enrol(code(), newKey());
    assertThat(fleet.gate.enter(DEVICE, lost, false)).isInstanceOf(Admission.Admitted.class);

    // when
    enrol(code(), newKey());

    // then
    assertThat(fleet.gate.look(DEVICE, lost)).isEqualTo(new Admission.Superseded(DEVICE));
  }

  @Test
  void does_not_enrol_a_device_that_is_kept_out() {
    // given
    ActivationCode code = code();
    test.inTransaction(em -> devices.deactivate(HERE, DEVICE));

    // then
    assertThat(refusal(code, newKey(), SITE).problem().type())
        .isEqualTo(ProblemType.DEVICE_INACTIVE);
    assertThat(
            catchThrowableOfType(
                    RefusedException.class,
                    () -> test.inTransaction(em -> devices.newCode(HERE, DEVICE, false)))
                .status())
        .isEqualTo(409);
  }

  @Test
  @Verifies(positive = Requirement.PLT_ENR_022, negative = Requirement.PLT_ENR_022)
  void waits_for_a_person_who_approves_the_words_of_the_key() {
    // given
    ActivationCode code = code(true);
    KeyPair key = newKey();
    String words = KeyPrint.of(key.getPublic()).words();

    // when
    EnrolmentOutcome first = ask(code, key);

    // then
    assertThat(first).isEqualTo(new Pending(Enrolment.ASK_AGAIN));
    assertThat(ask(code, key)).isInstanceOf(Pending.class);
    assertThat(refusal(code, newKey(), SITE).problem().type()).isEqualTo(ProblemType.CODE_USED);
    assertThat(approvals.find(TestFleet.TENANT, DEVICE).orElseThrow().words()).isEqualTo(words);
    assertThat(
            catchThrowableOfType(
                    RefusedException.class,
                    () -> approvals.decide(HERE, DEVICE, "lusab babad gutih tugad", true))
                .status())
        .isEqualTo(409);

    // when
    approvals.decide(HERE, DEVICE, words, true);

    // then
    assertThat(ask(code, key)).isInstanceOf(Issued.class);
  }

  @Test
  @Verifies(positive = Requirement.PLT_ENR_023, negative = Requirement.PLT_ENR_023)
  void refuses_a_key_for_good_that_a_person_has_rejected() {
    // given
    ActivationCode code = code(true);
    KeyPair key = newKey();
    ask(code, key);

    // when
    approvals.decide(HERE, DEVICE, KeyPrint.of(key.getPublic()).words(), false);

    // then
    assertThat(refusal(code, key, SITE).problem().type()).isEqualTo(ProblemType.ENROLMENT_REJECTED);
    assertThat(test.value("SELECT count(*) FROM device_certificate")).isEqualTo(0L);
  }

  @Test
  void leaves_the_code_good_when_the_request_is_not() {
    // given
    ActivationCode code = code();
    KeyPair key = newKey();
    byte[] named = request("CN=" + UUID.randomUUID(), key, key.getPrivate(), null);

    // when
    ProblemException refusal =
        catchThrowableOfType(
            ProblemException.class,
            () -> fleet.enrolment.enrol(shown(code, SITE), CertificateRequest.check(named)));

    // then
    assertThat(refusal.problem().requirement()).isEqualTo("PLT-ENR-016");
    assertThat(enrol(code, key)).isNotNull();
  }

  @Test
  void asks_for_the_factory_certificate_that_an_operator_expects() {
    // given
    test.execute("UPDATE device SET factory_serial = 'A-17' WHERE tenant = 1");
    ActivationCode code = code();

    // then
    assertThat(refusal(code, newKey(), SITE).problem().type())
        .isEqualTo(ProblemType.REQUEST_REFUSED);
  }

  @Test
  @Verifies(positive = Requirement.PLT_ENR_020, negative = Requirement.PLT_ENR_020)
  void lets_a_device_come_back_with_its_factory_certificate_for_30_days() {
    // given: enrolled with a factory certificate, which is no way in by itself
    X509Certificate factory = TestEnrolment.foreign(DEVICE);
    DeviceGate gate =
        new DeviceGate(
            fleet.database,
            fleet.authority,
            new OperationalAuthorities(Optional.of(OperationalAuthorities.NONE)),
            fleet::now);
    Enrolment.Shown first = new Enrolment.Shown(Optional.of(code()), factory, SITE);
    fleet.enrolment.enrol(first, CertificateRequest.check(request(newKey())));
    Enrolment.Shown alone = new Enrolment.Shown(Optional.empty(), factory, SITE);

    // when
    fleet.setTime("2027-03-25T11:00:00Z");
    EnrolmentOutcome back =
        fleet.enrolment.enrol(alone, CertificateRequest.check(request(newKey())));
    fleet.setTime("2027-08-01T00:00:00Z");
    ProblemException late =
        catchThrowableOfType(
            ProblemException.class,
            () -> fleet.enrolment.enrol(alone, CertificateRequest.check(request(newKey()))));

    // then
    assertThat(back).isInstanceOf(Issued.class);
    assertThat(late.problem().type()).isEqualTo(ProblemType.DEVICE_INACTIVE);
    assertThat(gate.look(DEVICE, factory)).isEqualTo(new Admission.Superseded(DEVICE));
  }
}

package io.platen.server.enrolment.control;

import static io.platen.server.testing.TestEnrolment.newKey;
import static io.platen.server.testing.TestEnrolment.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.problem.ProblemType;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.audit.Audit;
import io.platen.server.problem.ProblemException;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestEnrolment;
import io.platen.server.testing.TestFleet;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenewalTest {
  private static final UUID DEVICE = TestFleet.DEVICE;

  private TestDatabase test;
  private TestFleet fleet;
  private KeyPair key;
  private X509Certificate current;

  @BeforeEach
  void enrol() {
    test = TestDatabase.create();
    fleet = new TestFleet(test).withTenants();
    fleet.setTime("2026-11-25T12:00:00Z");
    Devices devices = fleet.devices(new Audit(test.entities(), fleet::now), fleet::now);
    Caller anna = new Caller(TestFleet.TENANT, "anna", Role.OPERATOR);
    var code = test.inTransaction(em -> devices.newCode(anna, DEVICE, false)).code().code();
    key = newKey();
    current =
        ((EnrolmentOutcome.Issued)
                fleet.enrolment.enrol(
                    new Enrolment.Shown(Optional.of(code), null, "192.0.2.7"),
                    CertificateRequest.check(request(key))))
            .certificate();
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void gives_a_certificate_for_a_new_key() {
    // given
    KeyPair next = newKey();

    // when
    X509Certificate renewed = renew(current, next);

    // then
    assertThat(renewed.getSubjectX500Principal()).isEqualTo(current.getSubjectX500Principal());
    assertThat(renewed.getPublicKey()).isEqualTo(next.getPublic());
  }

  @Test
  void gives_the_same_certificate_again_after_an_answer_was_lost() {
    // given
    KeyPair next = newKey();

    // then
    assertThat(renew(current, next)).isEqualTo(renew(current, next));
  }

  @Test
  void lets_the_old_certificate_in_until_the_new_one_has_come_and_no_longer() {
    // when
    X509Certificate renewed = renew(current, newKey());

    // then
    assertThat(fleet.gate.enter(DEVICE, current, false)).isInstanceOf(Admission.Admitted.class);

    // when
    assertThat(fleet.gate.enter(DEVICE, renewed, false)).isInstanceOf(Admission.Admitted.class);

    // then
    assertThat(fleet.gate.enter(DEVICE, current, false))
        .isEqualTo(new Admission.Superseded(DEVICE));
    assertThat(refusal(current, newKey()).problem().type())
        .isEqualTo(ProblemType.CERTIFICATE_UNKNOWN);
  }

  @Test
  void sees_of_many_at_once_what_it_sees_of_each() {
    // given: one that is replaced, one of others, one that was cut off, and one that nobody knows
    X509Certificate renewed = renew(current, newKey());
    UUID cut = UUID.randomUUID();
    UUID nobody = UUID.randomUUID();
    fleet.device(TestFleet.TENANT, cut);
    test.execute("UPDATE device SET state = 'DEACTIVATED' WHERE id = '" + cut + "'");
    Map<UUID, X509Certificate> shown =
        Map.of(
            DEVICE,
            current,
            TestFleet.OTHER_DEVICE,
            TestEnrolment.foreign(TestFleet.OTHER_DEVICE),
            cut,
            TestEnrolment.foreign(cut),
            nobody,
            TestEnrolment.foreign(nobody));

    // then
    assertThat(fleet.gate.out(shown)).isEqualTo(new DeviceGate.Out(Set.of(cut, nobody), Set.of()));

    // when
    fleet.gate.enter(DEVICE, renewed, false);

    // then
    assertThat(fleet.gate.out(shown))
        .isEqualTo(new DeviceGate.Out(Set.of(cut, nobody), Set.of(DEVICE)));
    assertThat(shown)
        .allSatisfy(
            (id, certificate) ->
                assertThat(fleet.gate.look(id, certificate) instanceof Admission.Admitted)
                    .isNotEqualTo(isOut(fleet.gate.out(shown), id)));

    // when: all of them have ended
    fleet.setTime("2099-01-01T00:00:00Z");

    // then
    assertThat(fleet.gate.out(shown))
        .isEqualTo(new DeviceGate.Out(Set.of(cut, nobody), Set.of(DEVICE, TestFleet.OTHER_DEVICE)));
  }

  private static boolean isOut(DeviceGate.Out out, UUID id) {
    return out.inactive().contains(id) || out.outdated().contains(id);
  }

  @Test
  void notes_whether_a_device_came_by_tls_1_2_the_last_time() {
    // when
    fleet.gate.enter(DEVICE, current, true);

    // then
    assertThat(cameByTls12()).isTrue();

    // when
    fleet.gate.enter(DEVICE, current, false);

    // then
    assertThat(cameByTls12()).isFalse();
  }

  private boolean cameByTls12() {
    return fleet.overview.device(TestFleet.TENANT, DEVICE).orElseThrow().tls12();
  }

  @Test
  void notes_once_that_a_copy_of_a_device_came_with_the_certificate_before() {
    // given
    X509Certificate renewed = renew(current, newKey());
    fleet.gate.enter(DEVICE, current, false);
    fleet.gate.enter(DEVICE, renewed, false);
    assertThat(copiesSeen()).isEqualTo(0L);

    // when
    fleet.gate.enter(DEVICE, current, false);
    fleet.gate.enter(DEVICE, renewed, false);
    fleet.gate.enter(DEVICE, current, false);

    // then
    assertThat(copiesSeen()).isEqualTo(1L);
  }

  private Object copiesSeen() {
    return test.value("SELECT count(*) FROM audit_entry WHERE action = 'device.copy-seen'");
  }

  @Test
  void counts_no_use_where_somebody_only_asks_for_a_diagnosis() {
    // given
    X509Certificate renewed = renew(current, newKey());

    // when
    fleet.gate.look(DEVICE, renewed);

    // then
    assertThat(fleet.gate.look(DEVICE, current)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void forgets_a_renewal_whose_answer_the_device_never_used() {
    // given
    X509Certificate lost = renew(current, newKey());

    // when
    X509Certificate next = renew(current, newKey());

    // then
    assertThat(fleet.gate.look(DEVICE, lost)).isEqualTo(new Admission.Superseded(DEVICE));
    assertThat(fleet.gate.enter(DEVICE, next, false)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void refuses_the_key_that_the_device_has() {
    assertThat(refusal(current, key).problem().requirement()).isEqualTo("PLT-ENR-024");
  }

  @Test
  void refuses_a_key_that_was_replaced_long_ago() {
    // given
    KeyPair second = newKey();
    X509Certificate renewed = renew(current, second);
    fleet.gate.enter(DEVICE, renewed, false);

    // then
    assertThat(refusal(renewed, key).problem().requirement()).isEqualTo("PLT-ENR-024");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREATED", "PENDING", "ACTIVE", "HIBERNATING"})
  void renews_for_a_device_that_is_let_in_or_hibernates(String state) {
    // given
    test.execute("UPDATE device SET state = '" + state + "'");

    // then
    assertThat(renew(current, newKey())).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEACTIVATED", "EXPIRED", "RETIRED"})
  void does_not_renew_for_a_device_that_is_kept_out(String state) {
    // given
    test.execute("UPDATE device SET state = '" + state + "'");

    // then
    assertThat(refusal(current, newKey()).problem().type()).isEqualTo(ProblemType.DEVICE_INACTIVE);
  }

  @Test
  void does_not_take_the_name_of_another_device() {
    // given
    KeyPair next = newKey();
    byte[] named = request("CN=" + TestFleet.OTHER_DEVICE, next, next.getPrivate(), null);

    // when
    ProblemException refusal =
        catchThrowableOfType(
            ProblemException.class,
            () -> fleet.renewal.renew(DEVICE, current, CertificateRequest.check(named)));

    // then
    assertThat(refusal.problem().requirement()).isEqualTo("PLT-ENR-016");
  }

  @Test
  void renews_nothing_for_a_factory_certificate() {
    // given
    OperationalAuthorities none =
        new OperationalAuthorities(Optional.of(OperationalAuthorities.NONE));
    DeviceGate gate = new DeviceGate(fleet.database, fleet.authority, none, fleet::now);
    Renewal renewal = new Renewal(fleet.database, gate, fleet.authority, fleet::now);
    X509Certificate factory = TestEnrolment.foreign(DEVICE);

    // when
    ProblemException refusal =
        catchThrowableOfType(
            ProblemException.class,
            () -> renewal.renew(DEVICE, factory, CertificateRequest.check(request(newKey()))));

    // then
    assertThat(refusal.problem().type()).isEqualTo(ProblemType.CERTIFICATE_UNKNOWN);
  }

  @Test
  void marks_a_device_whose_last_certificate_has_ended_and_forgets_its_code() {
    // given
    fleet.gate.touch(new AdmittedDevice(TestFleet.TENANT, DEVICE), null);
    EnrolmentTidying tidying = new EnrolmentTidying(fleet.database, fleet::now);
    fleet.setTime("2027-02-23T11:59:00Z");
    tidying.run();
    Object before = test.value("SELECT state FROM device WHERE tenant = 1");

    // when
    fleet.setTime("2027-02-23T12:01:00Z");
    tidying.run();

    // then
    assertThat(before).isEqualTo("ACTIVE");
    assertThat(test.value("SELECT state FROM device WHERE tenant = 1")).isEqualTo("EXPIRED");
    assertThat(test.value("SELECT count(*) FROM activation_code")).isEqualTo(0L);
  }

  private X509Certificate renew(X509Certificate shown, KeyPair next) {
    return fleet.renewal.renew(DEVICE, shown, CertificateRequest.check(request(next)));
  }

  private ProblemException refusal(X509Certificate shown, KeyPair next) {
    return catchThrowableOfType(ProblemException.class, () -> renew(shown, next));
  }
}

package io.platen.server.enrolment.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.problem.ProblemType;
import io.platen.server.enrolment.control.Admission;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.enrolment.control.DeviceGate;
import io.platen.server.enrolment.entity.DeviceState;
import io.platen.server.problem.ProblemException;
import io.platen.server.testing.Stub;
import io.platen.server.testing.TestAuthority;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceDoorTest {
  private static final UUID ID = UUID.fromString("0a000000-0000-4000-8000-00000000000b");

  private final List<Boolean> seen = new ArrayList<>();

  @Test
  void admits_the_device_that_the_certificate_names() throws Exception {
    // given
    AdmittedDevice device = new AdmittedDevice(7, ID);

    // when
    AdmittedDevice admitted =
        door(new Admission.Admitted(device)).admit(request(certificate(ID.toString())));

    // then
    assertThat(admitted).isEqualTo(device);
  }

  @Test
  void keeps_out_who_brings_no_certificate() {
    assertThat(refusal(request(), new Admission.Unknown(ID)).problem().type())
        .isEqualTo(ProblemType.CERTIFICATE_UNKNOWN);
    assertThat(DeviceDoor.certificate(Stub.of(HttpServletRequest.class, name -> null))).isEmpty();
    assertThat(DeviceDoor.certificate(Stub.of(HttpServletRequest.class, name -> "no chain")))
        .isEmpty();
  }

  @ParameterizedTest(name = "CN={0}")
  @ValueSource(
      strings = {
        "printer.example.org",
        "0A000000-0000-4000-8000-00000000000B",
        "a000000-0-4000-8000-b",
        "0a000000-0000-4000-8000-00000000000b0"
      })
  void keeps_out_a_certificate_whose_name_is_no_id(String name) throws Exception {
    // when
    ProblemException refusal =
        refusal(request(certificate(name)), new Admission.Admitted(new AdmittedDevice(7, ID)));

    // then
    assertThat(refusal.problem().type()).isEqualTo(ProblemType.CERTIFICATE_UNKNOWN);
    assertThat(refusal.problem().detail()).contains(name);
  }

  @Test
  void keeps_out_a_device_whose_certificate_has_ended_and_says_when() throws Exception {
    // when
    ProblemException refusal =
        refusal(
            request(certificate(ID.toString())),
            new Admission.Ended(7, ID, Instant.parse("2027-02-23T12:00:00Z")));

    // then
    assertThat(refusal.problem().type()).isEqualTo(ProblemType.CERTIFICATE_UNKNOWN);
    assertThat(refusal.problem().requirement()).isEqualTo("PLT-TLS-005");
    assertThat(refusal.problem().detail()).contains("2027-02-23T12:00:00Z", "enrol it again");
  }

  @Test
  void keeps_out_a_device_that_has_no_record() throws Exception {
    // when
    ProblemException refusal =
        refusal(request(certificate(ID.toString())), new Admission.Unknown(ID));

    // then
    assertThat(refusal.problem().type()).isEqualTo(ProblemType.CERTIFICATE_UNKNOWN);
    assertThat(refusal.problem().detail()).contains(ID.toString(), "register it");
  }

  @Test
  void keeps_out_a_certificate_whose_place_another_took() throws Exception {
    // when
    ProblemException refusal =
        refusal(request(certificate(ID.toString())), new Admission.Superseded(ID));

    // then
    assertThat(refusal.problem().type()).isEqualTo(ProblemType.CERTIFICATE_UNKNOWN);
    assertThat(refusal.problem().requirement()).isEqualTo("PLT-ENR-019");
  }

  @ParameterizedTest
  @EnumSource(names = {"HIBERNATING", "DEACTIVATED", "EXPIRED", "RETIRED"})
  void tells_a_device_its_state_and_what_to_do(DeviceState state) throws Exception {
    // when
    ProblemException refusal =
        refusal(request(certificate(ID.toString())), new Admission.Inactive(7, ID, state, true));

    // then
    assertThat(refusal.problem().type()).isEqualTo(ProblemType.DEVICE_INACTIVE);
    assertThat(refusal.problem().detail())
        .containsIgnoringCase(state.name())
        .contains(
            switch (state) {
              case RETIRED -> "new record";
              case EXPIRED -> "activation code";
              default -> "activate it";
            });
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "TLS_AES_256_GCM_SHA384, false",
    "TLS_CHACHA20_POLY1305_SHA256, false",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, true"
  })
  void tells_by_the_suite_whether_a_device_came_by_tls_1_2(String suite, boolean tls12)
      throws Exception {
    // given
    X509Certificate[] chain = {certificate(ID.toString())};
    Map<String, Object> attributes =
        Map.of(
            "getAttribute jakarta.servlet.request.X509Certificate", chain,
            "getAttribute jakarta.servlet.request.cipher_suite", suite);

    // when
    door(new Admission.Admitted(new AdmittedDevice(7, ID)))
        .admit(Stub.of(HttpServletRequest.class, attributes::get));

    // then
    assertThat(seen).containsExactly(tls12);
  }

  private ProblemException refusal(HttpServletRequest request, Admission admission) {
    return catchThrowableOfType(ProblemException.class, () -> door(admission).admit(request));
  }

  private DeviceDoor door(Admission admission) {
    return new DeviceDoor(
        new DeviceGate(null, null, null, null) {
          @Override
          public Admission enter(UUID id, X509Certificate certificate, boolean tls12) {
            assertThat(id).isEqualTo(ID);
            seen.add(tls12);
            return admission;
          }
        });
  }

  private static X509Certificate certificate(String commonName) throws Exception {
    return (X509Certificate) TestAuthority.named("Devices").issue(commonName).getCertificate("key");
  }

  private static HttpServletRequest request(X509Certificate... chain) {
    return Stub.of(
        HttpServletRequest.class,
        name ->
            Optional.of(name)
                .filter("getAttribute jakarta.servlet.request.X509Certificate"::equals)
                .map(found -> chain)
                .orElse(null));
  }
}

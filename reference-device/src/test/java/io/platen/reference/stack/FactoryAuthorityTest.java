package io.platen.reference.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SignatureException;
import java.security.cert.CertificateExpiredException;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FactoryAuthorityTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final UUID DEVICE = UUID.fromString("8e3f4f4e-5b7c-4f8e-9d39-1d0b6a3a7a11");

  private final FactoryAuthority factory = FactoryAuthority.make("Factory", NOW);

  @Test
  void a_device_has_a_certificate_with_its_id_for_its_own_key() throws Exception {
    // when
    DeviceIdentity identity = factory.issue(DEVICE);
    // then
    identity.certificate().verify(factory.certificate().getPublicKey());
    identity.certificate().checkValidity(Date.from(NOW));
    assertThat(identity.certificate().getSubjectX500Principal()).hasToString("CN=" + DEVICE);
    assertThat(identity.certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    assertThat(identity.certificate().getBasicConstraints()).isEqualTo(-1);
  }

  @Test
  void an_expired_one_differs_in_time_alone() throws Exception {
    // when
    DeviceIdentity identity = factory.issueExpired(DEVICE);
    // then
    identity.certificate().verify(factory.certificate().getPublicKey());
    assertThatThrownBy(() -> identity.certificate().checkValidity(Date.from(NOW)))
        .isInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void two_authorities_of_one_name_are_two() {
    // given
    FactoryAuthority other = FactoryAuthority.make("Factory", NOW);
    // then
    assertThatThrownBy(
            () -> other.issue(DEVICE).certificate().verify(factory.certificate().getPublicKey()))
        .isInstanceOf(SignatureException.class);
  }
}

package io.platen.server.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTlsTest {
  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "off", "ON", "true"})
  void is_tls_1_3_unless_the_key_says_on(String value) {
    assertThat(DeviceTls.of(value)).isEqualTo(DeviceTls.TLS_1_3);
  }

  @Test
  void asks_nothing_of_a_process_without_the_legacy_profile() {
    assertThat(DeviceTls.TLS_1_3.systemProperties()).isEmpty();
    assertThat(DeviceTls.TLS_1_3.findings(name -> null)).isEmpty();
  }

  @Test
  void finds_each_option_that_a_container_with_the_legacy_profile_lacks() {
    // given
    Map<String, String> properties = new HashMap<>(DeviceTls.of("on").systemProperties());
    assertThat(DeviceTls.LEGACY.findings(properties::get)).isEmpty();

    // when
    properties.put("jdk.tls.allowLegacyMasterSecret", "true");
    properties.remove("jdk.tls.rejectClientInitiatedRenegotiation");

    // then
    assertThat(DeviceTls.LEGACY.findings(properties::get))
        .hasSize(2)
        .anyMatch(finding -> finding.contains("-Djdk.tls.allowLegacyMasterSecret=false"))
        .anyMatch(finding -> finding.contains("-Djdk.tls.rejectClientInitiatedRenegotiation=true"));
  }

  @Test
  void has_no_signature_with_sha_1_in_the_legacy_profile() {
    assertThat(DeviceTls.LEGACY.systemProperties().get("jdk.tls.server.SignatureSchemes"))
        .contains("ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256")
        .doesNotContain("sha1", "sha224", ",dsa_");
  }
}

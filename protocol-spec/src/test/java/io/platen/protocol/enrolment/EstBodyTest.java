package io.platen.protocol.enrolment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EstBodyTest {
  @Test
  void writes_one_line_and_reads_lines_of_any_kind() throws Exception {
    // given
    byte[] der = new byte[200];

    // when
    String body = new String(EstBody.encode(der), US_ASCII);

    // then
    assertThat(body).doesNotContain("\n", "\r");
    assertThat(EstBody.decode(body.replaceAll("(.{64})", "$1\r\n").getBytes(US_ASCII)))
        .isEqualTo(der);
    assertThat(EstBody.decode((body + "\n").getBytes(US_ASCII))).isEqualTo(der);
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "!", "AAAA", "MIIB", "-----BEGIN CERTIFICATE-----"})
  void refuses_a_body_without_certificates(String body) {
    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(() -> EstBody.readCertificates(body.getBytes(US_ASCII)));
  }
}

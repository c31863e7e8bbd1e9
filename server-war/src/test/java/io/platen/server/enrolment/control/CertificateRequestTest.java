package io.platen.server.enrolment.control;

import static io.platen.server.testing.TestEnrolment.newKey;
import static io.platen.server.testing.TestEnrolment.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.problem.ProblemType;
import io.platen.server.problem.ProblemException;
import java.io.IOException;
import java.security.KeyPair;
import java.util.UUID;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateRequestTest {
  private static final UUID OWN = UUID.fromString("0a000000-0000-4000-8000-00000000000b");

  @Test
  void takes_a_request_with_a_key_on_p_256_and_nothing_else() {
    // given
    KeyPair key = newKey();

    // then
    assertThat(CertificateRequest.check(request(key)).key()).isEqualTo(key.getPublic());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"EC, secp384r1", "EC, secp521r1", "RSA, -"})
  void refuses_another_key_than_on_p_256(String algorithm, String curve) {
    assertThat(broken(request(newKey(algorithm, curve)))).isEqualTo("PLT-ENR-014");
  }

  @Test
  void refuses_a_request_that_another_key_has_signed() {
    // given
    byte[] borrowed = request("", newKey(), newKey().getPrivate(), null);

    // then
    assertThat(broken(borrowed)).isEqualTo("PLT-ENR-013");
  }

  @Test
  void refuses_every_request_in_which_one_bit_was_changed() {
    // given
    byte[] der = request(newKey());

    // then
    for (int i = 0; i < der.length; i++) {
      byte[] changed = der.clone();
      changed[i] ^= 1;
      assertThat(
              catchThrowableOfType(ProblemException.class, () -> CertificateRequest.check(changed)))
          .as("byte " + i)
          .isNotNull();
    }
  }

  @Test
  void refuses_what_is_no_request() {
    assertThat(broken(new byte[0])).isEqualTo("PLT-ENR-013");
    assertThat(broken(new byte[9000])).isEqualTo("PLT-ENR-013");
    assertThat(broken("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEqualTo("PLT-ENR-013");
  }

  static Stream<Arguments> privileges() {
    GeneralName name = new GeneralName(GeneralName.dNSName, "update1.example.org");
    return Stream.of(
        Arguments.of(Extension.basicConstraints, new BasicConstraints(true)),
        Arguments.of(Extension.basicConstraints, new BasicConstraints(0)),
        Arguments.of(Extension.subjectAlternativeName, new GeneralNames(name)),
        Arguments.of(
            Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth)),
        Arguments.of(
            Extension.extendedKeyUsage,
            new ExtendedKeyUsage(
                new KeyPurposeId[] {
                  KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_codeSigning
                })),
        Arguments.of(Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign)),
        Arguments.of(
            Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.cRLSign)),
        Arguments.of(Extension.nameConstraints, new GeneralNames(name)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("privileges")
  void refuses_to_ask_for_more_than_a_device_gets(ASN1ObjectIdentifier kind, ASN1Encodable value) {
    assertThat(broken(asking(kind, value))).isEqualTo("PLT-ENR-015");
  }

  static Stream<Arguments> harmless() {
    return Stream.of(
        Arguments.of(Extension.basicConstraints, new BasicConstraints(false)),
        Arguments.of(
            Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)),
        Arguments.of(Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("harmless")
  void lets_a_request_ask_for_what_a_device_gets(ASN1ObjectIdentifier kind, ASN1Encodable value) {
    assertThat(CertificateRequest.check(asking(kind, value))).isNotNull();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "CN=0a000000-0000-4000-8000-00000000000b, true",
    "CN=printer cellar, true",
    "CN=0a000000-0000-4000-8000-00000000000c, false",
    "SERIALNUMBER=A-17, true",
    "SERIALNUMBER=A-18, false",
    "UniqueIdentifier=A-18, false"
  })
  void lets_a_request_name_its_sender_and_nobody_else(String subject, boolean good) {
    // given
    KeyPair key = newKey();
    CertificateRequest request =
        CertificateRequest.check(request(subject, key, key.getPrivate(), null));

    // when
    ProblemException refusal =
        catchThrowableOfType(ProblemException.class, () -> request.demandNameOf(OWN, "A-17"));

    // then
    assertThat(refusal == null).isEqualTo(good);
  }

  private static byte[] asking(ASN1ObjectIdentifier kind, ASN1Encodable value) {
    KeyPair key = newKey();
    try {
      Extensions asked =
          new Extensions(new Extension(kind, true, value.toASN1Primitive().getEncoded()));
      return request("", key, key.getPrivate(), asked);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String broken(byte[] der) {
    ProblemException refusal =
        catchThrowableOfType(ProblemException.class, () -> CertificateRequest.check(der));
    assertThat(refusal.problem().type()).isEqualTo(ProblemType.REQUEST_REFUSED);
    return refusal.problem().requirement();
  }
}

package io.platen.device.identity;

import static io.platen.protocol.Requirement.PLT_ENR_053;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.platen.protocol.Verifies;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What servers say in csrattrs about keys, in the forms of RFC 7030 and RFC 9908. */
class WantedKeyTest {
  private static final ASN1ObjectIdentifier TEMPLATE =
      new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.61");

  static Stream<Arguments> attributes() throws IOException {
    ASN1ObjectIdentifier p256 = SECObjectIdentifiers.secp256r1;
    ASN1ObjectIdentifier p384 = SECObjectIdentifiers.secp384r1;
    return Stream.of(
        Arguments.of("nothing", true, der()),
        Arguments.of("an algorithm to sign with", true, der(X9ObjectIdentifiers.ecdsa_with_SHA256)),
        Arguments.of("P-256", true, der(ec(p256), X9ObjectIdentifiers.ecdsa_with_SHA256)),
        Arguments.of("either of two curves", true, der(ec(p384, p256))),
        Arguments.of("EC on any curve", true, der(ec())),
        Arguments.of("P-384", false, der(ec(p384))),
        Arguments.of("RSA of 4096 bits", false, der(rsa())),
        Arguments.of("RSA or P-256", true, der(rsa(), ec(p256))),
        Arguments.of("a template with P-256", true, der(template(ecAlgorithm(p256)))),
        Arguments.of("a template with P-384", false, der(template(ecAlgorithm(p384)))),
        Arguments.of(
            "a template with ML-DSA-65",
            false,
            der(template(new DERSequence(NISTObjectIdentifiers.id_ml_dsa_65)))),
        Arguments.of("a template without a key", true, der(template(null))),
        Arguments.of(
            "a serial number",
            true,
            der(attribute(new ASN1ObjectIdentifier("2.5.4.5"), new DEROctetString(new byte[1])))));
  }

  private static byte[] der(ASN1Encodable... parts) throws IOException {
    return new DERSequence(parts).getEncoded();
  }

  private static ASN1Encodable attribute(ASN1ObjectIdentifier type, ASN1Encodable... values) {
    return new DERSequence(new ASN1Encodable[] {type, new DERSet(values)});
  }

  private static ASN1Encodable ec(ASN1ObjectIdentifier... curves) {
    return attribute(X9ObjectIdentifiers.id_ecPublicKey, curves);
  }

  private static ASN1Encodable rsa() {
    return attribute(PKCSObjectIdentifiers.rsaEncryption, new ASN1Integer(4096));
  }

  private static ASN1Encodable ecAlgorithm(ASN1ObjectIdentifier curve) {
    return new DERSequence(new ASN1Encodable[] {X9ObjectIdentifiers.id_ecPublicKey, curve});
  }

  private static ASN1Encodable template(ASN1Encodable algorithm) {
    ASN1Encodable version = new ASN1Integer(0);
    ASN1Encodable content =
        algorithm == null
            ? new DERSequence(version)
            : new DERSequence(
                new ASN1Encodable[] {
                  version, new DERTaggedObject(false, 0, new DERSequence(algorithm))
                });
    return attribute(TEMPLATE, content);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attributes")
  @Verifies(positive = PLT_ENR_053, negative = PLT_ENR_053)
  void knows_whether_the_server_takes_p_256(String what, boolean takes, byte[] der)
      throws GeneralSecurityException {
    // when
    WantedKey wanted = WantedKey.of(der);

    // then
    assertThat(wanted.takesP256()).as(what).isEqualTo(takes);
  }

  @Test
  void reads_the_example_of_rfc_7030() throws GeneralSecurityException {
    // given: section 4.5.2, with P-384 and a challenge password
    byte[] der =
        Base64.getDecoder()
            .decode(
                "MEEGCSqGSIb3DQEJBzASBgcqhkjOPQIBMQcGBSuBBAAiMBYGCSqGSIb3DQEJDjEJ"
                    + "BgcrBgEBAQEWBggqhkjOPQQDAw==");

    // then
    assertThat(WantedKey.of(der).curves()).containsExactly(SECObjectIdentifiers.secp384r1);
    assertThat(WantedKey.of(der).takesP256()).isFalse();
  }

  @Test
  void refuses_what_are_no_attributes() {
    // then
    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(() -> WantedKey.of(new byte[] {0x30, 5, 1}));
    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(() -> WantedKey.of(new ASN1Integer(1).getEncoded()));
  }
}

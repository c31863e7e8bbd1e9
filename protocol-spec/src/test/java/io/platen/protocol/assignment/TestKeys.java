package io.platen.protocol.assignment;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority, and certificates of all kinds that it may issue. */
final class TestKeys {
  static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
  static final Instant TO = Instant.parse("2027-11-01T00:00:00Z");
  static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  static final String ANY = "2.5.29.37.0";

  private final KeyPair keys = keys("secp256r1");
  private final X500Principal name;
  final X509Certificate certificate;

  TestKeys(String name) {
    this.name = new X500Principal("CN=" + name);
    this.certificate = issue(this.name, keys, true, "");
  }

  /** For signing documents, on P-256. */
  AssignmentSigner signer() {
    return signer("secp256r1", AssignmentKey.DOCUMENT_SIGNING);
  }

  /**
   * @param purpose an object identifier; none where it is empty
   */
  AssignmentSigner signer(String curve, String purpose) {
    KeyPair pair = keys(curve);
    return new AssignmentSigner(
        issue(new X500Principal("CN=assignments"), pair, false, purpose), pair.getPrivate());
  }

  /** An authority below this one. */
  AssignmentSigner authority() {
    KeyPair pair = keys("secp256r1");
    return new AssignmentSigner(
        issue(new X500Principal("CN=below"), pair, true, AssignmentKey.DOCUMENT_SIGNING),
        pair.getPrivate());
  }

  private X509Certificate issue(
      X500Principal subject, KeyPair pair, boolean authority, String purpose) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name, BigInteger.TWO, Date.from(FROM), Date.from(TO), subject, pair.getPublic());
      if (authority) {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      }
      if (!purpose.isEmpty()) {
        builder.addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose))));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keys(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

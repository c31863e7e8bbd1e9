package io.platen.protocol.seal.forge;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A key and its certificate, made for a test. */
public record Pair(PrivateKey key, X509Certificate certificate) {
  /** Valid in all of this protocol's life: what ends when is not what these are for. */
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

  private static final Instant TO = Instant.parse("2099-12-31T23:59:59Z");

  /** A device's: signs. */
  public static Pair ofDevice(String commonName, SecureRandom random) {
    return ofDevice(commonName, TO, random);
  }

  /** A device's that is valid until then. */
  public static Pair ofDevice(String commonName, Instant until, SecureRandom random) {
    return selfSigned(
        ec(random), "SHA256withECDSA", commonName, KeyUsage.digitalSignature, until, random);
  }

  /** A server's: agrees on keys. */
  public static Pair ofServer(String audience, SecureRandom random) {
    return selfSigned(ec(random), "SHA256withECDSA", audience, KeyUsage.keyAgreement, TO, random);
  }

  static Pair ofRsa(String commonName, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048, random);
      KeyPair pair = generator.generateKeyPair();
      return selfSigned(pair, "SHA256withRSA", commonName, KeyUsage.keyEncipherment, TO, random);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has RSA", e);
    }
  }

  /** On a curve that envelopes do not have. */
  public static Pair ofCurve384(String commonName, SecureRandom random) {
    KeyPair pair = ec("secp384r1", random);
    return selfSigned(pair, "SHA256withECDSA", commonName, KeyUsage.keyAgreement, TO, random);
  }

  private static KeyPair ec(SecureRandom random) {
    return ec("secp256r1", random);
  }

  private static KeyPair ec(String curve, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has the curves of NIST", e);
    }
  }

  private static Pair selfSigned(
      KeyPair pair,
      String algorithm,
      String commonName,
      int usage,
      Instant until,
      SecureRandom random) {
    X500Name name = new X500Name("CN=" + commonName);
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(63, random).add(BigInteger.ONE),
            Date.from(FROM),
            Date.from(until),
            name,
            pair.getPublic());
    try {
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      return new Pair(
          pair.getPrivate(),
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(
                      new JcaContentSignerBuilder(algorithm)
                          .setSecureRandom(random)
                          .build(pair.getPrivate()))));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("A certificate for a test", e);
    }
  }
}

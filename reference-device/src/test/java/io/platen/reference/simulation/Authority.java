package io.platen.reference.simulation;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues real certificates, the same to the last octet in each run of a seed. */
final class Authority {
  private static final X500Name NAME = new X500Name("CN=Simulated authority");
  private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2060-01-01T00:00:00Z");

  /** One for all runs: making it costs more than a device's day. */
  static final Authority ONE = new Authority();

  private final KeyPair keys;
  private final X509Certificate certificate;
  private final Path pem;

  private Authority() {
    Draw draw = new Draw(1);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), draw);
      keys = generator.generateKeyPair();
      X509v3CertificateBuilder builder = builder(BigInteger.ONE, FROM, TO, NAME, keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      certificate = signed(builder, draw);
      pem = Files.createTempFile("simulated-authority", ".pem");
      pem.toFile().deleteOnExit();
      String text = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
      Files.write(
          pem,
          ("-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n")
              .getBytes(StandardCharsets.US_ASCII));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  X509Certificate certificate() {
    return certificate;
  }

  /** Its certificate in a file, as a device is given it. */
  Path pem() {
    return pem;
  }

  X509Certificate issue(
      String name, PublicKey key, Instant from, Duration life, Draw draw, KeyPurposeId... usages) {
    try {
      X509v3CertificateBuilder builder =
          builder(
              BigInteger.valueOf(draw.nextLong() >>> 1),
              from,
              from.plus(life),
              new X500Name("CN=" + name),
              key);
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usages));
      return signed(builder, draw);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509v3CertificateBuilder builder(
      BigInteger serial, Instant from, Instant to, X500Name subject, PublicKey key) {
    return new JcaX509v3CertificateBuilder(
        NAME, serial, Date.from(from), Date.from(to), subject, key);
  }

  private X509Certificate signed(X509v3CertificateBuilder builder, Draw draw) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA")
                      .setSecureRandom(draw)
                      .build(keys.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.platen.device.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority that lives as long as a test. */
public final class TestAuthority {
  /** The server of a test checks by the system's clock, a device by the one that the test gave. */
  static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");

  private static final Instant TO = Instant.parse("2098-12-31T23:59:59Z");

  private final X500Name name;
  private final KeyPair keys = newKeys();
  private final X509Certificate certificate;
  private final AtomicLong serial = new AtomicLong(1);

  public TestAuthority(String name) {
    this.name = new X500Name("CN=" + name);
    this.certificate = issueAuthority();
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** For who issues in its place. */
  public PrivateKey key() {
    return keys.getPrivate();
  }

  /** A server's, for localhost and 127.0.0.1. */
  public Issued server() {
    return server(FROM, TO, "localhost");
  }

  public Issued server(Instant from, Instant to, String dnsName) {
    return issue("CN=" + dnsName, from, to, KeyPurposeId.id_kp_serverAuth, dnsName);
  }

  public Issued device(UUID id) {
    return issue("CN=" + id, FROM, TO, KeyPurposeId.id_kp_clientAuth, null);
  }

  /** The next authority's key, as this one has certified it (RFC 4210 section 4.4). */
  public X509Certificate vouchFor(TestAuthority next) {
    return authority(next.keys.getPublic(), next.name);
  }

  /** For a key that somebody else has. */
  public X509Certificate issue(UUID id, java.security.PublicKey key, Instant from, Duration life) {
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.valueOf(serial.incrementAndGet()),
              Date.from(from),
              Date.from(from.plus(life)),
              new X500Name("CN=" + id),
              key);
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
      return sign(builder);
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A server's for envelopes. */
  public Issued sealing(String audience) {
    return issue("CN=" + audience, FROM, TO, null, null);
  }

  /** For signing assignments of updates (RFC 9336). */
  public Issued documents() {
    return issue(
        "CN=assignments",
        FROM,
        TO,
        KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.3.36")),
        null);
  }

  public Issued expiredDevice(UUID id) {
    return issue(
        "CN=" + id, FROM, FROM.plus(Duration.ofDays(1)), KeyPurposeId.id_kp_clientAuth, null);
  }

  private X509Certificate issueAuthority() {
    return authority(keys.getPublic(), name);
  }

  private X509Certificate authority(java.security.PublicKey key, X500Name subject) {
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name, BigInteger.ONE, Date.from(FROM), Date.from(TO), subject, key);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      return sign(builder);
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Issued issue(
      String subject, Instant from, Instant to, KeyPurposeId purpose, String dnsName) {
    KeyPair pair = newKeys();
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.valueOf(serial.incrementAndGet()),
              Date.from(from),
              Date.from(to),
              new X500Name(subject),
              pair.getPublic());
      if (purpose == null) {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyAgreement));
      } else {
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
      }
      if (dnsName != null) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)));
      }
      return new Issued(pair.getPrivate(), List.of(sign(builder)));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate sign(X509v3CertificateBuilder builder)
      throws OperatorCreationException, GeneralSecurityException {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Path writePem(Path file, String type, byte[]... contents) {
    StringBuilder text = new StringBuilder();
    for (byte[] content : contents) {
      text.append("-----BEGIN ").append(type).append("-----\n");
      text.append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
      text.append("\n-----END ").append(type).append("-----\n");
    }
    try {
      return Files.write(file, text.toString().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A key with its certificate. */
  public record Issued(PrivateKey key, List<X509Certificate> chain) {
    public X509Certificate certificate() {
      return chain.get(0);
    }
  }
}

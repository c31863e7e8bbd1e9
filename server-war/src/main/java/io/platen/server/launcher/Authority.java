package io.platen.server.launcher;

import io.platen.server.keys.KeyFile;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A small certificate authority of this server's own, P-256, made at first start. */
record Authority(X509Certificate certificate, PrivateKey key) {
  /** The same for each: only so may the one before certify the next (RFC 4210 section 4.4). */
  static final String SERVERS = "Platen server authority";

  static final String DEVICES = "Platen enrolment authority";

  private static final Duration LIFE = Duration.ofDays(3650);
  // Clocks of others may be a little behind.
  private static final Duration BACKDATE = Duration.ofHours(1);
  private static final SecureRandom RANDOM = new SecureRandom();

  static Authority loadOrMake(Path certificateFile, Path keyFile, String name, Instant now)
      throws IOException, GeneralSecurityException {
    if (Files.exists(certificateFile) && Files.exists(keyFile)) {
      return new Authority(
          Pem.readCertificates(certificateFile).get(0), Pem.readKey(keyFile, "EC"));
    }
    return make(name, now).write(certificateFile, keyFile);
  }

  /** The same with its key encrypted under a secret. */
  static Authority loadOrMakeEncrypted(
      Path certificateFile, Path keyFile, String name, Instant now, String secret)
      throws IOException, GeneralSecurityException {
    if (Files.exists(certificateFile) && Files.exists(keyFile)) {
      return new Authority(
          Pem.readCertificates(certificateFile).get(0), KeyFile.read(keyFile, secret));
    }
    Authority made = make(unique(name), now);
    PrivateFiles.write(keyFile, KeyFile.encrypted(made.key(), secret));
    PrivateFiles.write(certificateFile, Pem.of(made.certificate()));
    return made;
  }

  /** Two authorities of devices must never have the same name: it tells whose certificate it is. */
  static String unique(String name) {
    return name + " " + HexFormat.of().toHexDigits(RANDOM.nextInt());
  }

  static Authority make(String name, Instant now) throws IOException, GeneralSecurityException {
    KeyPair pair = newKeyPair();
    X500Name subject = new X500Name("CN=" + name);
    return new Authority(
        authority(builder(subject, subject, pair.getPublic(), now, LIFE), pair.getPublic(), pair),
        pair.getPrivate());
  }

  /** The next authority's key as this one certifies it, good for as long as this one is. */
  X509Certificate vouchFor(X509Certificate next, Instant now)
      throws IOException, GeneralSecurityException {
    X509v3CertificateBuilder builder =
        builder(
            X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
            X500Name.getInstance(next.getSubjectX500Principal().getEncoded()),
            next.getPublicKey(),
            now,
            Duration.between(now, certificate.getNotAfter().toInstant()));
    return authority(builder, next.getPublicKey(), new KeyPair(certificate.getPublicKey(), key));
  }

  private static X509Certificate authority(
      X509v3CertificateBuilder builder, PublicKey key, KeyPair issuer)
      throws IOException, GeneralSecurityException {
    JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          extensions.createAuthorityKeyIdentifier(issuer.getPublic()));
      return sign(builder, issuer.getPrivate());
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private Authority write(Path certificateFile, Path keyFile)
      throws IOException, GeneralSecurityException {
    // The key first: a certificate without its key would be taken for a whole authority.
    PrivateFiles.write(keyFile, Pem.of(key));
    PrivateFiles.write(certificateFile, Pem.of(certificate));
    return this;
  }

  /** From when on a certificate is good, and for how long. */
  record Life(Instant from, Duration length) {}

  X509Certificate issueServer(
      PublicKey key, List<GeneralName> names, CRLDistPoint revocation, Life life)
      throws IOException, GeneralSecurityException {
    X509v3CertificateBuilder builder =
        builder(
            new X500Name(certificate.getSubjectX500Principal().getName()),
            new X500Name("CN=Platen server"),
            key,
            life.from,
            life.length);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(names.toArray(new GeneralName[0])));
      builder.addExtension(Extension.cRLDistributionPoints, false, revocation);
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
      return sign(builder, this.key);
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  static KeyPair newKeyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Instant now, Duration life) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(120, RANDOM).add(BigInteger.ONE),
        Date.from(now.minus(BACKDATE)),
        Date.from(now.plus(life)),
        subject,
        key);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
  }
}

package io.platen.server.sealing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes sealing keys under the authority that devices pin.
 *
 * @param authority the certificate of that authority
 * @param key its private key
 * @param former the authority before, until it is retired; null where there is none
 */
record SealingIssuer(X509Certificate authority, PrivateKey key, @Nullable X509Certificate former) {
  private static final Duration LIFE = Duration.ofDays(365);
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Of a server that has had one authority only. */
  SealingIssuer(X509Certificate authority, PrivateKey key) {
    this(authority, key, null);
  }

  /** Whether a certificate comes from the authority before, which devices drop one day. */
  boolean isOfFormer(X509Certificate certificate) {
    if (former == null) {
      return false;
    }
    try {
      certificate.verify(former.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** [PLT-SEA-031] On P-256, for agreeing on keys and nothing else. */
  SealingKey issue(String audience, Instant now) throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
    KeyPair pair = generator.generateKeyPair();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            authority,
            new BigInteger(120, RANDOM).add(BigInteger.ONE),
            Date.from(now),
            Date.from(now.plus(LIFE)),
            new X500Name("CN=" + audience),
            pair.getPublic());
    JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyAgreement));
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        extensions.createSubjectKeyIdentifier(pair.getPublic()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        extensions.createAuthorityKeyIdentifier(authority));
    try {
      String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      return new SealingKey(
          pair.getPrivate(),
          new JcaX509CertificateConverter()
              .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(key))));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }
}

package io.platen.reference.stack;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * What a device maker's factory has: an authority that gives devices their certificates. Made anew
 * each time; its key never leaves this process.
 */
public final class FactoryAuthority {
  private static final Duration LIFE = Duration.ofDays(365);
  // Clocks of others may be a little behind.
  private static final Duration BACKDATE = Duration.ofHours(1);

  private final KeyPair keys;
  private final X509Certificate certificate;
  private final Instant now;
  private final SecureRandom random = new SecureRandom();

  private FactoryAuthority(String name, Instant now) throws GeneralSecurityException {
    this.now = now;
    this.keys = newKeys();
    X500Name self = new X500Name("CN=" + name);
    X509v3CertificateBuilder builder =
        builder(self, self, keys.getPublic(), now.minus(BACKDATE), now.plus(LIFE));
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      this.certificate = sign(builder);
    } catch (CertIOException e) {
      throw new GeneralSecurityException(e);
    }
  }

  public static FactoryAuthority make(String name, Instant now) {
    try {
      return new FactoryAuthority(name, now);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot make certificates", e);
    }
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** An identity that is valid now. */
  public DeviceIdentity issue(UUID device) {
    return issue(device, now.minus(BACKDATE), now.plus(LIFE));
  }

  /** An identity whose time is over. */
  public DeviceIdentity issueExpired(UUID device) {
    return issue(device, now.minus(LIFE), now.minus(Duration.ofDays(1)));
  }

  /** A certificate that is valid now, for a key that the device has. */
  public X509Certificate certify(UUID device, PublicKey key) {
    return certify(device, key, now.minus(BACKDATE), now.plus(LIFE));
  }

  private DeviceIdentity issue(UUID device, Instant from, Instant to) {
    try {
      KeyPair own = newKeys();
      return new DeviceIdentity(
          device, certify(device, own.getPublic(), from, to), own.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No key for device " + device, e);
    }
  }

  private X509Certificate certify(UUID device, PublicKey key, Instant from, Instant to) {
    try {
      X509v3CertificateBuilder builder =
          builder(
              new X500Name(certificate.getSubjectX500Principal().getName()),
              new X500Name("CN=" + device),
              key,
              from,
              to);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
      return sign(builder);
    } catch (CertIOException | GeneralSecurityException e) {
      throw new IllegalStateException("No certificate for device " + device, e);
    }
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey own, Instant from, Instant to) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(120, random).add(BigInteger.ONE),
        Date.from(from),
        Date.from(to),
        subject,
        own);
  }

  private X509Certificate sign(X509v3CertificateBuilder builder) throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }
}

package io.platen.server.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority made for one test run, with good and bad certificates for devices and servers. */
public final class TestAuthority {
  private static final char[] PASSWORD = "test".toCharArray();
  private static long serial = 1;

  private final KeyPair pair;
  private final X509Certificate certificate;

  private TestAuthority(KeyPair pair, X509Certificate certificate) {
    this.pair = pair;
    this.certificate = certificate;
  }

  public static TestAuthority named(String name) throws GeneralSecurityException {
    KeyPair pair = newKeyPair();
    X500Name subject = new X500Name("CN=" + name);
    return new TestAuthority(pair, sign(subject, subject, pair, pair, Duration.ZERO, true));
  }

  public X509Certificate certificate() {
    return certificate;
  }

  public java.security.PrivateKey key() {
    return pair.getPrivate();
  }

  /** A key and certificate that is good now. */
  public KeyStore issue(String commonName) throws GeneralSecurityException, IOException {
    return issue(commonName, Duration.ZERO);
  }

  public KeyStore issueExpired(String commonName) throws GeneralSecurityException, IOException {
    return issue(commonName, Duration.ofDays(365));
  }

  /** In DER, signed now. */
  public byte[] revocationList(X509Certificate... revoked)
      throws GeneralSecurityException, IOException {
    try {
      Instant now = Instant.now();
      X509v2CRLBuilder builder =
          new X509v2CRLBuilder(
              new X500Name(certificate.getSubjectX500Principal().getName()), Date.from(now));
      builder.setNextUpdate(Date.from(now.plus(Duration.ofDays(1))));
      for (X509Certificate each : revoked) {
        builder.addCRLEntry(each.getSerialNumber(), Date.from(now), 0);
      }
      return builder
          .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
          .getEncoded();
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  /** A client that trusts this authority and shows the given key, or none. */
  public SSLContext client(KeyStore key, String protocol)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trustStore());
    SSLContext context = SSLContext.getInstance(protocol);
    context.init(managers(key), trust.getTrustManagers(), null);
    return context;
  }

  /** What shows the given key, or none. */
  public static KeyManager[] managers(KeyStore key) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(key, PASSWORD);
    return keys.getKeyManagers();
  }

  public KeyStore trustStore() throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    store.setCertificateEntry("authority", certificate);
    return store;
  }

  /** Writes certificate and key as PEM files. */
  public static void writePem(KeyStore store, Path certificateFile, Path keyFile)
      throws GeneralSecurityException, IOException {
    writePem(store.getCertificate("key"), certificateFile);
    Files.writeString(keyFile, block("PRIVATE KEY", store.getKey("key", PASSWORD).getEncoded()));
  }

  public static void writePem(Certificate certificate, Path file)
      throws GeneralSecurityException, IOException {
    Files.writeString(file, block("CERTIFICATE", certificate.getEncoded()));
  }

  public static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private KeyStore issue(String commonName, Duration past)
      throws GeneralSecurityException, IOException {
    KeyPair own = newKeyPair();
    X500Name issuer = new X500Name(certificate.getSubjectX500Principal().getName());
    X509Certificate issued = sign(issuer, new X500Name("CN=" + commonName), own, pair, past, false);
    KeyStore store = emptyStore();
    store.setKeyEntry("key", own.getPrivate(), PASSWORD, new Certificate[] {issued, certificate});
    return store;
  }

  private static synchronized X509Certificate sign(
      X500Name issuer, X500Name subject, KeyPair own, KeyPair signer, Duration past, boolean ca)
      throws GeneralSecurityException {
    Instant start = Instant.now().minus(past).minus(Duration.ofHours(1));
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            BigInteger.valueOf(serial++),
            Date.from(start),
            Date.from(start.plus(Duration.ofDays(ca ? 3650 : 2))),
            subject,
            own.getPublic());
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1")
              }));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
    } catch (IOException | OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyPair newKeyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static String block(String title, byte[] content) {
    return "-----BEGIN "
        + title
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + title
        + "-----\n";
  }
}

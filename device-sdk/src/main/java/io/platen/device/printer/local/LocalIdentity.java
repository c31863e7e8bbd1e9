package io.platen.device.printer.local;

import io.platen.protocol.local.PairingCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The key of one side, on P-256, and the certificate that it shows the other. It is signed by
 * itself and counts for any time: each side knows the other's by its digest.
 */
public final class LocalIdentity {
  private static final X500Name NAME = new X500Name("CN=platen local");
  private static final Date FROM = Date.from(Instant.parse("2020-01-01T00:00:00Z"));

  /** RFC 5280 section 4.1.2.5: no end that is known. */
  private static final Date UNTIL = Date.from(Instant.parse("9999-12-31T23:59:59Z"));

  private static final int SERIAL_BITS = 120;

  private final PrivateKey key;
  private final X509Certificate certificate;

  private LocalIdentity(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  /** A new one. */
  public static LocalIdentity make(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              NAME, new BigInteger(SERIAL_BITS, random), FROM, UNTIL, NAME, pair.getPublic());
      return new LocalIdentity(
          pair.getPrivate(),
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(
                      new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("Every JDK has P-256", e);
    }
  }

  /**
   * As {@link #text} wrote it.
   *
   * @throws IOException when it is something else
   */
  public static LocalIdentity read(String text) throws IOException {
    String[] parts = text.split(" ", -1);
    try {
      Base64.Decoder decoder = Base64.getDecoder();
      return new LocalIdentity(
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(decoder.decode(parts[0]))),
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(decoder.decode(parts[1]))));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IOException("The key of the local channel cannot be read", e);
    }
  }

  /** Key and certificate in one line; the key is readable. */
  public String text() {
    try {
      Base64.Encoder encoder = Base64.getEncoder();
      return encoder.encodeToString(key.getEncoded())
          + " "
          + encoder.encodeToString(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A certificate that was read cannot be written", e);
    }
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** What the other side knows it by. */
  public String print() {
    return PairingCode.print(certificate);
  }

  /** TLS 1.3 with this identity; who the other side is has to be looked at by its certificate. */
  public SSLContext context() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("local", key, new char[0], new Certificate[] {certificate});
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(keys.getKeyManagers(), new TrustManager[] {new Anybody()}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("This Java runtime has no TLS 1.3", e);
    }
  }

  /** Both sides compare digests afterwards: until then nobody has said anything. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

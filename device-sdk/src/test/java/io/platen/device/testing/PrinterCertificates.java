package io.platen.device.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates as printers sign them for themselves. */
public final class PrinterCertificates {
  public static final String PASSWORD = "only in a test";

  private PrinterCertificates() {}

  /** A key store with a new key and a certificate of 2048 bits, valid in no year of ours. */
  public static X509Certificate write(Path keyStore) {
    return write(keyStore, 2048, "SHA256withRSA");
  }

  /**
   * @param bits of the RSA key
   * @param algorithm that the printer signed it with: {@code SHA1withRSA} is common
   */
  public static X509Certificate write(Path keyStore, int bits, String algorithm) {
    try (OutputStream file = Files.newOutputStream(keyStore)) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      KeyPair keys = generator.generateKeyPair();
      X509Certificate certificate = sign(keys, algorithm);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "printer", keys.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {certificate});
      store.store(file, PASSWORD.toCharArray());
      return certificate;
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate sign(KeyPair keys, String algorithm)
      throws GeneralSecurityException, OperatorCreationException {
    X500Name name = new X500Name("CN=NPI0000,O=Printer");
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    Date.from(Instant.parse("2003-01-01T00:00:00Z")),
                    Date.from(Instant.parse("2013-01-01T00:00:00Z")),
                    name,
                    keys.getPublic())
                .build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate())));
  }
}

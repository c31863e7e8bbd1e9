package io.platen.protocol.codec;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Certificates in documents: DER. */
final class Certificates {
  private Certificates() {}

  static byte[] write(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("A certificate that was read cannot be written", e);
    }
  }

  /**
   * @param what it is, for people
   */
  static X509Certificate read(String what, byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalArgumentException(what + " is no X.509 certificate", e);
    }
  }
}

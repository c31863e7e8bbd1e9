package io.platen.server.listener;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The header by which a reverse proxy passes a client's certificate on: RFC 9440 section 2.2, one
 * byte sequence of RFC 8941 section 3.3.5 that holds the certificate in DER.
 */
public final class ClientCertHeader {
  public static final String NAME = "Client-Cert";
  private static final int LONGEST = 16 * 1024;

  private ClientCertHeader() {}

  /**
   * [PLT-TLS-049]
   *
   * @param values of all headers of that name
   * @return empty where there is none
   * @throws CertificateException when they are not one certificate; the message says why
   */
  public static Optional<X509Certificate> read(List<String> values) throws CertificateException {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (values.size() > 1) {
      throw new CertificateException(
          "The header " + NAME + " is there " + values.size() + " times");
    }
    return Optional.of(certificate(values.get(0).strip()));
  }

  private static X509Certificate certificate(String value) throws CertificateException {
    if (value.length() > LONGEST) {
      throw new CertificateException(
          "The header " + NAME + " is longer than " + LONGEST + " bytes");
    }
    if (value.length() < 2 || !value.startsWith(":") || !value.endsWith(":")) {
      throw new CertificateException(
          "The header " + NAME + " is no byte sequence: a colon, Base64, a colon");
    }
    try {
      byte[] der = Base64.getDecoder().decode(value.substring(1, value.length() - 1));
      ByteArrayInputStream in = new ByteArrayInputStream(der);
      X509Certificate read =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      if (in.available() > 0) {
        throw new CertificateException("The header " + NAME + " goes on after the certificate");
      }
      return read;
    } catch (IllegalArgumentException e) {
      throw new CertificateException("The header " + NAME + " is no Base64", e);
    }
  }
}

package io.platen.protocol.enrolment;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Bodies of EST: DER in Base64 (RFC 8951 section 3), and certificates as PKCS#7 without signers.
 */
public final class EstBody {
  public static final String CERTIFICATES = "application/pkcs7-mime";
  public static final String REQUEST = "application/pkcs10";
  public static final String ATTRIBUTES = "application/csrattrs";

  /** Where EST answers, with the label of this protocol. */
  public static final String PATH = "/.well-known/est/platen/";

  private EstBody() {}

  /** [PLT-ENR-003] One line: there are readers that take no other. */
  public static byte[] encode(byte[] der) {
    return Base64.getEncoder().encode(der);
  }

  /**
   * With and without line ends.
   *
   * @throws GeneralSecurityException when it is no Base64
   */
  public static byte[] decode(byte[] body) throws GeneralSecurityException {
    String text = new String(body, StandardCharsets.ISO_8859_1).replaceAll("[\\r\\n\\t ]", "");
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("The body is no Base64: " + e.getMessage(), e);
    }
  }

  /** RFC 7030 section 4.1.3: SignedData without content and signers. */
  public static byte[] certificates(List<X509Certificate> certificates)
      throws CertificateException {
    CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(certificates);
    return encode(path.getEncoded("PKCS7"));
  }

  /**
   * The certificates of such a body, in its order.
   *
   * @throws GeneralSecurityException when it is something else, or holds none
   */
  public static List<X509Certificate> readCertificates(byte[] body)
      throws GeneralSecurityException {
    byte[] der = decode(body);
    List<X509Certificate> found = new ArrayList<>();
    for (Certificate each :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(der))) {
      found.add((X509Certificate) each);
    }
    if (found.isEmpty()) {
      throw new CertificateException("The body holds no certificate");
    }
    return found;
  }
}

package io.platen.conformance.peers;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/** Whom a scripted host lets in: devices of one authority, until a test has it refuse them all. */
final class HostTrust implements X509TrustManager {
  private final X509Certificate authority;
  private volatile boolean refusing;

  HostTrust(X509Certificate authority) {
    this.authority = authority;
  }

  /** From now on whoever shows a certificate is turned away, and told nothing. */
  void refuse(boolean all) {
    refusing = all;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    boolean issued = chain[0].getIssuerX500Principal().equals(authority.getSubjectX500Principal());
    if (refusing || !issued) {
      throw new CertificateException("Not let in: " + chain[0].getSubjectX500Principal());
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("This is a server's trust, and no client's");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[] {authority};
  }
}

package io.platen.conformance.peers;

import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;

/** Trusts devices of the named authorities, or more where the fault says so. */
final class FakeTrust implements X509TrustManager {
  private final List<X509Certificate> authorities;
  private final Optional<Fault> fault;

  FakeTrust(List<X509Certificate> authorities, Optional<Fault> fault) {
    this.authorities = authorities;
    this.fault = fault;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    if (!has(Fault.TAKES_EXPIRED_CERTIFICATES)) {
      chain[0].checkValidity();
    }
    if (!has(Fault.TRUSTS_EVERY_AUTHORITY)
        && authorities.stream().noneMatch(each -> isIssuer(each, chain[0]))) {
      throw new CertificateException("Of no authority that is trusted: " + named(chain[0]));
    }
  }

  private static boolean isIssuer(X509Certificate authority, X509Certificate certificate) {
    try {
      certificate.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Principal named(X509Certificate certificate) {
    return certificate.getSubjectX500Principal();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("This is a server's trust, and no client's");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.toArray(X509Certificate[]::new);
  }

  private boolean has(Fault one) {
    return fault.filter(one::equals).isPresent();
  }
}

package io.platen.protocol.order;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.List;

/**
 * Authorities that come along with a command. A device need not have been given the certificate of
 * the one that issued its own; but it has that one's signature (chapter CMD, "Who may command").
 */
final class OwnIssuer {
  private static final int SIGNS_CERTIFICATES = 5;

  private OwnIssuer() {}

  /** [PLT-CMD-027] Those that have issued the device's own certificate, and are good now. */
  static List<X509Certificate> among(
      List<X509Certificate> certificates, X509Certificate own, Instant now) {
    return certificates.stream().filter(each -> hasIssued(each, own, now)).toList();
  }

  /**
   * Only keys on elliptic curves, which Java takes by name: to a signature by RSA anybody can make
   * another key that fits it.
   */
  private static boolean hasIssued(X509Certificate authority, X509Certificate own, Instant now) {
    boolean[] usage = authority.getKeyUsage();
    return authority.getBasicConstraints() >= 0
        && (usage == null || usage[SIGNS_CERTIFICATES])
        && authority.getPublicKey() instanceof ECPublicKey
        && !now.isAfter(authority.getNotAfter().toInstant())
        && isBy(own, authority);
  }

  /** Whether one certificate was issued by the key in another. */
  static boolean isBy(X509Certificate issued, X509Certificate issuer) {
    if (!issued.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      return false;
    }
    try {
      issued.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}

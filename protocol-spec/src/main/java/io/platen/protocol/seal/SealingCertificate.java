package io.platen.protocol.seal;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a certificate must be that a device seals for (PLT-SEA-004). */
public final class SealingCertificate {
  private static final Pattern NAME = Pattern.compile("CN=([A-Za-z0-9][A-Za-z0-9._:-]{0,63})");
  private static final int KEY_AGREEMENT = 4;

  private SealingCertificate() {}

  public static X509Certificate parse(byte[] der) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  /**
   * Why a device must not seal for it; empty where it may.
   *
   * @param authorities those that the device was given
   */
  public static Optional<String> violation(
      X509Certificate certificate, List<X509Certificate> authorities) {
    String name = "The sealing certificate " + certificate.getSubjectX500Principal().getName();
    if (!P256.isOnCurve(certificate.getPublicKey())) {
      return Optional.of(name + " has no key on P-256");
    }
    if (!agreesOnKeysOnly(certificate.getKeyUsage())) {
      return Optional.of(name + " is not for agreeing on keys alone");
    }
    if (!NAME.matcher(certificate.getSubjectX500Principal().getName()).matches()) {
      return Optional.of(name + " names no audience");
    }
    return authorities.stream().anyMatch(authority -> isIssuedBy(certificate, authority))
        ? Optional.empty()
        : Optional.of(name + " comes from no authority that this device was given");
  }

  private static boolean agreesOnKeysOnly(boolean[] usage) {
    if (usage == null || !usage[KEY_AGREEMENT]) {
      return false;
    }
    for (int i = 0; i < usage.length; i++) {
      if (usage[i] && i != KEY_AGREEMENT) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIssuedBy(X509Certificate certificate, X509Certificate authority) {
    if (!certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
      return false;
    }
    try {
      certificate.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /**
   * @throws GeneralSecurityException when its key cannot sign envelopes
   */
  public static void demandP256(X509Certificate operational) throws GeneralSecurityException {
    if (!P256.isOnCurve(operational.getPublicKey())) {
      throw new GeneralSecurityException(
          "this device's own key is not on P-256; give it one to seal reports");
    }
  }

  /** What its server is called. */
  public static String audience(X509Certificate certificate) {
    Matcher name = NAME.matcher(certificate.getSubjectX500Principal().getName());
    if (!name.matches()) {
      throw new IllegalArgumentException("The certificate names no audience");
    }
    return name.group(1);
  }
}

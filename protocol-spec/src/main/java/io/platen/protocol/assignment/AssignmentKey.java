package io.platen.protocol.assignment;

import io.platen.protocol.seal.SealingCertificate;
import io.platen.protocol.update.MetadataKey;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What a certificate must be under whose key assignments are signed (PLT-UPD-303). */
public final class AssignmentKey {
  /** id-kp-documentSigning, RFC 9336 section 3. */
  public static final String DOCUMENT_SIGNING = "1.3.6.1.5.5.7.3.36";

  /** How it signs. */
  public static final String ALGORITHM = "ecdsa-p256-sha256";

  private AssignmentKey() {}

  /**
   * Why a device must not believe it; empty where it may.
   *
   * @param authorities those that the device was given
   */
  public static Optional<String> violation(
      X509Certificate certificate, List<X509Certificate> authorities) {
    String name = "The certificate " + certificate.getSubjectX500Principal().getName();
    if (!isP256(certificate)) {
      return Optional.of(name + " has no key on P-256");
    }
    if (certificate.getBasicConstraints() >= 0) {
      return Optional.of(name + " is an authority's");
    }
    if (!isForDocuments(certificate)) {
      return Optional.of(name + " is not for signing documents");
    }
    return authorities.stream().anyMatch(authority -> isIssuedBy(certificate, authority))
        ? Optional.empty()
        : Optional.of(name + " comes from no authority that this device was given");
  }

  private static boolean isP256(X509Certificate certificate) {
    try {
      SealingCertificate.demandP256(certificate);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Any purpose, or none named, is not this one: no device's certificate may assign. */
  private static boolean isForDocuments(X509Certificate certificate) {
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      return purposes != null && purposes.contains(DOCUMENT_SIGNING);
    } catch (CertificateParsingException e) {
      return false;
    }
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

  /** The key as signed files name it. */
  public static MetadataKey of(X509Certificate certificate) {
    return MetadataKey.of(
        ALGORITHM, HexFormat.of().formatHex(certificate.getPublicKey().getEncoded()));
  }
}

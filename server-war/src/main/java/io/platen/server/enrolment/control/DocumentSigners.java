package io.platen.server.enrolment.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * Keys that sign documents for devices, certified by the authority that devices trust since they
 * were enrolled.
 */
@ApplicationScoped
public class DocumentSigners {
  /** RFC 9336 section 3. */
  private static final KeyPurposeId DOCUMENT_SIGNING =
      KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.3.36"));

  private IssuingAuthority authority;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected DocumentSigners() {}

  @Inject
  public DocumentSigners(IssuingAuthority authority) {
    this.authority = authority;
  }

  /** A key on P-256, and what it is good for. */
  public record Signer(X509Certificate certificate, PrivateKey key) {}

  /** Whether there is an authority here that could certify one. */
  public boolean canIssue() {
    return authority.isThere();
  }

  /** Whether the authority that issues now has certified it: devices drop one that is retired. */
  public boolean isCurrent(X509Certificate certificate) {
    return authority.issues(certificate);
  }

  public Signer issue(String name, Instant now, Duration life) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      X509Certificate certificate =
          authority.certify(
              new IssuingAuthority.Wanted(name, pair.getPublic(), DOCUMENT_SIGNING, life), now);
      return new Signer(certificate, pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Each Java has P-256", e);
    }
  }

  /** The private key as text that only a server with the same secret can read. */
  public String lock(PrivateKey key) {
    return authority.lock(key);
  }

  /**
   * @throws GeneralSecurityException when this server's secret does not open it
   */
  public PrivateKey unlock(String text) throws GeneralSecurityException {
    return authority.unlock(text);
  }
}

package io.platen.server.enrolment.control;

import io.platen.server.keys.KeyFile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Keys that sign documents for devices, certified by the authorities that devices trust since they
 * were enrolled: the one that gives them their certificates, and the one that this server made for
 * its own.
 */
@ApplicationScoped
public class DocumentSigners {
  /** RFC 9336 section 3. */
  private static final KeyPurposeId DOCUMENT_SIGNING =
      KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.3.36"));

  private static final Logger LOG = System.getLogger(DocumentSigners.class.getName());

  private IssuingAuthority authority;
  private @Nullable Own own;

  /** The authority of this server's own certificate. */
  private record Own(X509Certificate certificate, PrivateKey key) {}

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected DocumentSigners() {}

  @Inject
  public DocumentSigners(
      IssuingAuthority authority, @ConfigProperty(name = "platen.data") Optional<String> data) {
    this.authority = authority;
    this.own =
        data.map(folder -> Path.of(folder).resolve("tls")).map(DocumentSigners::own).orElse(null);
  }

  /** Without an authority of the server's own. */
  public DocumentSigners(IssuingAuthority authority) {
    this(authority, Optional.empty());
  }

  /** Null where an operator brought the server's certificate, and no authority for it. */
  private static @Nullable Own own(Path tls) {
    Path certificate = tls.resolve("authority.pem");
    Path key = tls.resolve("authority.key");
    if (!Files.exists(certificate) || !Files.exists(key)) {
      return null;
    }
    try (InputStream in = Files.newInputStream(certificate)) {
      X509Certificate read =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      return new Own(read, KeyFile.read(key, ""));
    } catch (IOException | GeneralSecurityException e) {
      LOG.log(Level.WARNING, "The server's authority in " + tls + " cannot be used", e);
      return null;
    }
  }

  /**
   * A key on P-256.
   *
   * @param certificate by the authority that gives devices theirs
   * @param also the same key by the server's own authority; null where there is none
   */
  public record Signer(
      X509Certificate certificate, @Nullable X509Certificate also, PrivateKey key) {}

  /** Whether there is an authority here that could certify one. */
  public boolean canIssue() {
    return authority.isThere();
  }

  /** Whether the authorities of now have certified it: devices drop those that are retired. */
  public boolean isCurrent(X509Certificate certificate, @Nullable X509Certificate also) {
    return authority.issues(certificate) && (own == null || (also != null && isBy(own, also)));
  }

  private static boolean isBy(Own authority, X509Certificate certificate) {
    try {
      certificate.verify(authority.certificate().getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  public Signer issue(String name, Instant now, Duration life) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      IssuingAuthority.Wanted wanted =
          new IssuingAuthority.Wanted(name, pair.getPublic(), DOCUMENT_SIGNING, life);
      X509Certificate also =
          own == null ? null : IssuingAuthority.certify(own.certificate(), own.key(), wanted, now);
      return new Signer(authority.certify(wanted, now), also, pair.getPrivate());
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

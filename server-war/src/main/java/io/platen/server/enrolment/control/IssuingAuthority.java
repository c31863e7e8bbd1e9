package io.platen.server.enrolment.control;

import io.platen.protocol.enrolment.KeyPrint;
import io.platen.protocol.order.OrderSigner;
import io.platen.server.keys.KeyFile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The authority that gives devices their certificates, with the key that the launcher names. */
@ApplicationScoped
public class IssuingAuthority {
  /** [PLT-ENR-017] How long a device's certificate is good. */
  static final Duration LIFE = Duration.ofDays(90);

  /** Clocks of devices may be a little behind. */
  private static final Duration BACKDATE = Duration.ofHours(1);

  private static final Logger LOG = System.getLogger(IssuingAuthority.class.getName());
  private static final SecureRandom RANDOM = new SecureRandom();

  private @Nullable Loaded loaded;
  private URI host = URI.create("https://localhost");

  /** For the container's proxy. */
  protected IssuingAuthority() {}

  /** Without files there is no enrolment here. */
  @Inject
  public IssuingAuthority(
      @ConfigProperty(name = "platen.enrolment.authority.certificate") Optional<String> certificate,
      @ConfigProperty(name = "platen.enrolment.authority.key") Optional<String> key,
      @ConfigProperty(name = "platen.secret.file") Optional<String> secret,
      @ConfigProperty(name = "platen.tls.authority") Optional<String> serverAuthority,
      @ConfigProperty(name = "platen.public.host", defaultValue = "localhost") String host,
      @ConfigProperty(name = "platen.enrolment.port", defaultValue = "8445") int port) {
    this.host = URI.create("https://" + host + ":" + port);
    if (certificate.isEmpty() || key.isEmpty() || secret.isEmpty()) {
      LOG.log(Level.INFO, "No enrolment authority is configured: devices cannot enrol here");
      return;
    }
    try {
      this.loaded =
          load(
              Path.of(certificate.get()),
              Path.of(key.get()),
              KeyFile.secret(Path.of(secret.get())),
              serverAuthority.map(Path::of));
    } catch (IOException | GeneralSecurityException e) {
      LOG.log(Level.WARNING, "The enrolment authority cannot be used: devices cannot enrol", e);
    }
  }

  private static Loaded load(
      Path certificate, Path key, String secret, Optional<Path> serverAuthority)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> issuers = certificates(certificate);
    X509Certificate own = issuers.get(0);
    List<X509Certificate> told = new ArrayList<>(List.of(own));
    if (serverAuthority.isPresent()) {
      // An EST client trusts what it is told here for TLS, too (RFC 7030 section 4.1.1).
      for (X509Certificate each : certificates(serverAuthority.get())) {
        if (each.getBasicConstraints() >= 0 && !told.contains(each)) {
          told.add(each);
        }
      }
    }
    return new Loaded(own, KeyFile.read(key, secret), secret, told, issuers);
  }

  private static List<X509Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> found = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        found.add((X509Certificate) each);
      }
    }
    if (found.isEmpty()) {
      throw new GeneralSecurityException(file + " holds no certificate");
    }
    return found;
  }

  /**
   * @param issuers this one, and those before it whose certificates devices may still have
   */
  private record Loaded(
      X509Certificate certificate,
      PrivateKey key,
      String secret,
      List<X509Certificate> told,
      List<X509Certificate> issuers) {}

  public boolean isThere() {
    return loaded != null;
  }

  private Loaded get() {
    Loaded present = loaded;
    if (present == null) {
      throw new IllegalStateException("No enrolment authority is configured");
    }
    return present;
  }

  /** What a device is told to trust: this authority first, then the one of the server itself. */
  public List<X509Certificate> told() {
    return List.copyOf(get().told());
  }

  /** The pin of the authority of this server's own certificate, where that is known. */
  Optional<String> serverPin() {
    List<X509Certificate> told = get().told();
    return told.size() < 2
        ? Optional.empty()
        : Optional.of(KeyPrint.of(told.get(1).getPublicKey()).pin());
  }

  /** Where devices enrol, as they reach it from outside. */
  URI enrolmentHost() {
    return host;
  }

  /** Whether the authority that issues now has issued a certificate, and not one before it. */
  boolean issues(X509Certificate certificate) {
    Loaded present = loaded;
    try {
      if (present == null) {
        return false;
      }
      certificate.verify(present.certificate().getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** A private key as text that only this server can read. */
  String lock(PrivateKey key) {
    try {
      return new String(KeyFile.encrypted(key, get().secret()), StandardCharsets.US_ASCII);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("A key cannot be encrypted", e);
    }
  }

  /**
   * @throws GeneralSecurityException when the secret does not open it
   */
  PrivateKey unlock(String pem) throws GeneralSecurityException {
    return KeyFile.read(pem, get().secret());
  }

  /** What codes are hashed under. */
  byte[] secret() {
    return get().secret().getBytes(StandardCharsets.UTF_8);
  }

  /** Whether a certificate that TLS has accepted is one of this authority's, or of one before. */
  boolean hasIssued(X509Certificate certificate) {
    Loaded present = loaded;
    return present != null
        && present.issuers().stream()
            .map(X509Certificate::getSubjectX500Principal)
            .anyMatch(certificate.getIssuerX500Principal()::equals);
  }

  /** This authority, and those before it; none where no enrolment is configured. */
  public List<X509Certificate> issuers() {
    Loaded present = loaded;
    return present == null ? List.of() : List.copyOf(present.issuers());
  }

  /** A new key that signs orders to devices. [PLT-CMD-020] */
  public OrderSigner orderSigner(Instant now, Duration life) throws GeneralSecurityException {
    Loaded by = get();
    return OrderSigner.issue(by.certificate(), by.key(), now, life);
  }

  /**
   * [PLT-ENR-017] Whatever was asked for: the device's id, its key, and nothing but TLS clients.
   */
  X509Certificate issue(UUID device, PublicKey key, Instant now) {
    return certify(new Wanted(device.toString(), key, KeyPurposeId.id_kp_clientAuth, LIFE), now);
  }

  /**
   * What a certificate shall say.
   *
   * @param name the subject's common name
   * @param life until the authority's own end at most
   */
  record Wanted(String name, PublicKey key, KeyPurposeId purpose, Duration life) {}

  X509Certificate certify(Wanted wanted, Instant now) {
    return certify(get().certificate(), get().key(), wanted, now);
  }

  /** The same by any authority on an elliptic curve. */
  static X509Certificate certify(
      X509Certificate issuer, PrivateKey issuerKey, Wanted wanted, Instant now) {
    Instant end = now.plus(wanted.life());
    Instant last = issuer.getNotAfter().toInstant();
    try {
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      var builder =
          new JcaX509v3CertificateBuilder(
              X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()),
              new BigInteger(126, RANDOM).add(BigInteger.ONE),
              Date.from(now.minus(BACKDATE)),
              Date.from(end.isBefore(last) ? end : last),
              new X500Name("CN=" + wanted.name()),
              wanted.key());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(wanted.purpose()));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          extensions.createSubjectKeyIdentifier(wanted.key()));
      builder.addExtension(
          Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(issuer));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey)));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("The certificate of " + wanted.name() + " cannot be made", e);
    }
  }
}

package io.platen.server.command.control;

import io.platen.protocol.order.OrderSigner;
import io.platen.server.enrolment.control.IssuingAuthority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The key by which this node signs orders to devices. It is made at the first order, lives in
 * memory only, and is made anew long before its certificate ends: the certificate goes with each
 * order, so nodes need not share a key.
 */
@ApplicationScoped
public class OrderKeys {
  private static final Logger LOG = System.getLogger(OrderKeys.class.getName());
  private static final Duration LIFE = Duration.ofDays(30);
  private static final Duration USED = Duration.ofDays(10);

  private IssuingAuthority issuing;
  private Path tls;
  private @Nullable OrderSigner signer;
  private Instant made = Instant.MIN;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected OrderKeys() {}

  /**
   * @param data the server's data folder
   */
  @Inject
  public OrderKeys(
      IssuingAuthority issuing,
      @ConfigProperty(name = "platen.data", defaultValue = "data") String data) {
    this.issuing = issuing;
    this.tls = Path.of(data, "tls");
  }

  /** Empty where no authority is here by which devices could trust it. */
  public synchronized Optional<OrderSigner> signer(Instant now) {
    OrderSigner current = signer;
    if (current == null || now.isAfter(made.plus(USED)) || now.isBefore(made)) {
      current = make(now).orElse(null);
      signer = current;
      made = now;
    }
    return Optional.ofNullable(current);
  }

  /** The authority that devices pin, or else the one that gives them their certificates. */
  private Optional<OrderSigner> make(Instant now) {
    Path certificate = tls.resolve("authority.pem");
    Path key = tls.resolve("authority.key");
    try {
      if (Files.exists(certificate) && Files.exists(key)) {
        return Optional.of(OrderSigner.issue(certificate(certificate), key(key), now, LIFE));
      }
      return issuing.isThere() ? Optional.of(issuing.orderSigner(now, LIFE)) : Optional.empty();
    } catch (IOException | GeneralSecurityException e) {
      LOG.log(Level.WARNING, "No key can be made that signs orders to devices", e);
      return Optional.empty();
    }
  }

  /** Who has issued the certificate of a key that signed an order, here or at another node. */
  public Optional<X509Certificate> issuer(X509Certificate signer) {
    List<X509Certificate> all = new ArrayList<>(issuing.issuers());
    Path own = tls.resolve("authority.pem");
    try {
      if (Files.exists(own)) {
        all.add(certificate(own));
      }
    } catch (IOException | GeneralSecurityException e) {
      LOG.log(Level.WARNING, "The server's authority cannot be read", e);
    }
    return all.stream().filter(each -> hasIssued(each, signer)).findFirst();
  }

  private static boolean hasIssued(X509Certificate authority, X509Certificate certificate) {
    try {
      certificate.verify(authority.getPublicKey());
      return authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static X509Certificate certificate(Path file)
      throws IOException, GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    String base64 =
        Files.readString(file, StandardCharsets.US_ASCII).replaceAll("-----[^-]+-----", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
  }
}

package io.platen.server.enrolment.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Authorities of others whose certificates count for everything. The enrolment listener takes
 * factory certificates too, which must not pass for these.
 */
@ApplicationScoped
public class OperationalAuthorities {
  private static final Logger LOG = System.getLogger(OperationalAuthorities.class.getName());

  /** Null where nobody says which they are: then TLS alone decides. */
  private @Nullable List<X509Certificate> known;

  /** For the container's proxy. */
  protected OperationalAuthorities() {}

  @Inject
  public OperationalAuthorities(
      @ConfigProperty(name = "platen.tls.device.authorities") Optional<String> file) {
    if (file.isPresent()) {
      this.known = file.get().equals(NONE) ? List.of() : read(Path.of(file.get()));
    }
  }

  /** What the launcher says where there are none. */
  public static final String NONE = "none";

  private static List<X509Certificate> read(Path file) {
    List<X509Certificate> found = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        found.add((X509Certificate) each);
      }
    } catch (IOException | GeneralSecurityException e) {
      LOG.log(Level.WARNING, "The authorities of devices cannot be read from " + file, e);
    }
    return found;
  }

  /** Whether it was issued by one of them. */
  boolean haveIssued(X509Certificate certificate) {
    List<X509Certificate> authorities = known;
    return authorities == null || authorities.stream().anyMatch(each -> isBy(certificate, each));
  }

  private static boolean isBy(X509Certificate certificate, X509Certificate authority) {
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
}

package io.platen.server.enrolment.control;

import io.platen.server.listener.AuthorityFile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Authorities of others whose certificates count for everything. The enrolment listener takes
 * factory certificates too, which must not pass for these.
 */
@ApplicationScoped
public class OperationalAuthorities {
  /** Null where nobody says which they are: then TLS alone decides. */
  private @Nullable Supplier<List<X509Certificate>> known;

  /** For the container's proxy. */
  protected OperationalAuthorities() {}

  @Inject
  public OperationalAuthorities(
      @ConfigProperty(name = "platen.tls.device.authorities") Optional<String> file) {
    if (file.isPresent() && !file.get().equals(NONE)) {
      AuthorityFile authorities = new AuthorityFile(Path.of(file.get()));
      this.known = authorities::current;
    } else if (file.isPresent()) {
      this.known = () -> List.of();
    }
  }

  /** What the launcher says where there are none. */
  public static final String NONE = "none";

  /** Whether it was issued by one of them. */
  boolean haveIssued(X509Certificate certificate) {
    Supplier<List<X509Certificate>> authorities = known;
    return authorities == null
        || authorities.get().stream().anyMatch(each -> isBy(certificate, each));
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

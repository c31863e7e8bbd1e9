package io.platen.server.operation;

import io.platen.server.listener.RevocationLists;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Certificates of devices that a revocation list of this deployment names, for what lasts longer
 * than a request: requests have the {@link RevocationGate}. [PLT-TLS-051]
 */
@ApplicationScoped
public class Revocations {
  private Optional<RevocationLists> lists = Optional.empty();

  /** For the container's proxy. */
  protected Revocations() {}

  public Revocations(Optional<RevocationLists> lists) {
    this.lists = lists;
  }

  /** As the operator has named them. */
  @PostConstruct
  void find() {
    lists = DeployedTrust.revocations();
  }

  /** Those of these that are revoked, as the lists are now. */
  public Set<X509Certificate> among(Collection<X509Certificate> certificates) {
    return lists.map(each -> each.revoked(certificates)).orElse(Set.of());
  }
}

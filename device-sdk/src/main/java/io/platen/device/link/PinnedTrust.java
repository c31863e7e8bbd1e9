package io.platen.device.link;

import io.platen.device.link.RefusedChain.Validity;
import io.platen.protocol.enrolment.KeyPrint;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts the pinned authorities and nobody else, at the device's time, and remembers the chain that
 * it refused: who opens the site's TLS is named in it. [PLT-TLS-010]
 */
final class PinnedTrust extends X509ExtendedTrustManager {
  private final Set<TrustAnchor> pinned;
  private final DeviceClock clock;
  private final @Nullable String pin;
  private volatile @Nullable X509Certificate found;

  /** By host, in lower case: when the certificates are valid that it has shown last. */
  private final Map<String, Validity> accepted = new ConcurrentHashMap<>();

  private volatile @Nullable RefusedChain refused;

  PinnedTrust(List<X509Certificate> authorities, DeviceClock clock)
      throws GeneralSecurityException {
    if (authorities.isEmpty()) {
      throw new GeneralSecurityException("No authority is pinned: no server could be trusted");
    }
    this.pinned =
        authorities.stream()
            .map(authority -> new TrustAnchor(authority, null))
            .collect(Collectors.toUnmodifiableSet());
    this.clock = clock;
    this.pin = null;
  }

  private PinnedTrust(String pin, DeviceClock clock) {
    this.pinned = Set.of();
    this.clock = clock;
    this.pin = pin;
  }

  /** [PLT-ENR-050] Trusts the authority of that pin, which the server sends along. */
  static PinnedTrust byPin(String pin, DeviceClock clock) {
    return new PinnedTrust(pin, clock);
  }

  /** The authority that the pin was found to mean. */
  Optional<X509Certificate> found() {
    return Optional.ofNullable(found);
  }

  private Set<TrustAnchor> anchors(X509Certificate[] chain) throws CertificateException {
    if (pin == null) {
      return pinned;
    }
    for (X509Certificate each : chain) {
      if (each.getBasicConstraints() >= 0 && KeyPrint.of(each.getPublicKey()).pin().equals(pin)) {
        found = each;
        return Set.of(new TrustAnchor(each, null));
      }
    }
    throw new CertificateException("The server shows no authority with the pin " + pin);
  }

  /** The runtime's check, which would go by the system's clock, held to the device's time. */
  private X509ExtendedTrustManager check(X509Certificate[] chain, Instant time)
      throws CertificateException {
    Set<TrustAnchor> anchors = anchors(chain);
    try {
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
      parameters.setDate(Date.from(time));
      parameters.setRevocationEnabled(false);
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(new CertPathTrustManagerParameters(parameters));
      return extended(factory.getTrustManagers());
    } catch (GeneralSecurityException e) {
      throw new CertificateException("This Java runtime cannot check certificates", e);
    }
  }

  /**
   * [PLT-TLS-015] Where nobody knows the time here, nothing is "not yet valid": it is taken to be
   * late enough for the chain. [PLT-TLS-014] What ended before the software was built has expired.
   */
  private Instant time(X509Certificate[] chain) {
    return lateEnough(clock.forCertificates(), clock.isUnset(), chain);
  }

  private Instant ownTime(X509Certificate[] chain) {
    return lateEnough(clock.ownForCertificates(), clock.isOwnUnset(), chain);
  }

  private static Instant lateEnough(Instant time, boolean unset, X509Certificate[] chain) {
    Instant from = Validity.of(chain).from();
    return unset && from.isAfter(time) ? from : time;
  }

  private static X509ExtendedTrustManager extended(TrustManager[] managers)
      throws GeneralSecurityException {
    for (TrustManager manager : managers) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new GeneralSecurityException("This Java runtime has no PKIX trust manager");
  }

  /** What was refused last, and forgets it. */
  Optional<RefusedChain> takeRefused() {
    RefusedChain taken = refused;
    refused = null;
    return Optional.ofNullable(taken);
  }

  /** [PLT-LNK-056] Whether the certificates that the host has shown are valid at that time. */
  boolean isTimely(URI host, Instant time) {
    Validity validity = accepted.get(String.valueOf(host.getHost()).toLowerCase(Locale.ROOT));
    return validity == null || validity.holds(time);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, trust -> trust.checkServerTrusted(chain, authType, socket));
    accept(chain, socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, trust -> trust.checkServerTrusted(chain, authType, engine));
    accept(chain, engine.getHandshakeSession());
  }

  private void check(X509Certificate[] chain, Handshake handshake) throws CertificateException {
    Instant at = time(chain);
    try {
      handshake.passes(check(chain, at));
    } catch (CertificateException e) {
      refused = new RefusedChain(List.of(chain), isPinned(chain), Validity.of(chain), at);
      doubtWhere(chain, handshake);
      throw e;
    }
  }

  /** Whether a pinned authority stands behind it, whatever the time, the name and the use. */
  private boolean isPinned(X509Certificate[] chain) {
    try {
      X509CertSelector leaf = new X509CertSelector();
      leaf.setCertificate(chain[0]);
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors(chain), leaf);
      parameters.setDate(Date.from(Validity.of(chain).from()));
      parameters.setRevocationEnabled(false);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(chain))));
      CertPathBuilder.getInstance("PKIX").build(parameters);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Where only a server's word makes it invalid, that word is not believed with the next try. */
  private void doubtWhere(X509Certificate[] chain, Handshake handshake) {
    try {
      handshake.passes(check(chain, ownTime(chain)));
      clock.doubt();
    } catch (CertificateException e) {
      // It is refused at any time.
    }
  }

  private void accept(X509Certificate[] chain, @Nullable SSLSession session) {
    if (session != null && session.getPeerHost() != null) {
      accepted.put(session.getPeerHost().toLowerCase(Locale.ROOT), Validity.of(chain));
    }
  }

  /** Without a connection there is no host name to check: never enough here. */
  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("A server is trusted only together with its host name");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("A device has no clients");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("A device has no clients");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("A device has no clients");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return pinned.stream().map(TrustAnchor::getTrustedCert).toArray(X509Certificate[]::new);
  }

  /** The check of one connection. */
  private interface Handshake {
    void passes(X509ExtendedTrustManager trust) throws CertificateException;
  }
}

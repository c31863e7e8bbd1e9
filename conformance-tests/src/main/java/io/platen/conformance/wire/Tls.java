package io.platen.conformance.wire;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS contexts that trust the pinned authorities only and show exactly the identity asked for. */
final class Tls {
  private Tls() {}

  static SSLContext context(List<X509Certificate> authorities, @Nullable Identity identity) {
    return context(authorities, identity, Instant.now());
  }

  /**
   * @param at what time it is, for the certificates of others
   */
  static SSLContext context(
      List<X509Certificate> authorities, @Nullable Identity identity, Instant at) {
    try {
      Set<TrustAnchor> pinned =
          authorities.stream().map(each -> new TrustAnchor(each, null)).collect(Collectors.toSet());
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(pinned, new X509CertSelector());
      parameters.setDate(Date.from(at));
      parameters.setRevocationEnabled(false);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(new CertPathTrustManagerParameters(parameters));
      return context(trust.getTrustManagers(), identity);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot make a TLS context", e);
    }
  }

  /** Trusts whoever is there; for a fake device that is wrong by just that. */
  static SSLContext careless(@Nullable Identity identity) {
    try {
      return context(new TrustManager[] {new Credulous()}, identity);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot make a TLS context", e);
    }
  }

  static TrustManager anybody() {
    return new Credulous();
  }

  private static SSLContext context(TrustManager[] trust, @Nullable Identity identity)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(identity == null ? new KeyManager[0] : keys(identity), trust, null);
    return context;
  }

  private static KeyManager[] keys(Identity identity) {
    return new KeyManager[] {new Insistent(identity)};
  }

  /** Java checks names itself unless the manager is an extended one. */
  private static final class Credulous extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /**
   * Shows its certificate whatever authorities the server names. Java's own key manager would keep
   * a foreign certificate back, and the test would be one of no certificate.
   */
  private static final class Insistent extends X509ExtendedKeyManager {
    private static final String ALIAS = "identity";
    private final Identity identity;

    Insistent(Identity identity) {
      this.identity = identity;
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return alias(types);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return alias(types);
    }

    /** One type a call in TLS 1.3: another type than the key's is not this identity. */
    private @Nullable String alias(String[] types) {
      return List.of(types).contains(identity.key().getAlgorithm()) ? ALIAS : null;
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return identity.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return identity.key();
    }
  }
}

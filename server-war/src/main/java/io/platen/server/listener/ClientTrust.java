package io.platen.server.listener;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Checks a client's certificate as TLS does, where somebody else has ended TLS. */
public final class ClientTrust {
  private final Supplier<List<X509Certificate>> authorities;
  private volatile @Nullable Built built;

  /**
   * @param authorities as they are now, at least one
   */
  public ClientTrust(Supplier<List<X509Certificate>> authorities) {
    this.authorities = authorities;
  }

  private record Built(List<X509Certificate> authorities, X509TrustManager manager) {}

  private X509TrustManager manager() throws CertificateException {
    List<X509Certificate> now = authorities.get();
    Built known = built;
    if (known == null || !known.authorities().equals(now)) {
      try {
        known = new Built(now, build(now));
      } catch (GeneralSecurityException e) {
        throw new CertificateException("Certificates cannot be checked here", e);
      }
      built = known;
    }
    return known.manager();
  }

  private static X509TrustManager build(List<X509Certificate> authorities)
      throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException("An empty store cannot be made", e);
    }
    for (X509Certificate each : authorities) {
      store.setCertificateEntry("authority-" + store.size(), each);
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return x509(factory.getTrustManagers());
  }

  private static X509TrustManager x509(TrustManager[] managers) throws GeneralSecurityException {
    for (TrustManager each : managers) {
      if (each instanceof X509TrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("This Java runtime has no PKIX trust manager");
  }

  /**
   * [PLT-TLS-050]
   *
   * @throws CertificateException when it is from another authority, not valid now, or not for a
   *     client; the message says what
   */
  public void check(X509Certificate certificate) throws CertificateException {
    certificate.checkValidity();
    manager()
        .checkClientTrusted(
            new X509Certificate[] {certificate}, certificate.getPublicKey().getAlgorithm());
  }
}

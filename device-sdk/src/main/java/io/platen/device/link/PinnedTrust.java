package io.platen.device.link;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts the pinned authorities and nobody else, and remembers the chain that it refused: who opens
 * the site's TLS is named in it. [PLT-TLS-010]
 */
final class PinnedTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager delegate;
  private volatile @Nullable X509Certificate refused;

  PinnedTrust(List<X509Certificate> authorities) throws GeneralSecurityException {
    KeyStore pinned = KeyStore.getInstance("PKCS12");
    try {
      pinned.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException("An empty key store needs no input", e);
    }
    for (int i = 0; i < authorities.size(); i++) {
      pinned.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(pinned);
    this.delegate = extended(factory.getTrustManagers());
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

  /** The server certificate that was refused last, and forgets it. */
  Optional<X509Certificate> takeRefused() {
    X509Certificate taken = refused;
    refused = null;
    return Optional.ofNullable(taken);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    try {
      delegate.checkServerTrusted(chain, authType, socket);
    } catch (CertificateException e) {
      refused = chain[0];
      throw e;
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    try {
      delegate.checkServerTrusted(chain, authType, engine);
    } catch (CertificateException e) {
      refused = chain[0];
      throw e;
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
    return delegate.getAcceptedIssuers();
  }
}

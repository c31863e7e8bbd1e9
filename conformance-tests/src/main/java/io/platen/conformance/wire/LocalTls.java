package io.platen.conformance.wire;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * TLS 1.3 between a device and a local agent (chapter LPA): each shows a certificate that it has
 * signed itself, and whoever talks looks at that.
 */
public final class LocalTls {
  private static final char[] NO_PASSWORD = new char[0];

  private LocalTls() {}

  /** Speaks no older version on this connection. */
  public static void restrict(SSLSocket socket) {
    socket.setEnabledProtocols(new String[] {"TLSv1.3"});
  }

  /** For either side. */
  public static SSLContext context(Identity own) {
    try {
      KeyStore keys = KeyStore.getInstance("JKS");
      keys.load(null, null);
      X509Certificate[] chain = own.chain().toArray(X509Certificate[]::new);
      keys.setKeyEntry("own", own.key(), NO_PASSWORD, chain);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), new TrustManager[] {Tls.anybody()}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("This Java cannot make a TLS context", e);
    }
  }
}

package io.platen.conformance.peers;

import io.platen.conformance.peers.LoopbackHost.Asking;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Identity;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Where a host lets clients in: by TLS, or with other bytes in its place. */
final class HostDoor {
  private static final char[] NO_PASSWORD = new char[0];
  private static final int MOST = 16 * 1024;

  private final HostTrust trust;
  private volatile Guise guise;
  private volatile Body garbled = Body.EMPTY;

  /** How it appears to who comes. */
  private record Guise(SSLContext context, List<String> tls, Asking asking) {}

  HostDoor(Identity own, HostTrust trust, List<String> tls, Asking asking) {
    this.trust = trust;
    this.guise = guise(own, tls, asking);
  }

  /** From now on it shows and speaks this. */
  void become(Identity own, List<String> tls, Asking asking) {
    guise = guise(own, tls, asking);
  }

  private Guise guise(Identity own, List<String> tls, Asking asking) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(own).getKeyManagers(), new TrustManager[] {trust}, null);
      return new Guise(context, List.copyOf(tls), asking);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyManagerFactory keys(Identity own) throws IOException, GeneralSecurityException {
    // In memory only: what PKCS#12 takes its time for would protect nothing.
    KeyStore keys = KeyStore.getInstance("JKS");
    keys.load(null, null);
    X509Certificate[] chain = own.chain().toArray(X509Certificate[]::new);
    keys.setKeyEntry("own", own.key(), NO_PASSWORD, chain);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, NO_PASSWORD);
    return managers;
  }

  /** From now on whoever comes gets these bytes in the place of TLS; none: TLS again. */
  void garble(byte[] instead) {
    garbled = Body.of(instead);
  }

  /** Before its handshake; empty where the client got other bytes and was sent away. */
  Optional<SSLSocket> open(Socket plain) throws IOException {
    Body instead = garbled;
    if (instead.length() == 0) {
      return Optional.of(secured(plain));
    }
    try (plain) {
      plain.getOutputStream().write(instead.bytes());
      plain.shutdownOutput();
      plain.getInputStream().readNBytes(MOST);
    }
    return Optional.empty();
  }

  private SSLSocket secured(Socket plain) throws IOException {
    Guise now = guise;
    SSLSocket socket =
        (SSLSocket)
            now.context().getSocketFactory().createSocket(plain, null, plain.getPort(), true);
    socket.setUseClientMode(false);
    socket.setEnabledProtocols(now.tls().toArray(String[]::new));
    socket.setNeedClientAuth(now.asking() == Asking.NEEDS);
    if (now.asking() == Asking.WANTS) {
      socket.setWantClientAuth(true);
    }
    return socket;
  }
}

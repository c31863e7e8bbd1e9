package io.platen.device.printer.web;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS to printers. They sign their own certificates, with short keys and old algorithms, for any
 * name and any time: no authority is asked, and what is held against it is what was shown first.
 * The printer has proved by the handshake that it has the certificate's key, and has not been asked
 * for anything when it is refused.
 */
final class PinnedTls {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  /** Resumed sessions spare a printer the long sums of a handshake. */
  private static final int SESSIONS = 256;

  private final SSLContext context;
  private final Pins pins;
  private final InstantSource clock;

  PinnedTls(Pins pins, InstantSource clock) {
    this.pins = pins;
    this.clock = clock;
    try {
      context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new AnyPrinter()}, null);
      context.getClientSessionContext().setSessionCacheSize(SESSIONS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no TLS", e);
    }
  }

  /**
   * Speaks TLS over a connection.
   *
   * @throws ChangedException when it shows another certificate than at first
   */
  SSLSocket over(Socket socket, WebOrigin origin) throws IOException, ChangedException {
    SSLSocket secure =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(socket, origin.host(), origin.address().getPort(), true);
    secure.setEnabledProtocols(VERSIONS);
    secure.startHandshake();
    demandKnown(secure, origin.key());
    return secure;
  }

  private void demandKnown(SSLSocket secure, String host) throws IOException, ChangedException {
    Pin shown;
    try {
      shown = Pin.of(secure.getSession().getPeerCertificates()[0], clock.instant());
    } catch (GeneralSecurityException e) {
      throw new IOException("Its certificate cannot be read", e);
    }
    Optional<Pin> known = pins.find(host);
    if (known.isEmpty()) {
      pins.remember(host, shown);
    } else if (!known.get().isOfTheSame(shown)) {
      throw new ChangedException(new CertificateChange(host, known.get(), shown));
    }
  }

  /** The certificate is another one. */
  static final class ChangedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient CertificateChange change;

    ChangedException(CertificateChange change) {
      super(change.explanation());
      this.change = change;
    }

    CertificateChange change() {
      return change;
    }
  }

  /**
   * Refuses none: {@link #demandKnown} does. Extended, so that the runtime adds no checks of names,
   * key lengths and signature algorithms.
   */
  private static final class AnyPrinter extends X509ExtendedTrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      throw new UnsupportedOperationException("A reader of printers has no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
      throw new UnsupportedOperationException("A reader of printers has no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
      throw new UnsupportedOperationException("A reader of printers has no clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

package io.platen.conformance.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * What answers at a host, for who has to say why it is refused: nothing is sent to it.
 *
 * @param chain the certificates that it shows by TLS 1.3
 */
public record Shown(Speaks speaks, List<X509Certificate> chain) {
  public Shown {
    chain = List.copyOf(chain);
  }

  /** How it speaks. */
  public enum Speaks {
    TLS_1_3,
    AN_OLDER_TLS,
    NO_TLS,
    /** Nobody is there, or what is there cannot be told. */
    NOTHING
  }

  /** Looks, whatever is shown. */
  public static Shown by(URI host, Identity identity, Duration patience) {
    try {
      return new Shown(Speaks.TLS_1_3, chain(host, identity, patience, "TLSv1.3"));
    } catch (SSLException e) {
      return new Shown(other(host, identity, patience, e), List.of());
    } catch (IOException e) {
      return new Shown(Speaks.NOTHING, List.of());
    }
  }

  private static Speaks other(URI host, Identity identity, Duration patience, SSLException why) {
    if (String.valueOf(why.getMessage()).startsWith("Unsupported or unrecognized")) {
      return Speaks.NO_TLS;
    }
    try {
      chain(host, identity, patience, "TLSv1.2");
      return Speaks.AN_OLDER_TLS;
    } catch (IOException e) {
      return Speaks.NOTHING;
    }
  }

  private static List<X509Certificate> chain(
      URI host, Identity identity, Duration patience, String version) throws IOException {
    try (Socket plain = new Socket()) {
      plain.connect(
          new InetSocketAddress(host.getHost(), host.getPort()),
          Math.toIntExact(patience.toMillis()));
      plain.setSoTimeout(Math.toIntExact(patience.toMillis()));
      try (SSLSocket socket =
          (SSLSocket)
              Tls.careless(identity)
                  .getSocketFactory()
                  .createSocket(plain, host.getHost(), host.getPort(), true)) {
        socket.setEnabledProtocols(new String[] {version});
        socket.startHandshake();
        Certificate[] shown = socket.getSession().getPeerCertificates();
        return Arrays.stream(shown).map(X509Certificate.class::cast).toList();
      }
    }
  }
}

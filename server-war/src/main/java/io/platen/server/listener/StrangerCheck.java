package io.platen.server.listener;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Tries the ports as a stranger would, and says what a stranger must not get. A container goes on
 * after a command that failed, and its default asks nobody for a certificate: only trying tells.
 */
public final class StrangerCheck {
  private static final String OK = "HTTP/1.1 200";

  private final Duration patience;

  public StrangerCheck(Duration patience) {
    this.patience = patience;
  }

  /**
   * What is wrong with the ports; nothing when they are as they must be.
   *
   * @param tls what the device port may speak
   */
  public List<String> findings(Endpoint endpoint, DeviceTls tls) {
    InetSocketAddress device = reachable(endpoint, Listener.DEVICE);
    List<String> findings = new ArrayList<>();
    checkPlain(device, findings);
    checkWithoutCertificate(device, findings);
    for (Listener listener : Listener.values()) {
      Predicate<String> allowed =
          listener == Listener.DEVICE && tls == DeviceTls.LEGACY ? tls::allows : suite -> false;
      checkOldProtocol(listener, reachable(endpoint, listener), allowed, findings);
    }
    return findings;
  }

  /** Whether a path of a port that asks for no certificate answers 200. */
  public boolean isWell(Endpoint endpoint, Listener listener, String path) {
    try (Socket plain = connect(reachable(endpoint, listener));
        SSLSocket socket = secure(plain, "TLSv1.3", new AtomicBoolean())) {
      socket.getOutputStream().write(request(path));
      byte[] start = socket.getInputStream().readNBytes(OK.length());
      return new String(start, StandardCharsets.US_ASCII).equals(OK);
    } catch (IOException e) {
      return false;
    }
  }

  // [PLT-TLS-001] Nothing is said without TLS.
  private void checkPlain(InetSocketAddress address, List<String> findings) {
    try (Socket socket = connect(address)) {
      if (answers(socket)) {
        findings.add("The device port " + address + " answers without TLS.");
      }
    } catch (IOException e) {
      findings.add("Nothing listens on the device port " + address + " (" + e.getMessage() + ").");
    }
  }

  private void checkWithoutCertificate(InetSocketAddress address, List<String> findings) {
    AtomicBoolean certificateSeen = new AtomicBoolean();
    try (Socket plain = connect(address);
        SSLSocket socket = secure(plain, "TLSv1.3", certificateSeen)) {
      socket.startHandshake();
      if (answers(socket)) {
        findings.add(
            "The device port " + address + " answers HTTP to a client without a certificate.");
      }
    } catch (IOException e) {
      // A refusal in the middle of the handshake is right, a handshake that never began is not.
      if (!certificateSeen.get()) {
        findings.add(
            "The device port "
                + address
                + " does not do a TLS 1.3 handshake ("
                + e.getMessage()
                + ").");
      }
    }
  }

  // [PLT-TLS-002] TLS 1.2 is refused, not only left unused. [PLT-TLS-054] Or all but some of it.
  private void checkOldProtocol(
      Listener listener,
      InetSocketAddress address,
      Predicate<String> allowed,
      List<String> findings) {
    AtomicBoolean certificateSeen = new AtomicBoolean();
    try (Socket plain = connect(address);
        SSLSocket socket = secure(plain, "TLSv1.2", certificateSeen)) {
      socket.setEnabledCipherSuites(
          Arrays.stream(socket.getSupportedCipherSuites())
              .filter(suite -> !allowed.test(suite))
              .toArray(String[]::new));
      socket.startHandshake();
      findings.add(accepts(listener, address));
    } catch (IOException e) {
      // Its certificate comes after it has agreed to TLS 1.2, whatever it refuses then.
      if (certificateSeen.get()) {
        findings.add(accepts(listener, address));
      }
    }
  }

  private static String accepts(Listener listener, InetSocketAddress address) {
    return "The port of "
        + listener.title()
        + " "
        + address
        + " accepts TLS 1.2, or a suite of it that it should not.";
  }

  private boolean answers(Socket socket) throws IOException {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(request("/"));
      out.flush();
      InputStream in = socket.getInputStream();
      byte[] start = in.readNBytes(5);
      return new String(start, StandardCharsets.US_ASCII).equals("HTTP/");
    } catch (IOException e) {
      // Closed or silent: no answer, which is what a stranger should get.
      return false;
    }
  }

  private static byte[] request(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.connect(address, (int) patience.toMillis());
    socket.setSoTimeout((int) patience.toMillis());
    return socket;
  }

  private static SSLSocket secure(Socket plain, String protocol, AtomicBoolean certificateSeen)
      throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Witness(certificateSeen)}, null);
      SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
      socket.setEnabledProtocols(new String[] {protocol});
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static InetSocketAddress reachable(Endpoint endpoint, Listener listener) {
    InetSocketAddress address = new InetSocketAddress(endpoint.address(), endpoint.port(listener));
    InetAddress host = address.getAddress();
    return host != null && host.isAnyLocalAddress()
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort())
        : address;
  }

  /** Believes anyone, as it only asks whether the server came as far as showing a certificate. */
  private record Witness(AtomicBoolean certificateSeen) implements X509TrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      certificateSeen.set(true);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      throw new UnsupportedOperationException("There are no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

package io.platen.server.notice.control;

import io.platen.server.testing.TestAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * TLS before a mail server that has none of its own kind: from the first octet on, or by STARTTLS
 * (RFC 3207). It shows what certificate a test wants.
 */
final class TlsRelay implements AutoCloseable {
  private final ServerSocket server;
  private final SSLContext tls;
  private final int behind;
  private final boolean startTls;

  /** Connections that came as far as through TLS. */
  final AtomicInteger secured = new AtomicInteger();

  TlsRelay(KeyStore shows, int behind, boolean startTls)
      throws IOException, GeneralSecurityException {
    this.server = new ServerSocket(0, 5, InetAddress.getByName("0.0.0.0"));
    this.tls = SSLContext.getInstance("TLS");
    this.tls.init(TestAuthority.managers(shows), null, null);
    this.behind = behind;
    this.startTls = startTls;
    begin(this::serve);
  }

  private static void begin(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket plain = server.accept();
        begin(() -> relay(plain));
      } catch (IOException e) { // the test is over
        return;
      }
    }
  }

  private void relay(Socket plain) {
    try (plain;
        Socket mail = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      if (startTls) {
        line(mail.getInputStream()); // its greeting, which the client has from us
        say(plain, "220 relay");
        line(plain.getInputStream());
        say(plain, "250-relay\r\n250 STARTTLS");
        line(plain.getInputStream());
        say(plain, "220 go ahead");
      }
      SSLSocket closed =
          (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
      closed.setUseClientMode(false);
      closed.startHandshake();
      secured.incrementAndGet();
      begin(() -> pass(mail, closed));
      pass(closed, mail);
    } catch (IOException e) { // the client did not like the certificate
      return;
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) { // one of the two is gone
      return;
    }
  }

  private static void say(Socket to, String text) throws IOException {
    OutputStream out = to.getOutputStream();
    out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static void line(InputStream in) throws IOException {
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("It ended");
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

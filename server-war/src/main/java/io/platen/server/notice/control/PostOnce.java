package io.platen.server.notice.control;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One request of HTTP/1.1 to one address, of which only the status is read. Our own, since the
 * address that was checked has to be the one that is connected to, and a client of others would
 * look the name up again.
 */
public final class PostOnce {
  /** RFC 9112 section 4; interim answers (RFC 9110 section 15.2) come before it. */
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9][0-9])(?: .*)?");

  private static final int MOST_BYTES = 16_384;
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private final SSLSocketFactory tls;
  private final Duration patience;
  private final Deadline deadline;
  private final LongSupplier nanos;

  /**
   * @param deadline ends what single waits do not, such as a handshake that drips
   * @param nanos a clock that nobody sets, as {@link System#nanoTime}
   */
  public PostOnce(SSLSocketFactory tls, Duration patience, Deadline deadline, LongSupplier nanos) {
    this.tls = tls;
    this.patience = patience;
    this.deadline = deadline;
    this.nanos = nanos;
  }

  /**
   * @param whole head and body
   * @return the status
   */
  int post(URI url, InetAddress address, byte[] whole) throws IOException {
    try (Socket plain = new Socket()) {
      Deadline.Watched watched = deadline.watch(plain);
      try {
        return talk(plain, url, new InetSocketAddress(address, port(url)), whole);
      } finally {
        watched.end();
      }
    }
  }

  private int talk(Socket plain, URI url, InetSocketAddress to, byte[] whole) throws IOException {
    long end = nanos.getAsLong() + patience.toNanos();
    plain.connect(to, left(end));
    plain.setSoTimeout(left(end));
    String host = TargetGuard.bare(url.getHost());
    try (Socket socket = isSecure(url) ? secured(plain, host, to.getPort()) : plain) {
      socket.getOutputStream().write(whole);
      socket.getOutputStream().flush();
      return status(socket, end);
    }
  }

  private static boolean isSecure(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  private static int port(URI url) {
    return url.getPort() >= 0 ? url.getPort() : isSecure(url) ? HTTPS : HTTP;
  }

  private Socket secured(Socket plain, String host, int port) throws IOException {
    SSLSocket socket = (SSLSocket) tls.createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (host.matches(".*[A-Za-z].*") && !host.contains(":")) {
      parameters.setServerNames(List.of(new SNIHostName(host)));
    }
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private int status(Socket socket, long end) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder line = new StringBuilder();
    boolean head = true;
    int interim = 0;
    for (int read = 0; read < MOST_BYTES; read++) {
      socket.setSoTimeout(left(end));
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("it ended without an answer");
      }
      if (octet != '\n') {
        line.append((char) octet);
        continue;
      }
      String text = line.toString().strip();
      line.setLength(0);
      if (head) {
        int status = parsed(text);
        if (status >= 200) {
          return status;
        }
        interim = status;
        head = false;
      } else if (interim > 0 && text.isEmpty()) {
        head = true;
      }
    }
    throw new IOException("its answer has no end");
  }

  private static int parsed(String text) throws IOException {
    Matcher status = STATUS.matcher(text);
    if (!status.matches()) {
      throw new IOException("it does not speak HTTP/1.1");
    }
    return Integer.parseInt(status.group(1));
  }

  private int left(long end) throws SocketTimeoutException {
    long millis = (end - nanos.getAsLong()) / 1_000_000;
    if (millis < 1) {
      throw new SocketTimeoutException("it took too long");
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }
}

package io.platen.conformance.peers;

import com.sun.net.httpserver.Headers;
import io.platen.conformance.peers.FakeProtocol.Answer;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * The listener for devices of a fake server: one request a connection, and what the JDK's own HTTP
 * server knows nothing of, a conversation after the answer's head.
 */
final class FakeHost implements AutoCloseable {
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int PATIENCE = 30_000;

  /** RFC 9110 section 5.6.7, which wants two digits of the day. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

  private final SSLServerSocket door;
  private final ExecutorService threads;
  private final FakeServer.Answerer answerer;
  private final FakeLive live;

  FakeHost(
      SSLContext context,
      SSLParameters parameters,
      ExecutorService threads,
      FakeServer.Answerer answerer,
      FakeLive live)
      throws IOException {
    this.door =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 0, InetAddress.getLoopbackAddress());
    door.setSSLParameters(parameters);
    this.threads = threads;
    this.answerer = answerer;
    this.live = live;
    threads.execute(this::accept);
  }

  URI url() {
    return URI.create("https://localhost:" + door.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = door.accept();
        socket.setTcpNoDelay(true); // a head and its body would wait for each other
        threads.execute(() -> serve((SSLSocket) socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(SSLSocket socket) {
    try (socket) {
      socket.setSoTimeout(PATIENCE);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Incoming asked = read(in, socket);
      Answer answer = answerer.answer(asked);
      OutputStream out = socket.getOutputStream();
      write(answer, out);
      if (FakeLive.isTalk(answer)) {
        socket.setSoTimeout(0);
        live.talk(asked, device(asked), in, out);
      }
      socket.shutdownOutput();
      // To close over unread bytes would reset the connection, and the answer could be lost.
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException | RuntimeException e) {
      System.getLogger(FakeHost.class.getName())
          .log(System.Logger.Level.TRACE, "A connection has ended", e);
    }
  }

  private static UUID device(Incoming asked) {
    String name = asked.shown().orElseThrow().getSubjectX500Principal().getName();
    return UUID.fromString(name.replaceFirst("^CN=", ""));
  }

  private static Incoming read(InputStream in, SSLSocket socket) throws IOException {
    List<String> first = List.of(line(in).split(" ", -1));
    if (first.size() != 3) {
      throw new IOException("No request line");
    }
    Headers headers = new Headers();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.add(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    return new Incoming(
        first.get(0), URI.create(first.get(1)), headers, body(in, headers), shown(socket));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0 || line.size() > LONGEST_LINE) {
        throw new EOFException("No whole line");
      }
      line.write(octet);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }

  private static InputStream body(InputStream in, Headers headers) {
    if ("chunked".equals(headers.getFirst("Transfer-Encoding"))) {
      return new Chunks(in);
    }
    String length = headers.getFirst("Content-Length");
    return length == null
        ? new ByteArrayInputStream(new byte[0])
        : new Part(in, Long.parseLong(length));
  }

  private static Optional<X509Certificate> shown(SSLSocket socket) {
    try {
      return Optional.of((X509Certificate) socket.getSession().getPeerCertificates()[0]);
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  private static void write(Answer answer, OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Fake\r\n");
    head.append("Date: " + DATE.format(ZonedDateTime.now(ZoneOffset.UTC)) + "\r\n");
    answer.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (answer.status() == 101) {
      head.append("\r\n");
    } else if (FakeLive.isTalk(answer) || answer.status() == 204 || answer.status() == 304) {
      head.append("Connection: close\r\n\r\n");
    } else {
      head.append("Content-Length: " + answer.body().length + "\r\nConnection: close\r\n\r\n");
    }
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(answer.body());
    out.flush();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** So many bytes of a stream. */
  private static class Part extends InputStream {
    private final InputStream in;
    private long left;

    Part(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    void more(long count) {
      left = count;
    }

    long left() {
      return left;
    }

    @Override
    public int read() throws IOException {
      if (left <= 0) {
        return -1;
      }
      left--;
      return in.read();
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
      int count = left <= 0 ? -1 : in.read(octets, offset, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }
  }

  /** RFC 9112 section 7.1. */
  private static final class Chunks extends Part {
    private final InputStream in;
    private boolean began;
    private boolean ended;

    Chunks(InputStream in) {
      super(in, 0);
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
      if (left() <= 0 && !ended) {
        next();
      }
      return ended ? -1 : super.read(octets, offset, length);
    }

    private void next() throws IOException {
      if (began) {
        line(in); // the end of the chunk before
      }
      began = true;
      more(Long.parseLong(line(in), 16));
      ended = left() == 0;
    }
  }
}

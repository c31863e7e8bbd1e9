package io.platen.conformance.peers;

import com.sun.net.httpserver.Headers;
import io.platen.conformance.wire.Identity;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * One listener of a {@link ScriptedServer}: HTTP/1.1 over TLS on loopback. Unlike the JDK's server
 * it tells the time that the test has, and it can break off, fall silent, and answer without end.
 */
final class LoopbackHost implements AutoCloseable {
  private static final int MOST = 8 * 1024 * 1024;
  private static final int LINE = 16 * 1024;
  private static final int DRIP_MILLIS = 100;
  private static final int BLOCK_MILLIS = 2;
  private static final int SWITCHING = 101;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<SSLSocket> open = Collections.synchronizedSet(new HashSet<>());
  private final HostTrust trust;
  private final ServerSocket listener;
  private final HostDoor door;
  private final Answerer answerer;
  private final InstantSource clock;
  private volatile Talker talker = (in, out) -> {};

  /** Makes the answer to one request. */
  @FunctionalInterface
  interface Answerer {
    Reaction answer(HeldExchange exchange, Optional<X509Certificate> shown) throws IOException;
  }

  /** Whether a host asks for a certificate. */
  enum Asking {
    NEEDS,
    WANTS,
    NOT
  }

  /**
   * @param devices the authority of those that may come
   * @param tls the versions that it speaks
   * @param clock what it says the time is
   */
  LoopbackHost(
      Identity own,
      X509Certificate devices,
      List<String> tls,
      Asking asking,
      Answerer answerer,
      InstantSource clock) {
    this.trust = new HostTrust(devices);
    this.answerer = answerer;
    this.door = new HostDoor(own, trust, tls, asking);
    this.clock = clock;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  URI url() {
    return URI.create("https://localhost:" + listener.getLocalPort());
  }

  /** Ends TLS with whoever shows a certificate; connections that stand are cut. */
  void refuse(boolean all) {
    trust.refuse(all);
    cut();
  }

  private void cut() {
    for (SSLSocket each : open.toArray(SSLSocket[]::new)) {
      quietly(each);
    }
  }

  @Override
  public void close() {
    quietly(listener);
    cut();
    threads.shutdownNow();
  }

  private static void quietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // It is gone all the same.
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true); // a head and its body would wait for each other
        threads.execute(() -> serve(socket));
      } catch (IOException | RejectedExecutionException e) {
        // Closed meanwhile, or a client that left at once.
      }
    }
  }

  void talkBy(Talker other) {
    talker = other;
  }

  /** From now on whoever comes gets these bytes in the place of TLS; none: TLS again. */
  void garble(byte[] instead) {
    door.garble(instead);
  }

  /** From now on it shows and speaks this; connections that stand are cut. */
  void become(Identity own, List<String> tls, Asking asking) {
    door.become(own, tls, asking);
    cut();
  }

  private void serve(Socket plain) {
    try {
      door.open(plain).ifPresent(this::serve);
    } catch (IOException e) {
      quietly(plain);
    }
  }

  private void serve(SSLSocket socket) {
    open.add(socket);
    try (socket) {
      socket.startHandshake();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (one(in, socket)) {
        // the next request over the same connection
      }
    } catch (IOException e) {
      // The device went away, or had no certificate that counts: there is no exchange to tell of.
    } finally {
      open.remove(socket);
    }
  }

  /** Whether the connection goes on. */
  private boolean one(InputStream in, SSLSocket socket) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return false;
    }
    String[] words = first.split(" ", -1);
    Headers headers = headers(in);
    byte[] body = body(in, headers);
    Reaction reaction =
        answerer.answer(
            new HeldExchange(words[0], URI.create(words[1]), headers, body, socket.getSession()),
            shown(socket));
    boolean goesOn = write(reaction, socket.getOutputStream());
    if (reaction.status() == SWITCHING) {
      talker.talk(in, socket.getOutputStream());
      return false;
    }
    return goesOn;
  }

  private static Optional<X509Certificate> shown(SSLSocket socket) {
    try {
      return Optional.of((X509Certificate) socket.getSession().getPeerCertificates()[0]);
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  private static Headers headers(InputStream in) throws IOException {
    Headers headers = new Headers();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private static byte[] body(InputStream in, Headers headers) throws IOException {
    if ("chunked".equalsIgnoreCase(headers.getFirst("Transfer-Encoding"))) {
      return chunks(in);
    }
    String length = headers.getFirst("Content-Length");
    return in.readNBytes(length == null ? 0 : bounded(Long.parseLong(length)));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int length = bounded(Long.parseLong(line(in).split(";", 2)[0].strip(), 16) + body.size());
      int chunk = length - body.size();
      body.writeBytes(in.readNBytes(chunk));
      line(in);
      if (chunk == 0) {
        return body.toByteArray();
      }
    }
  }

  private static int bounded(long length) throws IOException {
    if (length > MOST) {
      throw new IOException("A body of " + length + " bytes");
    }
    return Math.toIntExact(length);
  }

  /** Without its end; empty where the connection has ended. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 && line.size() == 0) {
        return "";
      }
      if (c < 0 || line.size() > LINE) {
        throw new EOFException("A line without end");
      }
      line.write(c);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }

  private boolean write(Reaction reaction, OutputStream out) throws IOException {
    return switch (reaction.way()) {
      case WHOLE -> {
        out.write(head(reaction, reaction.body().length()));
        out.write(reaction.body().bytes());
        out.flush();
        yield true;
      }
      case HANG_UP -> false;
      case CUT_OFF -> {
        out.write(head(reaction, reaction.body().length()));
        out.write(reaction.body().bytes(), 0, Math.toIntExact(reaction.body().length() / 2));
        out.flush();
        yield false;
      }
      case DRIP -> {
        out.write(head(reaction, reaction.body().length()));
        drip(reaction, out);
        yield true;
      }
      case WITHOUT_END -> {
        out.write(head(reaction, Long.MAX_VALUE));
        withoutEnd(reaction, out);
        yield false;
      }
    };
  }

  /** A few bytes a second are far below every least rate, and more than silence. */
  private static void drip(Reaction reaction, OutputStream out) throws IOException {
    byte[] body = reaction.body().bytes();
    long end = System.nanoTime() + reaction.lasts().toNanos();
    int sent = 0;
    try {
      for (; sent < body.length && System.nanoTime() < end; sent++) {
        out.write(body[sent]);
        out.flush();
        TimeUnit.MILLISECONDS.sleep(DRIP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the suite is done with it
    }
    out.write(body, sent, body.length - sent);
    out.flush();
  }

  /**
   * Until the device leaves; one that reads all would read for hours, so it ends some time. It goes
   * slower than a device can throw away what still comes while it closes.
   */
  private static void withoutEnd(Reaction reaction, OutputStream out) throws IOException {
    byte[] block = reaction.body().bytes();
    try {
      for (long sent = 0; sent < reaction.most(); sent += block.length) {
        out.write(block);
        reaction.sent().addAndGet(block.length);
        TimeUnit.MILLISECONDS.sleep(BLOCK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the suite is done with it
    }
  }

  private byte[] head(Reaction reaction, long length) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reaction.status() + " \r\n");
    if (!reaction.headers().containsKey("Date")) {
      head.append("Date: ").append(date()).append("\r\n");
    }
    reaction.headers().entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .forEach(each -> head.append(each.getKey() + ": " + each.getValue() + "\r\n"));
    if (!List.of(SWITCHING, 204, 304).contains(reaction.status())) {
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private String date() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atZone(ZoneOffset.UTC));
  }
}

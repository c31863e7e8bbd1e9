package io.platen.device.printer.ipp;

import io.platen.device.testing.PrinterCertificates;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A printer on loopback that answers IPP as the test says, with TLS or without. */
final class IppPeer implements AutoCloseable {
  private static final Pattern HEAD =
      Pattern.compile("POST (\\S+) .*Content-Length: (\\d+)\r\n.*", Pattern.DOTALL);

  /** What it says to one question. */
  interface Reply {
    /** Null for a page that is not there. */
    byte[] to(String path, int version, int requestId);
  }

  private final ServerSocket listening;
  private final Reply reply;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private IppPeer(ServerSocket listening, Reply reply) {
    this.listening = listening;
    this.reply = reply;
    Thread thread = new Thread(this::serve, "test-ipp");
    thread.setDaemon(true);
    thread.start();
  }

  /** It hangs up on whoever begins with TLS. */
  static IppPeer inClear(Reply reply) throws IOException {
    return new IppPeer(new ServerSocket(0, 9, InetAddress.getLoopbackAddress()), reply);
  }

  /**
   * @param keys where its key store lies, or is made
   */
  static IppPeer withTls(Path keys, Reply reply) throws IOException, GeneralSecurityException {
    if (!Files.exists(keys)) {
      PrinterCertificates.write(keys);
    }
    return new IppPeer(
        context(keys)
            .getServerSocketFactory()
            .createServerSocket(0, 9, InetAddress.getLoopbackAddress()),
        reply);
  }

  private static SSLContext context(Path keys) throws IOException, GeneralSecurityException {
    char[] password = PrinterCertificates.PASSWORD.toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(keys)) {
      store.load(file, password);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        answer(socket);
      } catch (IOException e) {
        // This visitor has gone, or the test is over.
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0 || (head.isEmpty() && next != 'P')) {
        return;
      }
      head.append((char) next);
    }
    Matcher parts = HEAD.matcher(head);
    if (!parts.matches()) {
      throw new IOException("Not what the test expects: " + head);
    }
    ByteBuffer question = ByteBuffer.wrap(in.readNBytes(Integer.parseInt(parts.group(2))));
    asked.add(parts.group(1) + " " + Integer.toHexString(question.getShort(0)));
    byte[] body = reply.to(parts.group(1), question.getShort(0), question.getInt(4));
    String status = body == null ? "404 Not Found" : "200 OK";
    byte[] content = body == null ? new byte[0] : body;
    String answer = "HTTP/1.1 " + status + "\r\nContent-Length: " + content.length + "\r\n\r\n";
    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(content);
    socket.getOutputStream().flush();
  }

  /** Path and version of each question. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

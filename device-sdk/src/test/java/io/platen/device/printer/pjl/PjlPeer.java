package io.platen.device.printer.pjl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A print port on loopback. It takes one connection, answers lines of PJL as the test says, and
 * keeps everything that it was sent: a real printer would have printed what is no PJL.
 */
final class PjlPeer implements AutoCloseable {
  private static final Pattern LINE = Pattern.compile("@PJL ([^\r\n]*)\r?\n");

  private final ServerSocket listening;
  private final Map<String, String> answers = new HashMap<>();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final CompletableFuture<String> whole = new CompletableFuture<>();
  private String before = "";
  private String endsAt = "";

  private PjlPeer() throws IOException {
    listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  static PjlPeer start() throws IOException {
    PjlPeer peer = new PjlPeer();
    Thread thread = new Thread(peer::serve, "test-print-port");
    thread.setDaemon(true);
    thread.start();
    return peer;
  }

  /**
   * @param answer the lines behind the echoed request
   */
  PjlPeer answering(String request, String answer) {
    answers.put(request, "@PJL " + request + "\r\n" + answer + "\r\n\f");
    return this;
  }

  /** What it sends unasked at first. */
  PjlPeer sayingFirst(String text) {
    before = text;
    return this;
  }

  /** It breaks off when this is asked. */
  PjlPeer endingAt(String request) {
    endsAt = request;
    return this;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
  }

  /** All that it was sent until the connection ended. */
  String received() throws Exception {
    return whole.get();
  }

  private void serve() {
    try (Socket socket = listening.accept()) {
      converse(socket.getInputStream(), socket.getOutputStream());
      whole.complete(text());
    } catch (IOException e) {
      whole.complete(text());
    }
  }

  private void converse(InputStream in, OutputStream out) throws IOException {
    out.write(before.getBytes(StandardCharsets.ISO_8859_1));
    int done = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      received.write(next);
      Matcher line = LINE.matcher(text());
      if (line.find(done)) {
        done = line.end();
        if (line.group(1).equals(endsAt)) {
          return;
        }
        out.write(answer(line.group(1)).getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
      }
    }
  }

  private String answer(String request) {
    return request.startsWith("ECHO ")
        ? "@PJL " + request + "\r\n\f"
        : answers.getOrDefault(request, "@PJL " + request + "\r\n\"?\"\r\n\f");
  }

  private synchronized String text() {
    return received.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}

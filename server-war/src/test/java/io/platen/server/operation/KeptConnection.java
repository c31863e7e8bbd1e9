package io.platen.server.operation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** One connection, request after request, and whether its TLS session was resumed. */
final class KeptConnection implements AutoCloseable {
  private static final String MARK = "seen before";

  private final SSLSocket socket;
  private final BufferedReader answers;
  private final String host;
  private final boolean resumed;

  private KeptConnection(SSLSocket socket, String host) throws IOException {
    this.socket = socket;
    this.host = host;
    this.answers =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    SSLSession session = socket.getSession();
    // A resumed session has what was put into the one that it comes from.
    this.resumed = session.getValue(MARK) != null;
    session.putValue(MARK, true);
  }

  /** Connections of one context resume the sessions of those before. */
  static KeptConnection open(SSLContext tls, URI server) throws IOException {
    SSLSocket socket =
        (SSLSocket) tls.getSocketFactory().createSocket(server.getHost(), server.getPort());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3"});
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(30_000);
    socket.startHandshake();
    return new KeptConnection(socket, server.getAuthority());
  }

  boolean isResumed() {
    return resumed;
  }

  /** Of the answer to one request, which is read to its end. */
  int status(String path) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(
        ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
    String first = line();
    int length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String small = header.toLowerCase(Locale.ROOT);
      if (small.startsWith("content-length:")) {
        length = Integer.parseInt(small.substring(15).strip());
      }
      chunked |= small.startsWith("transfer-encoding:") && small.endsWith("chunked");
    }
    if (chunked) {
      for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
        skip(size);
        line();
      }
      line();
    } else {
      skip(length);
    }
    return Integer.parseInt(first.split(" ", 3)[1]);
  }

  private String line() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("The server has ended the connection");
    }
    return line;
  }

  private void skip(int length) throws IOException {
    for (int i = 0; i < length; i++) {
      if (answers.read() < 0) {
        throw new IOException("The server has ended the connection");
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

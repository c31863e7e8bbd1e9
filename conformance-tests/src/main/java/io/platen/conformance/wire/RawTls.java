package io.platen.conformance.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** Bytes in the place of a handshake. */
public final class RawTls {
  /** No verdict depends on it: a server may well wait for the rest of what was cut. */
  private static final int LISTEN_MILLIS = 200;

  private static final int MOST = 64 * 1024;

  private RawTls() {}

  /** The first record of a handshake as a right client begins it. */
  public static byte[] hello() {
    SSLEngine engine = Tls.careless(null).createSSLEngine(); // it sees no certificate
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(new String[] {"TLSv1.3"});
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    try {
      engine.beginHandshake();
      engine.wrap(ByteBuffer.allocate(0), record);
    } catch (SSLException e) {
      throw new IllegalStateException("This Java begins no handshake", e);
    }
    byte[] bytes = new byte[record.position()];
    record.flip().get(bytes);
    return bytes;
  }

  /**
   * Sends the bytes, says that no more come, and listens for a moment.
   *
   * @throws IOException where nobody takes the connection
   */
  public static void send(URI host, byte[] bytes, java.time.Duration patience) throws IOException {
    try (Socket socket = new Socket()) {
      int millis = Math.toIntExact(patience.toMillis());
      int port = host.getPort() < 0 ? 443 : host.getPort();
      socket.connect(new InetSocketAddress(host.getHost(), port), millis);
      socket.setSoTimeout(LISTEN_MILLIS);
      listen(socket, bytes);
    }
  }

  private static void listen(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      in.readNBytes(MOST);
    } catch (SocketTimeoutException e) {
      System.getLogger(RawTls.class.getName()).log(System.Logger.Level.TRACE, "It waits", e);
    } catch (IOException e) {
      // It closed the connection, which is as good an answer as any.
      System.getLogger(RawTls.class.getName()).log(System.Logger.Level.TRACE, "It is closed", e);
    }
  }
}

package io.platen.server.notice.control;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/** Makes sockets that can be closed from outside: what uses them gives none of them away. */
final class WatchedSockets extends SocketFactory implements Closeable {
  private final SocketFactory inner;
  private final List<Socket> made = new ArrayList<>();
  private boolean closed;

  WatchedSockets(SocketFactory inner) {
    this.inner = inner;
  }

  private synchronized Socket kept(Socket socket) throws IOException {
    made.add(socket);
    if (closed) {
      socket.close();
    }
    return socket;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    for (Socket socket : made) {
      socket.close();
    }
  }

  @Override
  public Socket createSocket() throws IOException {
    return kept(inner.createSocket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return kept(inner.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return kept(inner.createSocket(host, port, from, fromPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return kept(inner.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return kept(inner.createSocket(host, port, from, fromPort));
  }

  /** TLS whose sockets are kept as well. */
  SSLSocketFactory under(SSLSocketFactory tls) {
    return new Secured(tls);
  }

  private final class Secured extends SSLSocketFactory {
    private final SSLSocketFactory tls;

    Secured(SSLSocketFactory tls) {
      this.tls = tls;
    }

    @Override
    public Socket createSocket() throws IOException {
      return kept(tls.createSocket());
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose)
        throws IOException {
      return kept(tls.createSocket(plain, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return kept(tls.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
        throws IOException {
      return kept(tls.createSocket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return kept(tls.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
        throws IOException {
      return kept(tls.createSocket(host, port, from, fromPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return tls.getSupportedCipherSuites();
    }
  }
}

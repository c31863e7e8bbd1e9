package io.platen.conformance.suite;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;

/** A place that documents name, where nobody may ever come. */
final class Callback implements AutoCloseable {
  private static final int BACKLOG = 50;

  private final ServerSocket door;

  private Callback(ServerSocket door) throws IOException {
    this.door = door;
    // Whoever came before the answer to a request already waits; there is nobody to wait for.
    door.setSoTimeout(1);
  }

  /** On the address of this machine that the server under test can reach, and no other. */
  static Callback towards(URI server) throws IOException {
    try (DatagramSocket route = new DatagramSocket()) {
      route.connect(new InetSocketAddress(server.getHost(), Math.max(1, server.getPort())));
      InetAddress own = route.getLocalAddress();
      return new Callback(new ServerSocket(0, BACKLOG, own));
    }
  }

  URI uri() {
    String host = door.getInetAddress().getHostAddress();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + literal + ":" + door.getLocalPort() + "/");
  }

  /** Whether somebody has connected since it was last asked. */
  boolean wasVisited() throws IOException {
    try {
      door.accept().close();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}

package io.platen.conformance.wire;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;

/**
 * A place of the suite's own that a document names. Whoever connects to it has fetched what it must
 * not. It listens at the address from which the suite reaches the server, and nowhere else.
 */
public final class Bait implements AutoCloseable {
  private static final int QUEUE = 16;

  private final ServerSocket listener;

  private Bait(ServerSocket listener) {
    this.listener = listener;
  }

  public static Bait reachableFrom(URI server) throws IOException {
    int port = server.getPort() < 0 ? 443 : server.getPort();
    try (DatagramSocket way = new DatagramSocket()) {
      way.connect(new InetSocketAddress(server.getHost(), port)); // sends nothing
      InetAddress own = way.getLocalAddress();
      return new Bait(new ServerSocket(0, QUEUE, own));
    }
  }

  public URI url() {
    String host = listener.getInetAddress().getHostAddress();
    String address = host.contains(":") ? "[" + host.replaceFirst("%.*", "") + "]" : host;
    return URI.create("http://" + address + ":" + listener.getLocalPort() + "/bait");
  }

  /** Whether somebody has connected: a connection waits in the queue until it is asked for. */
  public boolean isTaken() {
    try {
      listener.setSoTimeout(1);
      Socket caught = listener.accept();
      caught.close();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      throw new IllegalStateException("The suite's own listener failed", e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}

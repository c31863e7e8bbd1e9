package io.platen.conformance.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;

/** Passes everything on, until somebody begins with what is no handshake of TLS. */
public final class FrailDoor implements AutoCloseable {
  private static final byte[] HANDSHAKE = {0x16, 3};

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final URI behind;

  public FrailDoor(URI behind) throws IOException {
    this.behind = behind;
    start(this::accept);
  }

  public URI url() {
    return URI.create("https://localhost:" + listener.getLocalPort());
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        one(listener.accept());
      } catch (IOException e) {
        return;
      }
    }
  }

  private void one(Socket client) throws IOException {
    byte[] first = client.getInputStream().readNBytes(2);
    if (!Arrays.equals(first, HANDSHAKE)) {
      listener.close();
      client.close();
      return;
    }
    Socket server = new Socket(InetAddress.getLoopbackAddress(), behind.getPort());
    server.getOutputStream().write(first);
    start(() -> pass(client, server));
    start(() -> pass(server, client));
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Both ends go.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "frail-door");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}

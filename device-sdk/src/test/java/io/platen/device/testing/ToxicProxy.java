package io.platen.device.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a server on loopback and passes octets on, in the way that a test wants. */
public final class ToxicProxy implements AutoCloseable {
  /** What becomes of a connection, and of what the server says. */
  public enum Poison {
    /** All is passed on. */
    NONE,
    /** The connection is reset as soon as it is there. */
    RESET_AT_ONCE,
    /** It ends in the middle of what the server says. */
    HALF,
    /** What the server says comes octet by octet, one a second. */
    DRIP,
    /** Nothing comes back, though all is taken. */
    BLACK_HOLE
  }

  private final int port;
  private volatile URI server;
  private final VirtualTime time;
  private final List<Socket> sockets = new ArrayList<>();
  private int cuts;
  private final AtomicInteger connections = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Poison poison = Poison.NONE;
  private volatile ServerSocket listener;

  public ToxicProxy(URI server, VirtualTime time) throws IOException {
    this.server = server;
    this.time = time;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.port = listener.getLocalPort();
    threads.execute(() -> accept(listener));
  }

  /** Nobody listens there any more. */
  public void down() throws IOException {
    listener.close();
    cut();
  }

  public void up() throws IOException {
    ServerSocket again = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    listener = again;
    threads.execute(() -> accept(again));
  }

  public URI address() {
    return URI.create("https://localhost:" + port);
  }

  /** From the next connection on; those that are there are cut. */
  public void leadTo(URI other) {
    server = other;
    cut();
  }

  /** From now on; connections that are there are cut. */
  public void pour(Poison next) {
    poison = next;
    cut();
  }

  /** From now on, in connections that are there too. */
  public void taint(Poison next) {
    poison = next;
  }

  /** Resets all connections, also those that are about to be made. */
  public synchronized void cut() {
    cuts++;
    sockets.forEach(ToxicProxy::reset);
    sockets.clear();
  }

  private synchronized int cuts() {
    return cuts;
  }

  /** Whether nothing was cut since. */
  private synchronized boolean isOpen(Socket socket, int since) {
    if (cuts == since) {
      sockets.add(socket);
    }
    return cuts == since;
  }

  /** How many there were. */
  public int connections() {
    return connections.get();
  }

  private void accept(ServerSocket from) {
    try {
      while (true) {
        Socket client = from.accept();
        int since = cuts();
        connections.incrementAndGet();
        if (isOpen(client, since) && !from.isClosed()) {
          threads.execute(() -> serve(client, since));
        } else {
          reset(client);
        }
      }
    } catch (IOException e) {
      // nobody listens any more
    }
  }

  private void serve(Socket client, int since) {
    if (poison == Poison.RESET_AT_ONCE) {
      reset(client);
      return;
    }
    try (client;
        Socket behind = new Socket(server.getHost(), server.getPort())) {
      if (!isOpen(behind, since)) {
        reset(client);
        return;
      }
      threads.execute(() -> back(behind, client));
      client.getInputStream().transferTo(behind.getOutputStream());
    } catch (IOException e) {
      // one end hung up
    }
  }

  private void back(Socket behind, Socket client) {
    try {
      InputStream input = behind.getInputStream();
      OutputStream output = client.getOutputStream();
      byte[] part = new byte[16_384];
      for (int read = input.read(part); read >= 0; read = input.read(part)) {
        switch (poison) {
          case BLACK_HOLE -> {
            // nothing comes back
          }
          case DRIP -> drip(output, part, read);
          case HALF -> {
            output.write(part, 0, read / 2);
            close(client);
          }
          default -> output.write(part, 0, read);
        }
      }
      if (poison != Poison.BLACK_HOLE) {
        close(client);
      }
    } catch (IOException e) {
      // one end hung up
    }
  }

  private void drip(OutputStream output, byte[] part, int length) throws IOException {
    for (int i = 0; i < length; i++) {
      time.pass(Duration.ofSeconds(1));
      output.write(part, i, 1);
    }
  }

  /** RFC 9293 section 3.10.4: an end with data that nobody read, or without lingering, resets. */
  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException e) {
      // it is closed already
    }
    close(socket);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is closed
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      // it is closed
    }
    closeAll();
    threads.shutdownNow();
  }

  private synchronized void closeAll() {
    sockets.forEach(ToxicProxy::close);
  }
}

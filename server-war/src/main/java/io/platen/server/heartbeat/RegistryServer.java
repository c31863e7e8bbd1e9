package io.platen.server.heartbeat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Listens for questions by UDP and TCP on one port: one thread for datagrams, one that takes
 * connections, and at most {@value #CONNECTIONS} for these. What a stranger can take up is bounded:
 * messages of 1,024 bytes, some seconds for each, 100 a connection.
 */
final class RegistryServer implements AutoCloseable {
  static final int CONNECTIONS = 16;

  private static final Logger LOG = System.getLogger(RegistryServer.class.getName());
  private static final int LARGEST_MESSAGE = 1024;
  private static final int MESSAGES_A_CONNECTION = 100;
  private static final int BACKLOG = 64;
  private static final int TRIES = 8;

  /** For one message. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RegistryAnswers answers;
  private final Duration patience;
  private final DatagramSocket datagrams;
  private final ServerSocket connections;
  private final ThreadPoolExecutor threads;

  private RegistryServer(
      RegistryAnswers answers,
      Duration patience,
      DatagramSocket datagrams,
      ServerSocket connections,
      ThreadFactory factory) {
    this.answers = answers;
    this.patience = patience;
    this.datagrams = datagrams;
    this.connections = connections;
    this.threads =
        new ThreadPoolExecutor(
            0, CONNECTIONS + 2, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
  }

  /**
   * Listens from now on.
   *
   * @param patience how long a message may take by TCP
   * @param address port 0 takes one that is free with both protocols
   * @throws IOException when the port cannot be had
   */
  static RegistryServer start(
      InetSocketAddress address, RegistryAnswers answers, Duration patience, ThreadFactory factory)
      throws IOException {
    for (int tried = 1; ; tried++) {
      DatagramSocket datagrams = new DatagramSocket(address);
      try {
        ServerSocket connections =
            new ServerSocket(datagrams.getLocalPort(), BACKLOG, address.getAddress());
        RegistryServer server =
            new RegistryServer(answers, patience, datagrams, connections, factory);
        server.threads.execute(server::hearDatagrams);
        server.threads.execute(server::takeConnections);
        return server;
      } catch (IOException e) {
        datagrams.close();
        if (address.getPort() != 0 || tried == TRIES) {
          throw e;
        }
      }
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(connections.getInetAddress(), connections.getLocalPort());
  }

  private void hearDatagrams() {
    SourceRates rates = new SourceRates();
    byte[] buffer = new byte[LARGEST_MESSAGE];
    while (!datagrams.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        datagrams.receive(packet);
        hear(packet, rates);
      } catch (IOException | RuntimeException e) {
        if (!datagrams.isClosed()) {
          LOG.log(Level.DEBUG, "A question was not answered", e);
        }
      }
    }
  }

  private void hear(DatagramPacket packet, SourceRates rates) throws IOException {
    byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
    if (packet.getPort() == 0) {
      return;
    }
    Optional<byte[]> answer =
        switch (rates.look(packet.getAddress(), Duration.ofNanos(System.nanoTime()))) {
          case ANSWER -> modest(question, packet.getAddress().getHostAddress());
          case COME_BY_TCP -> RegistryAnswers.comeByTcp(question);
          case DROP -> Optional.empty();
        };
    if (answer.isPresent()) {
      datagrams.send(
          new DatagramPacket(answer.get(), answer.get().length, packet.getSocketAddress()));
    }
  }

  /** [PLT-HBT-026] */
  private Optional<byte[]> modest(byte[] question, String from) {
    Optional<byte[]> answer = answers.answer(question, from);
    return answer.isEmpty() || RegistryAnswers.isModest(question, answer.get())
        ? answer
        : RegistryAnswers.comeByTcp(question);
  }

  private void takeConnections() {
    while (!connections.isClosed()) {
      try {
        Socket socket = connections.accept();
        try {
          threads.execute(() -> serve(socket));
        } catch (RejectedExecutionException e) {
          socket.close(); // all are busy: the resolver asks again
        }
      } catch (IOException e) {
        if (!connections.isClosed()) {
          LOG.log(Level.DEBUG, "A connection was not taken", e);
        }
      }
    }
  }

  /** [PLT-HBT-027] RFC 7766: two bytes of length before each message. */
  private void serve(Socket socket) {
    try (socket) {
      String from = socket.getInetAddress().getHostAddress();
      InputStream in = socket.getInputStream();
      for (int i = 0; i < MESSAGES_A_CONNECTION; i++) {
        long end = System.nanoTime() + patience.toNanos();
        int length = ByteBuffer.wrap(read(socket, in, Short.BYTES, end)).getShort() & 0xffff;
        if (length > LARGEST_MESSAGE) {
          return;
        }
        Optional<byte[]> answer = answers.answer(read(socket, in, length, end), from);
        if (answer.isEmpty()) {
          return;
        }
        byte[] framed = new byte[Short.BYTES + answer.get().length];
        ByteBuffer.wrap(framed).putShort((short) answer.get().length).put(answer.get());
        socket.getOutputStream().write(framed);
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.TRACE, "A connection ended", e);
    }
  }

  /** Time for a message does not begin anew with each of its bytes. */
  private static byte[] read(Socket socket, InputStream in, int length, long end)
      throws IOException {
    byte[] bytes = new byte[length];
    for (int done = 0; done < length; ) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new SocketTimeoutException("A message took too long");
      }
      socket.setSoTimeout((int) left);
      int read = in.read(bytes, done, length - done);
      if (read < 0) {
        throw new EOFException();
      }
      done += read;
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    datagrams.close();
    connections.close();
    threads.shutdownNow();
  }
}

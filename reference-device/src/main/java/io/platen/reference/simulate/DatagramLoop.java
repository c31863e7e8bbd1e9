package io.platen.reference.simulate;

import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One thread receives for all sockets and answers; another one sends what has to wait. */
final class DatagramLoop implements AutoCloseable {
  private static final Logger LOG = System.getLogger(DatagramLoop.class.getName());
  private static final int LARGEST_DATAGRAM = 65_535;

  /** What is answered at one socket; empty: nothing. */
  @FunctionalInterface
  interface Answers {
    Optional<Delayed> answer(Message request);
  }

  /** An answer and how long it waits. */
  record Delayed(Message message, Duration delay) {}

  private final Selector selector;
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "simulator-delay"));
  private final Thread thread = daemon(this::run, "simulator");
  private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST_DATAGRAM);

  private DatagramLoop(Selector selector) {
    this.selector = selector;
  }

  static DatagramLoop open() {
    try {
      return new DatagramLoop(Selector.open());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Binds a socket; answers the address that it got. */
  InetSocketAddress bind(InetSocketAddress wanted, Answers answers) {
    try {
      DatagramChannel channel = DatagramChannel.open();
      try {
        channel.bind(wanted);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, answers);
        return (InetSocketAddress) channel.getLocalAddress();
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new CommandFailure(
          "No printer can listen on UDP "
              + wanted.getHostString()
              + ":"
              + wanted.getPort()
              + " ("
              + e.getMessage()
              + "): name another address with --listen",
          e);
    }
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        selector.select(this::receive);
      }
    } catch (IOException e) {
      LOG.log(Level.ERROR, "The simulated printers stop answering", e);
    } catch (java.nio.channels.ClosedSelectorException e) {
      LOG.log(Level.DEBUG, "Closed");
    }
  }

  private void receive(SelectionKey key) {
    DatagramChannel channel = (DatagramChannel) key.channel();
    try {
      buffer.clear();
      SocketAddress from = channel.receive(buffer);
      if (from != null) {
        byte[] datagram = Arrays.copyOf(buffer.array(), buffer.position());
        ((Answers) key.attachment())
            .answer(Message.decode(datagram))
            .ifPresent(answer -> send(channel, from, answer));
      }
    } catch (IOException | RuntimeException e) {
      // An agent drops what it does not understand, and lives on.
      LOG.log(Level.DEBUG, "Dropped a datagram", e);
    }
  }

  private void send(DatagramChannel channel, SocketAddress to, Delayed answer) {
    if (answer.delay().isZero()) {
      sendNow(channel, to, answer.message());
    } else {
      // sendNow reports for itself; nobody waits for it.
      var unused =
          later.schedule(
              () -> sendNow(channel, to, answer.message()),
              answer.delay().toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private static void sendNow(DatagramChannel channel, SocketAddress to, Message message) {
    try {
      channel.send(ByteBuffer.wrap(message.encode()), to);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "Could not answer", e);
    }
  }

  @Override
  public void close() {
    later.shutdownNow();
    try {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

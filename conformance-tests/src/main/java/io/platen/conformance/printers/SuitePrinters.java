package io.platen.conformance.printers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The printers around a device, for one test: a network of its own in 127.0.0.0/8, whose printers
 * all listen at one UDP port, the first at the first address. They are there until it is closed.
 */
public final class SuitePrinters implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SuitePrinters.class.getName());
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int LARGEST_DATAGRAM = 65_535;

  /** Below the ports that systems give to those who ask for any. */
  private static final int LOWEST_PORT = 20_000;

  private static final int PORTS = 10_000;
  private static final int TRIES = 50;
  private static final int USUAL_PORT = 161;

  private final InstantSource clock;
  private final boolean tellsOfSilence;
  private final byte[] network;
  private final Selector selector;
  private final List<SuitePrinter> printers = new CopyOnWriteArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST_DATAGRAM);
  private int port;

  /**
   * @param clock of what is written down
   * @param tellsOfSilence whether a printer that does not answer sends an empty datagram, which is
   *     nothing to any device, and tells the suite's own that it need not wait
   */
  public SuitePrinters(InstantSource clock, boolean tellsOfSilence) {
    this.clock = clock;
    this.tellsOfSilence = tellsOfSilence;
    this.network =
        new byte[] {127, (byte) RANDOM.nextInt(1, 255), (byte) RANDOM.nextInt(0, 256), 0};
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::run, "suite-printers");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * From now on at the port that agents usually have, where the suite may listen there and nobody
   * else does; before the first one is added. A device may take what answers at another port for
   * something that leads to several printers.
   */
  public SuitePrinters atUsualPort() {
    try (DatagramChannel probe = DatagramChannel.open()) {
      probe.bind(new InetSocketAddress(address(next()), USUAL_PORT));
      port = USUAL_PORT;
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "Port 161 is not the suite's", e);
    }
    return this;
  }

  /** One more, at the next address. */
  public SuitePrinter add() {
    InetAddress address = address(next());
    try {
      DatagramChannel channel = bound(address);
      channel.configureBlocking(false);
      SuitePrinter printer =
          new SuitePrinter(this, channel, (InetSocketAddress) channel.getLocalAddress());
      printers.add(printer);
      channel.register(selector, SelectionKey.OP_READ);
      selector.wakeup();
      return printer;
    } catch (IOException e) {
      throw new UncheckedIOException("No printer can listen at " + address + ":" + port, e);
    }
  }

  private DatagramChannel bound(InetAddress address) throws IOException {
    for (int tries = 1; ; tries++) {
      DatagramChannel channel = DatagramChannel.open();
      int wanted = port == 0 ? LOWEST_PORT + RANDOM.nextInt(PORTS) : port;
      try {
        channel.bind(new InetSocketAddress(address, wanted));
        port = wanted;
        return channel;
      } catch (BindException e) {
        channel.close();
        if (port != 0 || tries == TRIES) {
          throw e;
        }
      }
    }
  }

  /** A TCP port of a printer. */
  PrinterPort port(InetSocketAddress at) throws IOException {
    PrinterPort opened = new PrinterPort(this, selector, at);
    selector.wakeup();
    return opened;
  }

  /** All of them, in the order of their addresses. */
  public List<SuitePrinter> all() {
    return List.copyOf(printers);
  }

  /** At which all of them listen. */
  public int port() {
    return port;
  }

  /** The number that the next one gets; the last octet of its address. */
  int next() {
    return printers.size() + 1;
  }

  /** The addresses from one printer to another, as a discovery entry writes a range. */
  public static String range(SuitePrinter first, SuitePrinter last) {
    return first.address() + "-" + last.address();
  }

  /** Those of all of them. */
  public String range() {
    return range(printers.get(0), printers.get(printers.size() - 1));
  }

  /** The network in which all of them are, and some more addresses: a CIDR. */
  public String network() {
    return address(0).getHostAddress() + "/28";
  }

  private InetAddress address(int last) {
    byte[] octets = network.clone();
    octets[3] = (byte) last;
    try {
      return InetAddress.getByAddress(octets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Instant now() {
    return clock.instant();
  }

  boolean tellsOfSilence() {
    return tellsOfSilence;
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        selector.select();
        selector.selectedKeys().clear();
        hearAll();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The suite's printers stop", e);
    } catch (ClosedSelectorException e) {
      return; // the test is over
    }
  }

  /** What has come to any printer is heard and answered when this returns. */
  void hearAll() {
    synchronized (buffer) {
      for (SuitePrinter each : printers) {
        try {
          each.hear(buffer);
        } catch (IOException e) {
          LOG.log(Level.DEBUG, "Closed meanwhile, or who asked is gone", e);
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      for (SuitePrinter each : printers) {
        each.close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.platen.device.local;

import io.platen.device.printer.local.LocalFrames;
import io.platen.device.printer.local.LocalIdentity;
import io.platen.device.printer.local.Pairings;
import io.platen.protocol.codec.LocalCodec;
import io.platen.protocol.local.Finding;
import io.platen.protocol.local.LocalAnswer;
import io.platen.protocol.local.LocalRequest;
import io.platen.protocol.local.PairingCode;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * Answers devices that it is paired with for the printers that only this machine can reach, and
 * everybody's question whether it is there. It listens from {@link Builder#start} to {@link
 * #close}, and writes to no printer. [PLT-LPA-001] [PLT-LPA-008]
 */
public final class LocalAgent implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LocalAgent.class.getName());
  private static final int DATAGRAM = 1024;
  private static final int CONNECTIONS = 8;
  private static final int REQUESTS_A_CONNECTION = 16;
  private static final int A_READ = 10_000;
  private static final long A_CONNECTION = 90_000_000_000L;
  private static final int A_LOOK = 1_000;

  private final LocalIdentity own;
  private final Pairings pairings;
  private final LocalPrinters printers;
  private final SecureRandom random;
  private final PairingWindow window;
  private final String software;
  private final DatagramSocket datagrams;
  private final SSLServerSocket connections;

  /** Those that are open, and since when. */
  private final Map<SSLSocket, Long> open = new ConcurrentHashMap<>();

  private LocalAgent(Builder set, DatagramSocket datagrams, SSLServerSocket connections) {
    this.own = set.own;
    this.pairings = set.pairings;
    this.printers = set.printers;
    this.random = set.random;
    this.window = new PairingWindow(set.clock);
    this.software = set.software;
    this.datagrams = datagrams;
    this.connections = connections;
  }

  /**
   * What an agent works with.
   *
   * @param own its identity
   * @param pairings the devices that it knows
   * @param software name and version, told to devices
   */
  public record Builder(
      LocalIdentity own,
      Pairings pairings,
      LocalPrinters printers,
      SecureRandom random,
      InstantSource clock,
      String software) {

    /**
     * Listens from now on, by TCP and UDP on the same port.
     *
     * @param threads at least two, which it keeps busy, and one for each connection
     * @throws IOException when the port cannot be had
     */
    public LocalAgent start(InetSocketAddress address, Executor threads) throws IOException {
      SSLServerSocket connections =
          (SSLServerSocket)
              own.context()
                  .getServerSocketFactory()
                  .createServerSocket(address.getPort(), CONNECTIONS, address.getAddress());
      try {
        // [PLT-LPA-003]
        connections.setEnabledProtocols(new String[] {"TLSv1.3"});
        connections.setNeedClientAuth(true);
        connections.setSoTimeout(A_LOOK);
        LocalAgent agent =
            new LocalAgent(
                this,
                new DatagramSocket(
                    new InetSocketAddress(address.getAddress(), connections.getLocalPort())),
                connections);
        threads.execute(agent::hear);
        threads.execute(() -> agent.take(threads));
        return agent;
      } catch (IOException | RuntimeException e) {
        connections.close();
        throw e;
      }
    }
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(connections.getInetAddress(), connections.getLocalPort());
  }

  /** A new code for one device, good for ten minutes; the one before does not work any more. */
  public PairingCode pair() {
    return window.open(random);
  }

  private void hear() {
    byte[] buffer = new byte[DATAGRAM];
    while (!datagrams.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        datagrams.receive(packet);
        answer(packet);
      } catch (IOException | RuntimeException e) {
        LOG.log(Level.DEBUG, "A datagram was not answered", e);
      } catch (ProtocolException e) {
        LOG.log(Level.TRACE, "A datagram was no question", e);
      }
    }
  }

  /** [PLT-LPA-002] Never more than was asked: whoever forges an address gains nothing. */
  private void answer(DatagramPacket packet) throws IOException, ProtocolException {
    Finding.Find find = LocalCodec.readFind(Arrays.copyOf(packet.getData(), packet.getLength()));
    byte[] found =
        LocalCodec.write(new Finding.Found(find.nonce(), own.print(), connections.getLocalPort()));
    if (found.length <= packet.getLength()) {
      datagrams.send(new DatagramPacket(found, found.length, packet.getSocketAddress()));
    }
  }

  private void take(Executor threads) {
    while (!connections.isClosed()) {
      try {
        endThoseThatTakeTooLong();
        SSLSocket socket = (SSLSocket) connections.accept();
        if (open.size() >= CONNECTIONS) {
          socket.close();
          continue;
        }
        open.put(socket, System.nanoTime());
        threads.execute(() -> serve(socket));
      } catch (SocketTimeoutException e) {
        LOG.log(Level.TRACE, "Nobody came", e);
      } catch (IOException | RejectedExecutionException e) {
        LOG.log(Level.DEBUG, "A connection was not taken", e);
      }
    }
  }

  private void endThoseThatTakeTooLong() throws IOException {
    for (Map.Entry<SSLSocket, Long> each : open.entrySet()) {
      if (System.nanoTime() - each.getValue() > A_CONNECTION) {
        each.getKey().close();
      }
    }
  }

  private void serve(SSLSocket socket) {
    try (socket) {
      socket.setSoTimeout(A_READ);
      socket.startHandshake();
      X509Certificate device = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      String from = socket.getInetAddress().getHostAddress();
      for (int i = 0; i < REQUESTS_A_CONNECTION; i++) {
        LocalRequest request = LocalCodec.readRequest(LocalFrames.read(socket.getInputStream()));
        LocalFrames.write(
            socket.getOutputStream(), LocalCodec.write(answer(request, device, from)));
      }
    } catch (IOException | ProtocolException | RuntimeException e) {
      LOG.log(Level.DEBUG, "A connection ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private LocalAnswer answer(LocalRequest request, X509Certificate device, String from)
      throws IOException, InterruptedException {
    if (request instanceof LocalRequest.Pair pair) {
      return paired(pair, device, from);
    }
    String print = PairingCode.print(device);
    // [PLT-LPA-004]
    return pairings.list().stream().anyMatch(each -> each.print().equals(print))
        ? new LocalAnswer.Printers(printers.read(), software)
        : new LocalAnswer.Refused("not-paired");
  }

  private LocalAnswer paired(LocalRequest.Pair pair, X509Certificate device, String from)
      throws IOException {
    PairingWindow.Tried tried = window.tried(pair.proof(), own.certificate(), device);
    return switch (tried.verdict()) {
      case NO_CODE -> new LocalAnswer.Refused("no-code");
      case WRONG_CODE -> {
        LOG.log(Level.WARNING, "A wrong pairing code came from {0}", from);
        yield new LocalAnswer.Refused("wrong-code");
      }
      case PAIRED -> {
        pairings.add(own, new Pairings.Peer(from, 0, PairingCode.print(device)));
        LOG.log(Level.INFO, "Paired with a device at {0}", from);
        yield new LocalAnswer.Paired(tried.proof().orElseThrow());
      }
    };
  }

  @Override
  public void close() throws IOException {
    datagrams.close();
    connections.close();
    for (SSLSocket each : open.keySet()) {
      each.close();
    }
  }
}

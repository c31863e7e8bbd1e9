package io.platen.conformance.peers;

import io.platen.conformance.wire.Identity;
import io.platen.conformance.wire.LocalTls;
import io.platen.protocol.codec.LocalCodec;
import io.platen.protocol.local.Finding;
import io.platen.protocol.local.LocalAnswer;
import io.platen.protocol.local.LocalRequest;
import io.platen.protocol.local.PairingCode;
import io.platen.protocol.local.PairingCode.Side;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A local agent on loopback (chapter LPA) that keeps to the protocol until a test has it do
 * otherwise; it remembers what it was asked.
 */
public final class GroundAgent implements AutoCloseable {
  private static final int DATAGRAM = 2048;
  private static final String OTHER_NONCE = "0".repeat(32);

  private final PairingCode code = PairingCode.draw(new SecureRandom());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ServerSocket connections;
  private final DatagramSocket datagrams;
  private final List<Integer> questions = new CopyOnWriteArrayList<>();
  private final List<LocalRequest> requests = new CopyOnWriteArrayList<>();
  private final List<String> paired = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile Identity own = PeerPki.named("platen local").self();
  private volatile byte[] inventory = written(List.of());
  private volatile boolean mixesUpQuestions;
  private volatile boolean knowsItsCode = true;
  private volatile @Nullable String refusal;

  GroundAgent() {
    try {
      this.connections = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      this.datagrams =
          new DatagramSocket(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), connections.getLocalPort()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    threads.execute(this::hear);
    threads.execute(this::accept);
  }

  /** Where it is, as somebody types it. */
  public String where() {
    return "localhost:" + connections.getLocalPort();
  }

  /** What it shows, as somebody types it. */
  public String code() {
    return code.text();
  }

  /** It answers each question as if another had been asked. */
  public void mixUpQuestions() {
    mixesUpQuestions = true;
  }

  /** It lets anybody in, and does not know the code itself. */
  public void forgetCode() {
    knowsItsCode = false;
  }

  /** It refuses to pair. */
  public void refuse(String reason) {
    refusal = reason;
  }

  /** Another one at the same place, which answers everybody. */
  public void becomeAnother() {
    own = PeerPki.named("platen local").self();
  }

  /** What it has to say of its printers from now on. */
  public void tell(List<PrinterReport> printers) {
    tell(written(printers));
  }

  /** The same as a document, whatever it is. */
  public void tell(byte[] document) {
    inventory = document.clone();
  }

  private static byte[] written(List<PrinterReport> printers) {
    return LocalCodec.write(new LocalAnswer.Printers(printers, "conformance suite"));
  }

  /** The bytes of each question by UDP, in order. */
  public List<Integer> questions() {
    return List.copyOf(questions);
  }

  /** What came over TLS, in order. */
  public List<LocalRequest> requests() {
    return List.copyOf(requests);
  }

  /** How often it was asked for its printers. */
  public long reads() {
    return requests.stream().filter(LocalRequest.Read.class::isInstance).count();
  }

  private void hear() {
    while (!datagrams.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(new byte[DATAGRAM], DATAGRAM);
        datagrams.receive(packet);
        answer(packet);
      } catch (IOException | ProtocolException e) {
        // Closed meanwhile, or no question.
      }
    }
  }

  private void answer(DatagramPacket packet) throws IOException, ProtocolException {
    Finding.Find find = LocalCodec.readFind(Arrays.copyOf(packet.getData(), packet.getLength()));
    questions.add(packet.getLength());
    byte[] found =
        LocalCodec.write(
            new Finding.Found(
                mixesUpQuestions ? OTHER_NONCE : find.nonce(),
                PairingCode.print(own.chain().get(0)),
                connections.getLocalPort()));
    datagrams.send(new DatagramPacket(found, found.length, packet.getSocketAddress()));
  }

  private void accept() {
    while (!connections.isClosed()) {
      try {
        Socket client = connections.accept();
        client.setTcpNoDelay(true);
        open.add(client);
        threads.execute(() -> serve(client));
      } catch (IOException | RejectedExecutionException e) {
        // Closed meanwhile, or a client that left at once.
      }
    }
  }

  private void serve(Socket client) {
    Identity now = own;
    SSLContext context = LocalTls.context(now);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(client, null, true)) {
      socket.setUseClientMode(false);
      socket.setNeedClientAuth(true);
      LocalTls.restrict(socket);
      socket.startHandshake();
      X509Certificate device = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      while (true) {
        LocalRequest request = LocalCodec.readRequest(LocalFrame.read(socket.getInputStream()));
        requests.add(request);
        LocalFrame.write(socket.getOutputStream(), answer(request, now, device));
      }
    } catch (IOException | ProtocolException | RuntimeException e) {
      // The device has left, or talks otherwise: what it has asked shows it.
    }
  }

  private byte[] answer(LocalRequest request, Identity now, X509Certificate device) {
    if (!(request instanceof LocalRequest.Pair pair)) {
      return isKnown(device) ? inventory : LocalCodec.write(new LocalAnswer.Refused("not-paired"));
    }
    X509Certificate agent = now.chain().get(0);
    String refused = refusal;
    if (refused != null) {
      return LocalCodec.write(new LocalAnswer.Refused(refused));
    }
    if (!knowsItsCode) {
      paired.add(PairingCode.print(device));
      PairingCode other = PairingCode.draw(new SecureRandom());
      return LocalCodec.write(new LocalAnswer.Paired(other.proof(Side.AGENT, agent, device)));
    }
    if (!pair.proof().equals(code.proof(Side.DEVICE, agent, device))) {
      return LocalCodec.write(new LocalAnswer.Refused("wrong-code"));
    }
    paired.add(PairingCode.print(device));
    return LocalCodec.write(new LocalAnswer.Paired(code.proof(Side.AGENT, agent, device)));
  }

  private boolean isKnown(X509Certificate device) {
    return paired.contains(PairingCode.print(device));
  }

  @Override
  public void close() throws IOException {
    datagrams.close();
    connections.close();
    for (Socket each : open) {
      each.close();
    }
    threads.shutdownNow();
  }
}

package io.platen.device.printer.local;

import io.platen.device.port.Datagrams;
import io.platen.device.port.HostNames;
import io.platen.device.port.Streams;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Traffic;
import io.platen.device.printer.web.GuardedSocket;
import io.platen.protocol.codec.LocalCodec;
import io.platen.protocol.local.Finding;
import io.platen.protocol.local.LocalAnswer;
import io.platen.protocol.local.LocalRequest;
import io.platen.protocol.local.PairingCode;
import io.platen.protocol.local.PairingCode.Side;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Asks local agents: whether one is there, to be paired with it, and for its printers. What an
 * agent may cost is bounded, and nothing of it is believed that it could say of others: where a
 * printer is in the network. [PLT-LPA-023] [PLT-LPA-024]
 */
public final class LocalAgents {
  /** Where agents listen unless somebody has set it otherwise: UDP and TCP. */
  public static final int PORT = 35;

  /** The reader's kind: in sources, and of targets. */
  public static final String KIND = "local";

  /** An agent reads its printers while the device waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration FINDING = Duration.ofSeconds(2);
  private static final int MOST_BYTES = 512 * 1024;
  private static final int NONCE_BYTES = 16;

  private final Streams streams;
  private final Datagrams datagrams;
  private final HostNames names;
  private final SecureRandom random;

  public LocalAgents(Streams streams, Datagrams datagrams, HostNames names, SecureRandom random) {
    this.streams = streams;
    this.datagrams = datagrams;
    this.names = names;
    this.random = random;
  }

  /** Why an agent gave nothing, in words for the operator. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String why) {
      super(why);
    }
  }

  /** Who answers by UDP at that host; empty where nobody does. [PLT-LPA-020] */
  public Optional<Finding.Found> find(String host, int port)
      throws IOException, InterruptedException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    Finding.Find find = new Finding.Find(HexFormat.of().formatHex(nonce));
    InetSocketAddress to = new InetSocketAddress(names.resolve(host), port);
    try (Datagrams.Endpoint endpoint = datagrams.open()) {
      endpoint.send(ByteBuffer.wrap(LocalCodec.write(find)), to);
      while (true) {
        Duration left = FINDING.minus(endpoint.elapsed());
        Optional<Datagrams.Datagram> datagram =
            left.isNegative() ? Optional.empty() : endpoint.receive(left);
        if (datagram.isEmpty()) {
          return Optional.empty();
        }
        Optional<Finding.Found> found = found(datagram.get().payload());
        if (found.filter(each -> each.nonce().equals(find.nonce())).isPresent()) {
          return found;
        }
      }
    }
  }

  private static Optional<Finding.Found> found(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    try {
      return Optional.of(LocalCodec.readFound(bytes));
    } catch (ProtocolException e) {
      return Optional.empty(); // anybody may have sent it
    }
  }

  /**
   * Pairs with the agent that shows this code.
   *
   * @throws RefusedException when it refuses, or does not know the code itself
   */
  public Pairings.Peer pair(LocalIdentity own, String host, int port, PairingCode code)
      throws IOException, InterruptedException, RefusedException {
    try (Conversation with = new Conversation(own, host, port)) {
      X509Certificate agent = with.agent();
      LocalAnswer answer =
          with.ask(new LocalRequest.Pair(code.proof(Side.DEVICE, agent, own.certificate())));
      if (answer instanceof LocalAnswer.Refused refused) {
        throw new RefusedException(words(host, refused.reason()));
      }
      // [PLT-LPA-022] Else whoever answers could have let anything count as the code.
      boolean proven =
          answer instanceof LocalAnswer.Paired paired
              && paired.proof().equals(code.proof(Side.AGENT, agent, own.certificate()));
      if (!proven) {
        throw new RefusedException(
            host + " does not know the code itself: something else answers there");
      }
      return new Pairings.Peer(host, port, PairingCode.print(agent));
    }
  }

  /**
   * The printers of an agent, each as if it had answered itself.
   *
   * @param now by the device's clock: the agent's may be anything
   * @throws RefusedException when the agent is another, or what it says is refused
   */
  public List<PrinterSnapshot> read(LocalIdentity own, Pairings.Peer agent, Instant now)
      throws IOException, InterruptedException, RefusedException {
    try (Conversation with = new Conversation(own, agent.host(), agent.port())) {
      // [PLT-LPA-021]
      if (!PairingCode.print(with.agent()).equals(agent.print())) {
        throw new RefusedException(
            agent.host() + " shows another certificate than when it was paired; pair it anew");
      }
      LocalAnswer answer = with.ask(new LocalRequest.Read());
      if (answer instanceof LocalAnswer.Refused refused) {
        throw new RefusedException(words(agent.host(), refused.reason()));
      }
      if (!(answer instanceof LocalAnswer.Printers printers)) {
        throw new RefusedException(agent.host() + " answers something else than was asked");
      }
      return snapshots(printers, agent, with.address(), now);
    }
  }

  private static String words(String host, String reason) {
    return switch (reason) {
      case "not-paired" -> host + " does not know this device; pair it anew";
      case "wrong-code" -> host + " shows another code";
      case "no-code" -> host + " shows no code now; have it show a new one";
      default -> host + " refuses: " + reason;
    };
  }

  private static List<PrinterSnapshot> snapshots(
      LocalAnswer.Printers printers, Pairings.Peer agent, InetSocketAddress at, Instant now) {
    List<PrinterSnapshot> snapshots = new ArrayList<>();
    for (PrinterReport each : printers.printers()) {
      PrinterTarget target =
          new PrinterTarget(
              at,
              new SnmpAccess(SnmpAccess.Version.V2C, KIND + " " + each.key(), agent.port()),
              Set.of(KIND));
      snapshots.add(new PrinterSnapshot(target, now, facts(each, agent.host()), Traffic.NONE));
    }
    return snapshots;
  }

  /** [PLT-LPA-024] [PLT-LPA-026] Where it is in the network is not the agent's to say. */
  private static PrinterFacts facts(PrinterReport told, String via) {
    PrinterIdentity identity =
        Objects.requireNonNullElseGet(told.identity(), () -> PrinterIdentity.builder().build());
    return new PrinterFacts(
        identity.toBuilder().address(null).mac(null).hostName(null).via(via).build(),
        Objects.requireNonNullElseGet(
            told.status(),
            () -> new PrinterStatus(PrinterStatus.State.UNKNOWN, List.of(), List.of())),
        orNone(told.meters()),
        orNone(told.supplies()),
        orNone(told.trays()),
        orNone(told.alerts()));
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  /** One connection. */
  private final class Conversation implements AutoCloseable {
    private final Streams.Endpoint endpoint;
    private final InetSocketAddress address;
    private final SSLSocket secure;

    Conversation(LocalIdentity own, String host, int port)
        throws IOException, InterruptedException {
      address = new InetSocketAddress(names.resolve(host), port);
      endpoint = streams.open();
      try {
        endpoint.connect(address, CONNECT);
        GuardedSocket guarded = new GuardedSocket(endpoint, PATIENCE, MOST_BYTES);
        secure =
            (SSLSocket) own.context().getSocketFactory().createSocket(guarded, host, port, true);
        secure.setEnabledProtocols(new String[] {"TLSv1.3"});
        secure.startHandshake();
      } catch (IOException | InterruptedException | RuntimeException e) {
        endpoint.close();
        throw e;
      }
    }

    InetSocketAddress address() {
      return address;
    }

    X509Certificate agent() throws IOException {
      return (X509Certificate) secure.getSession().getPeerCertificates()[0];
    }

    LocalAnswer ask(LocalRequest request) throws IOException, RefusedException {
      LocalFrames.write(secure.getOutputStream(), LocalCodec.write(request));
      byte[] answer = LocalFrames.read(secure.getInputStream());
      try {
        return LocalCodec.readAnswer(answer);
      } catch (ProtocolException e) {
        throw new RefusedException(
            address.getHostString() + " answers what is no document: " + e.getMessage());
      }
    }

    @Override
    public void close() throws IOException {
      endpoint.close();
    }
  }
}

package io.platen.conformance.peers;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.adapter.Reply.Outcome;
import io.platen.conformance.wire.Identity;
import io.platen.conformance.wire.LocalTls;
import io.platen.protocol.codec.LocalCodec;
import io.platen.protocol.local.Finding;
import io.platen.protocol.local.LocalAnswer;
import io.platen.protocol.local.LocalRequest;
import io.platen.protocol.local.PairingCode;
import io.platen.protocol.local.PairingCode.Side;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;

/** How the fake device finds local agents, pairs with them and asks them (chapter LPA). */
final class FakeLocal {
  private static final int PATIENCE = 2_000;
  private static final int DATAGRAM = 2048;
  private static final int NONCE_BYTES = 16;
  private static final int MUCH = 16 * 1024 * 1024;
  private static final Pattern SERIAL = Pattern.compile("<serial>([^<]+)</serial>");

  private final Identity own = PeerPki.named("platen local").self();
  private final Map<Integer, String> agents = new TreeMap<>();
  private final Optional<DeviceFault> fault;
  private final InstantSource clock;

  FakeLocal(Optional<DeviceFault> fault, InstantSource clock) {
    this.fault = fault;
    this.clock = clock;
  }

  /** By what somebody has typed. */
  Reply pair(String where, String code) {
    int port = Integer.parseInt(where.substring(where.lastIndexOf(':') + 1));
    try {
      if (!isThere(port)) {
        return Reply.of(Outcome.FAILED, "no agent answers");
      }
      return pair(port, PairingCode.parse(code).orElseThrow());
    } catch (IOException e) {
      return Reply.of(Outcome.FAILED, "no agent answers: " + e.getMessage());
    }
  }

  private Reply pair(int port, PairingCode code) throws IOException {
    try (SSLSocket socket = connect(port)) {
      X509Certificate mine = own.chain().get(0);
      X509Certificate agent = shown(socket);
      LocalAnswer answer =
          read(ask(socket, new LocalRequest.Pair(code.proof(Side.DEVICE, agent, mine))));
      boolean proven =
          answer instanceof LocalAnswer.Paired paired
              && (paired.proof().equals(code.proof(Side.AGENT, agent, mine))
                  || has(DeviceFault.TAKES_ANY_PROOF));
      if ((proven && !has(DeviceFault.PAIRS_WITH_NOBODY))
          || has(DeviceFault.ASKS_UNPAIRED_AGENTS)) {
        agents.put(port, PairingCode.print(agent));
      }
      return Reply.of(proven ? Outcome.DONE : Outcome.REFUSED, "");
    } catch (ProtocolException e) {
      return Reply.of(Outcome.REFUSED, String.valueOf(e.getMessage()));
    }
  }

  /** [PLT-LPA-020] */
  private boolean isThere(int port) throws IOException {
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    Finding.Find find = new Finding.Find(HexFormat.of().formatHex(nonce));
    byte[] question = question(find);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(PATIENCE);
      InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      socket.send(new DatagramPacket(question, question.length, to));
      DatagramPacket packet = new DatagramPacket(new byte[DATAGRAM], DATAGRAM);
      socket.receive(packet);
      byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
      return LocalCodec.readFound(answer).nonce().equals(find.nonce())
          || has(DeviceFault.TAKES_ANY_WORD_OF_AGENTS);
    } catch (SocketTimeoutException | ProtocolException e) {
      return false;
    }
  }

  private byte[] question(Finding.Find find) {
    byte[] whole = LocalCodec.write(find);
    if (!has(DeviceFault.ASKS_FOR_AGENTS_BRIEFLY)) {
      return whole;
    }
    String text = new String(whole, StandardCharsets.UTF_8);
    return text.replaceAll(" fill=\"[^\"]*\"", " fill=\"\"").getBytes(StandardCharsets.UTF_8);
  }

  /** All printers of the agents that it is paired with. */
  List<PrinterReport> read() {
    List<PrinterReport> all = new ArrayList<>();
    for (Map.Entry<Integer, String> agent : agents.entrySet()) {
      try {
        all.addAll(read(agent.getKey(), agent.getValue()));
      } catch (IOException e) {
        if (has(DeviceFault.LOSES_ALL_BY_ONE_AGENT)) {
          return List.of();
        }
      }
    }
    return all;
  }

  private List<PrinterReport> read(int port, String print) throws IOException {
    try (SSLSocket socket = connect(port)) {
      if (!PairingCode.print(shown(socket)).equals(print)
          && !has(DeviceFault.KNOWS_AGENTS_BY_THEIR_PLACE)) {
        throw new IOException("It shows another certificate than when they were paired");
      }
      byte[] answer = ask(socket, new LocalRequest.Read());
      List<PrinterReport> told =
          read(answer) instanceof LocalAnswer.Printers printers ? printers.printers() : List.of();
      return told.stream().map(each -> own(each, port)).toList();
    } catch (ProtocolException e) {
      throw new IOException(e);
    }
  }

  private LocalAnswer read(byte[] answer) throws ProtocolException {
    try {
      return LocalCodec.readAnswer(answer);
    } catch (ProtocolException e) {
      if (has(DeviceFault.TAKES_ANY_INVENTORY)) {
        return new LocalAnswer.Printers(guessed(answer), null);
      }
      throw e;
    }
  }

  private List<PrinterReport> guessed(byte[] answer) {
    return SERIAL
        .matcher(new String(answer, StandardCharsets.UTF_8))
        .results()
        .map(found -> found.group(1))
        .distinct()
        .map(serial -> PrinterIdentity.builder().serial(serial).build())
        .map(identity -> identified("p" + identity.serial(), clock.instant(), identity))
        .toList();
  }

  private static PrinterReport identified(String key, Instant read, PrinterIdentity identity) {
    return new PrinterReport(key, read, identity, null, null, null, null, null);
  }

  /** [PLT-LPA-024] [PLT-LPA-026] */
  private PrinterReport own(PrinterReport told, int port) {
    PrinterIdentity said = Objects.requireNonNull(told.identity());
    PrinterIdentity.Builder identity = said.toBuilder();
    if (!has(DeviceFault.TAKES_PLACES_FROM_AGENTS)) {
      identity.address(null).mac(null).hostName(null);
    }
    if (!has(DeviceFault.LETS_AGENTS_NAME_THEMSELVES)) {
      identity.via(has(DeviceFault.NAMES_NO_AGENT) ? null : "localhost");
    }
    Instant read = has(DeviceFault.TAKES_TIMES_FROM_AGENTS) ? told.read() : clock.instant();
    return identified("local-" + port + "-" + told.key(), read, identity.build());
  }

  private SSLSocket connect(int port) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            LocalTls.context(own)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port);
    LocalTls.restrict(socket);
    socket.startHandshake();
    return socket;
  }

  private static X509Certificate shown(SSLSocket socket) throws IOException {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }

  private byte[] ask(SSLSocket socket, LocalRequest request) throws IOException {
    LocalFrame.write(socket.getOutputStream(), LocalCodec.write(request));
    return has(DeviceFault.TAKES_ANY_INVENTORY)
        ? LocalFrame.read(socket.getInputStream(), MUCH)
        : LocalFrame.read(socket.getInputStream());
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}

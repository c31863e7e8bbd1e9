package io.platen.conformance.printers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * One printer of a test: an ordinary one until the test says otherwise. What is changed holds from
 * the next request on.
 */
public final class SuitePrinter {
  /** Of IPv4 and UDP. */
  private static final int HEADERS = 28;

  private static final byte[] GARBAGE = {0x30, 0x7f, 0x02, 0x01, 0x01};
  private static final OctetString ENGINE = OctetString.fromHexString("80:00:a6:2f:04:63:6f:6e:66");
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SuitePrinters network;
  private final InetSocketAddress at;
  private final DatagramChannel channel;
  private final PrinterTable table = new PrinterTable();
  private final List<Asked> asked = new ArrayList<>();
  private final List<PrinterPort> ports = new CopyOnWriteArrayList<>();
  private String community = "public";
  private String user = "";
  private boolean refuses;
  private long octets;
  private Manner manner = Manner.RIGHT;
  private @Nullable Held held;

  /** How a printer answers. */
  public enum Manner {
    RIGHT,
    /** Not at all. */
    SILENT,
    /** Each answer goes out when the next request has come, and is none to that one. */
    LATE,
    /** Octets that are no SNMP. */
    GARBAGE
  }

  private record Held(ByteBuffer answer, InetSocketAddress to) {}

  SuitePrinter(SuitePrinters network, DatagramChannel channel, InetSocketAddress at) {
    this.network = network;
    this.channel = channel;
    this.at = at;
    PrinterMib.ordinary(this, network.next());
  }

  public String address() {
    return at.getAddress().getHostAddress();
  }

  public int port() {
    return at.getPort();
  }

  public SuitePrinter set(String oid, Variable value) {
    table.set(new OID(oid), value);
    return this;
  }

  public SuitePrinter set(String oid, String text) {
    return set(oid, new OctetString(text));
  }

  public SuitePrinter set(String oid, int number) {
    return set(oid, new Integer32(number));
  }

  public SuitePrinter count(String oid, long number) {
    return set(oid, new Counter32(number));
  }

  public SuitePrinter ticks(String oid, long number) {
    return set(oid, new TimeTicks(number));
  }

  /** From now on it is something else, whose agent answers as before. */
  public SuitePrinter noPrinter() {
    return drop(PrinterMib.DEVICES).drop(PrinterMib.PRINTER);
  }

  /** Takes away an object, or all that are below. */
  public SuitePrinter drop(String oid) {
    table.drop(new OID(oid));
    return this;
  }

  public Optional<Variable> find(String oid) {
    return table.find(new OID(oid));
  }

  /** To every other one it says nothing. */
  public synchronized SuitePrinter community(String name) {
    community = name;
    return this;
  }

  /** Asked by another community it says that this may not be, in place of nothing. */
  public synchronized SuitePrinter refuses() {
    refuses = true;
    return this;
  }

  /** It has an engine of v3 too, and answers this user, who neither signs nor encrypts. */
  public synchronized SuitePrinter user(String name) {
    user = name;
    return this;
  }

  /**
   * From now on it takes connections at a TCP port.
   *
   * @return empty where the suite cannot listen there, as at ports below 1024
   */
  public Optional<PrinterPort> takes(int tcp) {
    try {
      PrinterPort opened = network.port(new InetSocketAddress(at.getAddress(), tcp));
      ports.add(opened);
      return Optional.of(opened);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  public synchronized SuitePrinter answers(Manner how) {
    manner = how;
    return this;
  }

  /** It has printed: its life count grows, where it has one. */
  public SuitePrinter print(long pages) {
    return find(PrinterMib.LIFE_COUNT).isEmpty()
        ? this
        : count(PrinterMib.LIFE_COUNT, pages() + pages);
  }

  /** Its life count; 0 where it has none. */
  public long pages() {
    return find(PrinterMib.LIFE_COUNT).map(Variable::toLong).orElse(0L);
  }

  /** All that has come until now, in order. */
  public List<Asked> asked() {
    network.hearAll();
    synchronized (this) {
      return List.copyOf(asked);
    }
  }

  /** The octets of all that has come and of what it has answered, with those of IPv4 and UDP. */
  public long octets() {
    network.hearAll();
    synchronized (this) {
      return octets;
    }
  }

  /** What came until now is no longer of interest. */
  public void forget() {
    network.hearAll();
    synchronized (this) {
      asked.clear();
      octets = 0;
    }
  }

  /** Takes what has come; without one waiting datagram it does nothing. */
  synchronized void hear(ByteBuffer buffer) throws IOException {
    for (PrinterPort each : ports) {
      each.hear(buffer);
    }
    while (channel.isOpen()) {
      buffer.clear();
      InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
      if (from == null) {
        return;
      }
      byte[] datagram = new byte[buffer.flip().remaining()];
      buffer.get(datagram);
      octets += datagram.length + HEADERS;
      asked.add(Asked.of(datagram, from, network.now()));
      answer(datagram, from);
    }
  }

  private void answer(byte[] datagram, InetSocketAddress from) throws IOException {
    Optional<ByteBuffer> right = right(datagram);
    Held before = held;
    if (before != null) {
      held = null;
      channel.send(before.answer(), before.to());
    }
    switch (manner) {
      case RIGHT -> send(right, from);
      case GARBAGE -> send(Optional.of(ByteBuffer.wrap(GARBAGE)), from);
      case SILENT -> send(Optional.empty(), from);
      case LATE -> {
        right.ifPresent(answer -> held = new Held(answer, from));
        send(Optional.empty(), from);
      }
    }
  }

  private void send(Optional<ByteBuffer> answer, InetSocketAddress to) throws IOException {
    if (answer.isPresent()) {
      octets += answer.get().remaining() + HEADERS;
      channel.send(answer.get(), to);
    } else if (network.tellsOfSilence()) {
      channel.send(NOTHING.duplicate(), to);
    }
  }

  private Optional<ByteBuffer> right(byte[] datagram) {
    try {
      SnmpMessage message = SnmpMessage.decode(datagram);
      return byCommunity(message).map(SnmpMessage::encode).map(ByteBuffer::wrap);
    } catch (IOException | RuntimeException e) {
      return byUser(datagram).map(ByteBuffer::wrap);
    }
  }

  private Optional<SnmpMessage> byCommunity(SnmpMessage message) {
    if (message.community().toString().equals(community)) {
      return table.answer(message);
    }
    return refuses ? Optional.of(message.error(PDU.authorizationError, 1)) : Optional.empty();
  }

  /** RFC 3414 section 3.2: who does not know the engine is told of it. */
  private Optional<byte[]> byUser(byte[] datagram) {
    try {
      UserMessage message = UserMessage.decode(datagram);
      if (user.isEmpty()) {
        return Optional.empty();
      }
      if (!message.engine().equals(ENGINE)) {
        return Optional.of(message.answer(ENGINE, unknownEngine()).encode());
      }
      return message.user().toString().equals(user)
          ? table
              .answer(new SnmpMessage(SnmpMessage.V2C, new OctetString(), message.pdu()))
              .map(answer -> message.answer(ENGINE, answer.pdu()).encode())
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // an agent drops what it does not understand
    }
  }

  /** RFC 3414 section 5: usmStatsUnknownEngineIDs. */
  private static PDU unknownEngine() {
    PDU report = new PDU();
    report.setType(PDU.REPORT);
    report.add(new VariableBinding(new OID("1.3.6.1.6.3.15.1.1.4.0"), new Counter32(1)));
    return report;
  }

  void close() throws IOException {
    for (PrinterPort each : ports) {
      each.close();
    }
    channel.close();
  }

  @Override
  public String toString() {
    return "the printer at " + address();
  }
}

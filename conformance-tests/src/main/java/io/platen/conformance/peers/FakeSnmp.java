package io.platen.conformance.peers;

import io.platen.conformance.printers.SnmpMessage;
import io.platen.conformance.printers.UserMessage;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.ScopedPDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * How the fake device asks one printer by SNMP. An empty datagram is the word of the suite's own
 * printers that no answer comes, so nothing here depends on how fast anything is.
 */
final class FakeSnmp implements AutoCloseable {
  /** Of IPv4 and UDP. */
  private static final int HEADERS = 28;

  private static final int LARGEST_DATAGRAM = 65_535;
  private static final int PATIENCE_MILLISECONDS = 30_000;

  /** More than any printer of the suite has in one table. */
  private static final int LONGEST_WALK = 1_000;

  private final SnmpAccess access;
  private final DatagramSocket socket;
  private final boolean hasty;
  private OctetString engine = new OctetString();
  private int last;
  private boolean heard;
  private long bytes;

  FakeSnmp(InetAddress address, SnmpAccess access, Optional<DeviceFault> fault) {
    this.access = access;
    this.hasty = FakeDevice.has(fault, DeviceFault.NAMES_ITS_USER_AT_ONCE);
    try {
      socket = new DatagramSocket();
      socket.connect(new InetSocketAddress(address, access.port()));
      socket.setSoTimeout(PATIENCE_MILLISECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has sent and received, with headers. */
  long bytes() {
    return bytes;
  }

  /** Whether anything has come from there, be it a refusal. */
  boolean heard() {
    return heard;
  }

  /** Empty where there is no answer, or one that says no. */
  Optional<PDU> ask(int type, List<OID> names) {
    return access.user() == null ? byCommunity(type, names) : byUser(type, names);
  }

  private Optional<PDU> byCommunity(int type, List<OID> names) {
    return send(question(type, names))
        .flatMap(FakeSnmp::read)
        .filter(each -> each.getErrorStatus() == PDU.noError);
  }

  private byte[] question(int type, List<OID> names) {
    boolean first = access.version() == SnmpAccess.Version.V1;
    PDU pdu = asked(first ? new PDUv1() : new PDU(), type, names);
    int version = first ? SnmpMessage.V1 : SnmpMessage.V2C;
    return new SnmpMessage(version, new OctetString(access.community()), pdu).encode();
  }

  /** Asks for one object, and does not wait. */
  void send(String oid) {
    byte[] question = question(PDU.GET, List.of(new OID(oid)));
    try {
      socket.send(new DatagramPacket(question, question.length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** [PLT-SYN-026] Without a name until its engine is known. */
  private Optional<PDU> byUser(int type, List<OID> names) {
    String user = Objects.requireNonNull(access.user()).name();
    if (engine.length() == 0 && !hasty) {
      asked(new ScopedPDU(), type, List.of());
      send(UserMessage.discovery(last).encode())
          .flatMap(FakeSnmp::readByUser)
          .ifPresent(each -> engine = each.engine());
      if (engine.length() == 0) {
        return Optional.empty();
      }
    }
    ScopedPDU pdu = (ScopedPDU) asked(new ScopedPDU(), type, names);
    return send(UserMessage.discovery(last).by(user, engine, pdu).encode())
        .flatMap(FakeSnmp::readByUser)
        .map(UserMessage::pdu)
        .filter(each -> each.getType() == PDU.RESPONSE && each.getErrorStatus() == PDU.noError)
        .map(each -> each);
  }

  private PDU asked(PDU pdu, int type, List<OID> names) {
    pdu.setType(type);
    pdu.setRequestID(new Integer32(++last));
    names.forEach(name -> pdu.add(new VariableBinding(name)));
    return pdu;
  }

  private Optional<byte[]> send(byte[] message) {
    bytes += message.length + HEADERS;
    try {
      socket.send(new DatagramPacket(message, message.length));
      return answer();
    } catch (PortUnreachableException | SocketTimeoutException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<byte[]> answer() throws IOException {
    DatagramPacket got = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
    while (true) {
      got.setLength(LARGEST_DATAGRAM);
      socket.receive(got);
      if (got.getLength() == 0) {
        return Optional.empty();
      }
      heard = true;
      bytes += got.getLength() + HEADERS;
      byte[] datagram = Arrays.copyOf(got.getData(), got.getLength());
      int id =
          access.user() == null
              ? read(datagram).map(each -> each.getRequestID().getValue()).orElse(last)
              : readByUser(datagram).map(UserMessage::id).orElse(last);
      if (id == last) {
        return Optional.of(datagram);
      }
    }
  }

  private static Optional<PDU> read(byte[] datagram) {
    try {
      return Optional.of(SnmpMessage.decode(datagram).pdu());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<UserMessage> readByUser(byte[] datagram) {
    try {
      return Optional.of(UserMessage.decode(datagram));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** All that is below this name. */
  NavigableMap<OID, Variable> walk(String below) {
    NavigableMap<OID, Variable> found = new TreeMap<>();
    OID root = new OID(below);
    OID next = root;
    for (int i = 0; i < LONGEST_WALK; i++) {
      Optional<PDU> answer = ask(PDU.GETNEXT, List.of(next));
      if (answer.isEmpty() || answer.get().get(0).isException()) {
        return found;
      }
      VariableBinding got = answer.get().get(0);
      if (!got.getOid().startsWith(root)) {
        return found;
      }
      found.put(got.getOid(), got.getVariable());
      next = got.getOid();
    }
    return found;
  }

  /** Empty where it has none. */
  Optional<Variable> get(String oid) {
    return ask(PDU.GET, List.of(new OID(oid)))
        .map(answer -> answer.get(0))
        .filter(got -> !got.isException())
        .map(VariableBinding::getVariable);
  }

  @Override
  public void close() {
    socket.close();
  }
}

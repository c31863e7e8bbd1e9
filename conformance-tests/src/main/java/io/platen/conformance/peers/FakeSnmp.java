package io.platen.conformance.peers;

import io.platen.conformance.printers.SnmpMessage;
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
import java.util.Optional;
import java.util.TreeMap;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
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
  private static final int LARGEST_DATAGRAM = 65_535;
  private static final int PATIENCE_MILLISECONDS = 30_000;

  /** More than any printer of the suite has in one table. */
  private static final int LONGEST_WALK = 1_000;

  private final SnmpAccess access;
  private final DatagramSocket socket;
  private int last;

  FakeSnmp(InetAddress address, SnmpAccess access) {
    this.access = access;
    try {
      socket = new DatagramSocket();
      socket.connect(new InetSocketAddress(address, access.port()));
      socket.setSoTimeout(PATIENCE_MILLISECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty where there is no answer, or one that says no. */
  Optional<PDU> ask(int type, List<OID> names) {
    boolean first = access.version() == SnmpAccess.Version.V1;
    PDU pdu = first ? new PDUv1() : new PDU();
    pdu.setType(type);
    pdu.setRequestID(new Integer32(++last));
    names.forEach(name -> pdu.add(new VariableBinding(name)));
    int version = first ? SnmpMessage.V1 : SnmpMessage.V2C;
    byte[] message = new SnmpMessage(version, new OctetString(access.community()), pdu).encode();
    try {
      socket.send(new DatagramPacket(message, message.length));
      return answer();
    } catch (PortUnreachableException | SocketTimeoutException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<PDU> answer() throws IOException {
    DatagramPacket heard = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
    while (true) {
      heard.setLength(LARGEST_DATAGRAM);
      socket.receive(heard);
      if (heard.getLength() == 0) {
        return Optional.empty();
      }
      Optional<PDU> pdu = read(Arrays.copyOf(heard.getData(), heard.getLength()));
      if (pdu.isEmpty() || pdu.get().getRequestID().getValue() == last) {
        return pdu.filter(each -> each.getErrorStatus() == PDU.noError);
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

package io.platen.device.trap;

import io.platen.device.printer.snmp.usm.NotificationEngine;
import io.platen.device.printer.snmp.usm.Notified;
import io.platen.device.snmp.SnmpMessage;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import io.platen.protocol.sync.SnmpUser;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/** Opens datagrams of SNMP v1, v2c and v3. Belongs to one thread, but for what it is told. */
final class TrapOpener {
  /** RFC 3584 snmpTrapAddress.0: who sent it, where somebody has passed it on. */
  private static final OID TRAP_ADDRESS = new OID("1.3.6.1.6.3.18.1.3.0");

  private static final int V1 = 0;
  private static final int V2C = 1;
  private static final int V3 = 3;

  private final NotificationEngine engine;
  private volatile Set<String> communities = Set.of();

  TrapOpener(NotificationEngine engine) {
    this.engine = engine;
  }

  /** Whose traps are known: by the credentials of the discovery entries. */
  void know(Collection<SnmpAccess> accesses) {
    Set<String> names = new HashSet<>();
    Set<SnmpUser> users = new LinkedHashSet<>();
    for (SnmpAccess access : accesses) {
      SnmpUser user = access.user();
      if (user == null) {
        names.add(access.community());
      } else {
        users.add(user);
      }
    }
    communities = Set.copyOf(names);
    engine.know(users);
  }

  /**
   * Whatever a stranger sends, this answers and throws nothing.
   *
   * @param now on the clock that never goes back
   */
  Opened open(ByteBuffer datagram, Duration now) {
    try {
      ByteBuffer bytes = datagram.duplicate();
      BERInputStream in = new BERInputStream(bytes);
      BER.MutableByte type = new BER.MutableByte();
      BER.decodeHeader(in, type);
      if (type.getValue() != BER.SEQUENCE) {
        return Opened.malformed();
      }
      int version = BER.decodeInteger(in, new BER.MutableByte());
      return switch (version) {
        case V1, V2C -> openCommunity(version, in, bytes);
        case V3 -> openUser(datagram, now);
        default -> Opened.malformed();
      };
    } catch (IOException | RuntimeException e) {
      return Opened.malformed();
    }
  }

  private Opened openCommunity(int version, BERInputStream in, ByteBuffer rest) throws IOException {
    String community =
        new String(BER.decodeString(in, new BER.MutableByte()), StandardCharsets.UTF_8);
    int type = rest.get(rest.position());
    boolean fits =
        version == V1 ? type == PDU.V1TRAP : type == PDU.NOTIFICATION || type == PDU.INFORM;
    if (!fits) {
      return Opened.malformed();
    }
    PDU pdu = version == V1 ? new PDUv1() : new PDU();
    pdu.decodeBER(in);
    return new Opened(
        Opened.What.TRAP,
        TrapKind.of(pdu),
        agent(pdu),
        communities.contains(community),
        type == PDU.INFORM ? acknowledgement(community, pdu) : null);
  }

  /** [PLT-ALR-006] RFC 3416 section 4.2.7: else it is sent again and again. */
  private static ByteBuffer acknowledgement(String community, PDU inform) {
    PDU answer = new PDU(inform);
    answer.setType(PDU.RESPONSE);
    answer.setErrorStatus(PDU.noError);
    answer.setErrorIndex(0);
    answer.setRequestID(new Integer32(inform.getRequestID().getValue()));
    return new SnmpMessage(Version.V2C, community, answer).encode();
  }

  private Opened openUser(ByteBuffer datagram, Duration now) {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.duplicate().get(bytes);
    Notified notified = engine.hear(bytes, now);
    if (notified instanceof Notified.Trap trap) {
      return new Opened(
          Opened.What.TRAP, TrapKind.of(trap.pdu()), agent(trap.pdu()), true, trap.answer());
    }
    if (notified instanceof Notified.Question question) {
      return new Opened(Opened.What.QUESTION, null, null, false, question.answer());
    }
    return notified instanceof Notified.Refused refused
        ? Opened.notAuthentic(refused.answer())
        : Opened.malformed();
  }

  /** A v1 trap names its agent, 0.0.0.0 where it does not know itself. */
  private static @Nullable InetAddress agent(PDU pdu) {
    return named(pdu)
        .map(IpAddress::getInetAddress)
        .filter(address -> !address.isAnyLocalAddress())
        .orElse(null);
  }

  private static Optional<IpAddress> named(PDU pdu) {
    if (pdu instanceof PDUv1 old) {
      return Optional.ofNullable(old.getAgentAddress());
    }
    return pdu.getVariableBindings().stream()
        .filter(each -> TRAP_ADDRESS.equals(each.getOid()))
        .map(VariableBinding::getVariable)
        .filter(IpAddress.class::isInstance)
        .map(IpAddress.class::cast)
        .findFirst();
  }
}

package io.platen.conformance.peers;

import io.platen.conformance.printers.PrinterMib;
import io.platen.conformance.printers.SnmpMessage;
import io.platen.conformance.printers.Trap;
import io.platen.conformance.printers.UsmMessage;
import io.platen.conformance.printers.UsmMessage.Engine;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.SnmpUser;
import io.platen.protocol.sync.SyncDocument;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.ScopedPDU;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/** What the fake device makes of datagrams that come to its port for traps. */
final class FakeTrapReader {
  private static final OID ADDRESS = new OID("1.3.6.1.6.3.18.1.3.0");
  private static final OID WORDS = new OID(PrinterMib.ALERTS + ".8");
  private static final int V1 = 0;
  private static final int V3 = 3;

  /** Its own: of informs it is authoritative. */
  private static final Engine OWN =
      new Engine(OctetString.fromHexString("80:00:1f:88:04:66:61:6b:65"), 3, 17);

  private final FakeSync sync;
  private final Optional<DeviceFault> fault;

  FakeTrapReader(FakeSync sync, Optional<DeviceFault> fault) {
    this.sync = sync;
    this.fault = fault;
  }

  /**
   * What came of a datagram.
   *
   * @param agent whom it names; null where it names nobody
   * @param answer empty where there is none
   * @param words what it says of an alert, which nobody must believe
   */
  record Heard(boolean isHint, @Nullable InetAddress agent, OctetString answer, String words) {
    static Heard nothing(boolean hint) {
      return new Heard(hint, null, new OctetString(), "");
    }
  }

  Heard read(byte[] datagram) {
    boolean anything = has(DeviceFault.TAKES_ANYTHING_FOR_A_TRAP);
    try {
      return version(datagram) == V3 ? byUser(datagram) : byCommunity(datagram, anything);
    } catch (IOException | RuntimeException e) {
      return Heard.nothing(anything);
    }
  }

  /** The integer behind the length of the whole. */
  private static int version(byte[] datagram) {
    int lengths = (datagram[1] & 0x80) == 0 ? 1 : 1 + (datagram[1] & 0x7f);
    return datagram[1 + lengths + 2];
  }

  private Heard byCommunity(byte[] datagram, boolean anything) throws IOException {
    SnmpMessage message = SnmpMessage.decode(datagram);
    PDU pdu = message.pdu();
    boolean first = message.version() == V1;
    boolean trap = first ? pdu.getType() == PDU.V1TRAP : isNotification(pdu);
    if (!trap || (first && has(DeviceFault.KNOWS_TRAPS_OF_V2C_ALONE)) || isIgnored(pdu)) {
      return Heard.nothing(anything);
    }
    boolean answers = pdu.getType() == PDU.INFORM && !has(DeviceFault.ANSWERS_NO_INFORMS);
    OctetString answer =
        answers || has(DeviceFault.ANSWERS_TRAPS)
            ? new OctetString(
                new SnmpMessage(message.version(), message.community(), response(pdu, new PDU()))
                    .encode())
            : new OctetString();
    return new Heard(true, agent(pdu), answer, words(pdu));
  }

  /** [PLT-ALR-010] */
  private boolean isIgnored(PDU pdu) {
    return has(DeviceFault.KNOWS_ALERTS_ALONE)
        && pdu.getType() == PDU.NOTIFICATION
        && pdu.getVariableBindings().stream()
            .noneMatch(each -> Trap.ALERT.equals(each.getVariable()));
  }

  private static boolean isNotification(PDU pdu) {
    return pdu.getType() == PDU.NOTIFICATION || pdu.getType() == PDU.INFORM;
  }

  /** RFC 3416 section 4.2.7. */
  private static PDU response(PDU asked, PDU response) {
    response.setType(PDU.RESPONSE);
    response.setRequestID(asked.getRequestID());
    asked.getVariableBindings().forEach(response::add);
    return response;
  }

  private Heard byUser(byte[] datagram) throws IOException {
    if (has(DeviceFault.KNOWS_TRAPS_OF_V2C_ALONE)) {
      return Heard.nothing(false);
    }
    UsmMessage message = UsmMessage.decode(datagram);
    if (message.engine().id().length() == 0) {
      return discovered(message);
    }
    for (SnmpUser user : users()) {
      try {
        return byUser(message, message.unsealed(datagram, user), user);
      } catch (IOException e) {
        // Not this one.
      }
    }
    return Heard.nothing(has(DeviceFault.TAKES_ANY_USER));
  }

  private Heard byUser(UsmMessage message, ScopedPDU pdu, SnmpUser user) {
    OctetString answer = new OctetString();
    if (pdu.getType() == PDU.INFORM && !has(DeviceFault.ANSWERS_NO_INFORMS)) {
      ScopedPDU response = new ScopedPDU();
      response.setContextEngineID(OWN.id());
      response(pdu, response);
      answer = new OctetString(UsmMessage.sealed(message.id(), 0, OWN, user, response));
    }
    return new Heard(true, agent(pdu), answer, words(pdu));
  }

  private static Heard discovered(UsmMessage message) {
    ScopedPDU report = new ScopedPDU();
    report.setType(PDU.REPORT);
    report.setContextEngineID(OWN.id());
    byte[] answer = UsmMessage.open(message.id(), 0, OWN, "", report);
    return new Heard(false, null, new OctetString(answer), "");
  }

  private List<SnmpUser> users() {
    return sync.document().map(SyncDocument::entries).orElse(List.of()).stream()
        .map(DiscoveryEntry::access)
        .flatMap(List::stream)
        .map(SnmpAccess::user)
        .filter(Objects::nonNull)
        .toList();
  }

  private static @Nullable InetAddress agent(PDU pdu) {
    if (pdu instanceof PDUv1 first) {
      return first.getAgentAddress().getInetAddress();
    }
    return pdu.getVariableBindings().stream()
        .filter(each -> each.getOid().equals(ADDRESS))
        .map(each -> ((IpAddress) each.getVariable()).getInetAddress())
        .findFirst()
        .orElse(null);
  }

  private static String words(PDU pdu) {
    return pdu.getVariableBindings().stream()
        .filter(each -> each.getOid().startsWith(WORDS))
        .map(VariableBinding::getVariable)
        .map(Object::toString)
        .findFirst()
        .orElse("");
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}

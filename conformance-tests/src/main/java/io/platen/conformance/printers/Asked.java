package io.platen.conformance.printers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * A datagram that came to a printer.
 *
 * @param at by the clock of the suite's hosts
 * @param version 0 is v1, 1 is v2c, 3 is v3; -1 for what is no SNMP
 * @param who the community, or the user of v3, which is empty in a discovery of its engine
 * @param type of {@link PDU}; 0 for v3, whose PDU may be encrypted, and for what is no SNMP
 * @param objects what it asks for, in order
 * @param octets of its payload
 */
public record Asked(
    Instant at,
    InetSocketAddress from,
    int version,
    String who,
    int type,
    List<OID> objects,
    int octets) {
  public Asked {
    objects = List.copyOf(objects);
  }

  static Asked of(byte[] datagram, InetSocketAddress from, Instant at) {
    try {
      SnmpMessage message = SnmpMessage.decode(datagram);
      return new Asked(
          at,
          from,
          message.version(),
          message.community().toString(),
          message.pdu().getType(),
          message.pdu().getVariableBindings().stream().map(VariableBinding::getOid).toList(),
          datagram.length);
    } catch (IOException | RuntimeException e) {
      return unknown(datagram, from, at);
    }
  }

  private static Asked unknown(byte[] datagram, InetSocketAddress from, Instant at) {
    try {
      String user = UserMessage.decode(datagram).user().toString();
      return new Asked(at, from, SnmpMessage.V3, user, 0, List.of(), datagram.length);
    } catch (IOException | RuntimeException e) {
      return new Asked(at, from, -1, "", 0, List.of(), datagram.length);
    }
  }

  /** Whether it only reads. */
  public boolean reads() {
    return type == PDU.GET || type == PDU.GETNEXT || type == PDU.GETBULK;
  }

  /** For a line of a report. */
  @Override
  public String toString() {
    String what =
        version < 0 ? "no SNMP" : version == SnmpMessage.V3 ? "v3" : PDU.getTypeString(type);
    return what + " by \"" + who + "\" from port " + from.getPort() + " " + objects;
  }
}

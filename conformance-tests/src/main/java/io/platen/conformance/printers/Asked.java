package io.platen.conformance.printers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
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
      String user = user(datagram);
      return new Asked(at, from, SnmpMessage.V3, user, 0, List.of(), datagram.length);
    } catch (IOException | RuntimeException e) {
      return new Asked(at, from, -1, "", 0, List.of(), datagram.length);
    }
  }

  /** RFC 3412 section 6, RFC 3414 section 2.4: msgUserName. */
  private static String user(byte[] datagram) throws IOException {
    BERInputStream in = new BERInputStream(ByteBuffer.wrap(datagram));
    BER.MutableByte type = new BER.MutableByte();
    BER.decodeHeader(in, type);
    Integer32 version = new Integer32();
    version.decodeBER(in);
    if (version.getValue() != SnmpMessage.V3) {
      throw new IOException("No SNMP v3");
    }
    int header = BER.decodeHeader(in, type);
    if (in.skip(header) != header) {
      throw new IOException("Cut off");
    }
    OctetString parameters = new OctetString();
    parameters.decodeBER(in);
    BERInputStream inside = new BERInputStream(ByteBuffer.wrap(parameters.getValue()));
    BER.decodeHeader(inside, type);
    new OctetString().decodeBER(inside);
    new Integer32().decodeBER(inside);
    new Integer32().decodeBER(inside);
    OctetString user = new OctetString();
    user.decodeBER(inside);
    return user.toString();
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

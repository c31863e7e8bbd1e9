package io.platen.conformance.printers;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;

/**
 * A message of SNMP v3 (RFC 3412 section 6) by the user-based model (RFC 3414 section 2.4), neither
 * authenticated nor encrypted.
 *
 * @param id of the message; the answer has the same
 * @param reportable whether a report is wanted
 * @param engine whom it is for; empty in the discovery
 * @param user empty in the discovery
 */
public record UserMessage(
    int id, boolean reportable, OctetString engine, OctetString user, ScopedPDU pdu) {
  private static final int USER_BASED = 3;
  private static final int LARGEST = 65_507;
  private static final byte REPORTABLE = 4;

  /** The question for an engine, which names no user: RFC 3414 section 4. */
  public static UserMessage discovery(int id) {
    ScopedPDU pdu = new ScopedPDU();
    pdu.setType(PDU.GET);
    pdu.setRequestID(new Integer32(id));
    return new UserMessage(id, true, new OctetString(), new OctetString(), pdu);
  }

  /**
   * @throws IOException for what is no such message
   */
  public static UserMessage decode(byte[] datagram) throws IOException {
    BERInputStream in = new BERInputStream(ByteBuffer.wrap(datagram));
    enter(in);
    if (integer(in) != SnmpMessage.V3) {
      throw new IOException("No SNMP v3");
    }
    enter(in);
    int id = integer(in);
    integer(in);
    byte flags = octets(in).get(0);
    if (integer(in) != USER_BASED) {
      throw new IOException("Not the user-based model");
    }
    BERInputStream inside = new BERInputStream(ByteBuffer.wrap(octets(in).getValue()));
    enter(inside);
    OctetString engine = octets(inside);
    integer(inside);
    integer(inside);
    OctetString user = octets(inside);
    ScopedPDU pdu = new ScopedPDU();
    if ((flags & ~REPORTABLE) == 0) {
      pdu.decodeBER(in);
    }
    return new UserMessage(id, (flags & REPORTABLE) != 0, engine, user, pdu);
  }

  /** The same message with what an engine of these boots and seconds has to say. */
  UserMessage answer(OctetString from, PDU said) {
    ScopedPDU answer = new ScopedPDU();
    answer.setType(said.getType());
    answer.setRequestID(pdu.getRequestID());
    answer.setErrorStatus(said.getErrorStatus());
    answer.setErrorIndex(said.getErrorIndex());
    answer.setContextEngineID(from);
    said.getVariableBindings().forEach(answer::add);
    return new UserMessage(id, false, from, user, answer);
  }

  /** The same for this engine, by this user. */
  public UserMessage by(String name, OctetString whom, ScopedPDU asked) {
    asked.setContextEngineID(whom);
    return new UserMessage(id, true, whom, new OctetString(name), asked);
  }

  public byte[] encode() {
    try {
      byte[] flags = {reportable ? REPORTABLE : 0};
      byte[] header =
          sequence(
              integer(id), integer(LARGEST), octets(new OctetString(flags)), integer(USER_BASED));
      byte[] security =
          sequence(
              octets(engine),
              integer(1),
              integer(1),
              octets(user),
              octets(new OctetString()),
              octets(new OctetString()));
      BEROutputStream data = new BEROutputStream(ByteBuffer.allocate(pdu.getBERLength()));
      pdu.encodeBER(data);
      return sequence(
          integer(SnmpMessage.V3),
          header,
          octets(new OctetString(security)),
          data.getBuffer().array());
    } catch (IOException e) {
      throw new IllegalStateException("A message that cannot be written: " + pdu, e);
    }
  }

  private static void enter(BERInputStream in) throws IOException {
    BER.MutableByte type = new BER.MutableByte();
    BER.decodeHeader(in, type);
    if (type.getValue() != BER.SEQUENCE) {
      throw new IOException("No sequence");
    }
  }

  private static int integer(BERInputStream in) throws IOException {
    Integer32 value = new Integer32();
    value.decodeBER(in);
    return value.getValue();
  }

  private static OctetString octets(BERInputStream in) throws IOException {
    OctetString value = new OctetString();
    value.decodeBER(in);
    return value;
  }

  private static byte[] integer(int value) throws IOException {
    Integer32 integer = new Integer32(value);
    BEROutputStream out = new BEROutputStream(ByteBuffer.allocate(integer.getBERLength()));
    integer.encodeBER(out);
    return out.getBuffer().array();
  }

  private static byte[] octets(OctetString value) throws IOException {
    BEROutputStream out = new BEROutputStream(ByteBuffer.allocate(value.getBERLength()));
    value.encodeBER(out);
    return out.getBuffer().array();
  }

  private static byte[] sequence(byte[]... parts) throws IOException {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    int whole = 1 + BER.getBERLengthOfLength(length) + length;
    BEROutputStream out = new BEROutputStream(ByteBuffer.allocate(whole));
    BER.encodeHeader(out, BER.SEQUENCE, length);
    for (byte[] part : parts) {
      out.write(part);
    }
    return out.getBuffer().array();
  }
}

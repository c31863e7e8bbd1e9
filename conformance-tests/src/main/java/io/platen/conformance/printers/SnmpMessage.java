package io.platen.conformance.printers;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;

/** A datagram of SNMP v1 (RFC 1157) or v2c (RFC 1901): version, community, PDU. */
public record SnmpMessage(int version, OctetString community, PDU pdu) {
  public static final int V1 = 0;
  public static final int V2C = 1;
  public static final int V3 = 3;

  /**
   * @throws IOException for what is none of the two
   */
  public static SnmpMessage decode(byte[] datagram) throws IOException {
    BERInputStream in = new BERInputStream(ByteBuffer.wrap(datagram));
    BER.MutableByte type = new BER.MutableByte();
    BER.decodeHeader(in, type);
    Integer32 version = new Integer32();
    version.decodeBER(in);
    if (type.getValue() != BER.SEQUENCE || version.getValue() < V1 || version.getValue() > V2C) {
      throw new IOException("Neither SNMP v1 nor v2c");
    }
    OctetString community = new OctetString();
    community.decodeBER(in);
    PDU pdu = version.getValue() == V1 ? new PDUv1() : new PDU();
    pdu.decodeBER(in);
    return new SnmpMessage(version.getValue(), community, pdu);
  }

  public byte[] encode() {
    try {
      BEROutputStream out = new BEROutputStream(ByteBuffer.allocate(size()));
      BER.encodeHeader(out, BER.SEQUENCE, bodySize());
      new Integer32(version).encodeBER(out);
      community.encodeBER(out);
      pdu.encodeBER(out);
      return out.getBuffer().array();
    } catch (IOException e) {
      throw new IllegalStateException("A message that cannot be written: " + pdu, e);
    }
  }

  /** Octets of the datagram. */
  int size() {
    return 1 + BER.getBERLengthOfLength(bodySize()) + bodySize();
  }

  private int bodySize() {
    return new Integer32(version).getBERLength() + community.getBERLength() + pdu.getBERLength();
  }

  /** An answer to this request, without variables. */
  SnmpMessage answer() {
    PDU response = version == V1 ? new PDUv1() : new PDU();
    response.setType(PDU.RESPONSE);
    response.setRequestID(pdu.getRequestID());
    return new SnmpMessage(version, community, response);
  }

  /** An answer that says no: with the variables of the request. */
  SnmpMessage error(int status, int index) {
    SnmpMessage answer = answer();
    answer.pdu().setErrorStatus(status);
    answer.pdu().setErrorIndex(index);
    pdu.getVariableBindings().forEach(answer.pdu()::add);
    return answer;
  }
}

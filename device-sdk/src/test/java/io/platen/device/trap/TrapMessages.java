package io.platen.device.trap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.asn1.BER;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.VariableBinding;

/** Traps and informs as printers send them. */
public final class TrapMessages {
  public static final OID PRINTER_V2_ALERT = new OID("1.3.6.1.2.1.43.18.2.0.1");
  static final OID MAKERS_OWN = new OID("1.3.6.1.4.1.99999.7.0.3");
  static final OID TRAP_ADDRESS = new OID("1.3.6.1.6.3.18.1.3.0");

  private static final OID CODE = new OID("1.3.6.1.2.1.43.18.1.1.7.1.14");

  private TrapMessages() {}

  /** By RFC 3805: it tells of a jam. */
  public static byte[] alert() {
    return v2c("public", PDU.NOTIFICATION, PRINTER_V2_ALERT);
  }

  static byte[] trap(OID name, VariableBinding... more) {
    return v2c("public", PDU.NOTIFICATION, name, more);
  }

  static byte[] inform() {
    return v2c("public", PDU.INFORM, PRINTER_V2_ALERT);
  }

  static byte[] v2c(String community, int type, OID name, VariableBinding... more) {
    PDU pdu = new PDU();
    pdu.setType(type);
    pdu.setRequestID(new Integer32(4711));
    fill(pdu, name);
    for (VariableBinding each : more) {
      pdu.add(each);
    }
    return message(1, community, pdu);
  }

  /** The variables of a notification of v2. */
  public static void fill(PDU pdu, OID name) {
    pdu.add(new VariableBinding(SnmpConstants.sysUpTime, new TimeTicks(123_456)));
    pdu.add(new VariableBinding(SnmpConstants.snmpTrapOID, name));
    pdu.add(new VariableBinding(CODE, new Integer32(8)));
  }

  static byte[] v1(OID enterprise, int generic, int specific, InetAddress agent) {
    PDUv1 pdu = new PDUv1();
    pdu.setType(PDU.V1TRAP);
    pdu.setEnterprise(enterprise);
    pdu.setGenericTrap(generic);
    pdu.setSpecificTrap(specific);
    pdu.setAgentAddress(new IpAddress(agent));
    pdu.setTimestamp(123_456);
    pdu.add(new VariableBinding(CODE, new Integer32(8)));
    return message(0, "public", pdu);
  }

  /** A question, which nobody may ask here. */
  static byte[] get() {
    PDU pdu = new PDU();
    pdu.setType(PDU.GET);
    pdu.add(new VariableBinding(SnmpConstants.sysUpTime));
    return message(1, "public", pdu);
  }

  private static byte[] message(int version, String community, PDU pdu) {
    try {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      BER.encodeInteger(content, BER.INTEGER, version);
      BER.encodeString(content, BER.OCTETSTRING, community.getBytes(StandardCharsets.UTF_8));
      pdu.encodeBER(content);
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      BER.encodeHeader(whole, BER.SEQUENCE, content.size());
      content.writeTo(whole);
      return whole.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static ByteBuffer bytes(byte[] message) {
    return ByteBuffer.wrap(message);
  }
}

package io.platen.conformance.printers;

import io.platen.conformance.printers.UsmMessage.Engine;
import io.platen.protocol.sync.SnmpUser;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.ScopedPDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.VariableBinding;

/** What printers send by themselves: RFC 3805's printerV1Alert and printerV2Alert. */
public final class Trap {
  /** It stands in each trap, and in no table: nobody may ever report it. */
  public static final String WORDS = "forged by a trap";

  public static final OID ALERT = new OID("1.3.6.1.2.1.43.18.2.0.1");

  /** RFC 3418: it has just been switched on. */
  public static final OID COLD_START = new OID("1.3.6.1.6.3.1.1.5.1");

  /** Of a maker that nobody knows, below a number for examples (RFC 5612). */
  public static final OID MAKERS = new OID("1.3.6.1.4.1.32473.1.0.1");

  private static final OID UP_TIME = new OID("1.3.6.1.2.1.1.3.0");
  private static final OID NAME = new OID("1.3.6.1.6.3.1.1.4.1.0");
  private static final OID ADDRESS = new OID("1.3.6.1.6.3.18.1.3.0");
  private static final OctetString COMMUNITY = new OctetString("public");
  private static final int ENTERPRISE_SPECIFIC = 6;
  private static final AtomicInteger LAST = new AtomicInteger(1_000);

  /** A printer's own engine, as those of RFC 3411's text form begin. */
  private static final Engine PRINTERS =
      new Engine(OctetString.fromHexString("80:00:1f:88:04:73:75:69:74:65"), 1, 4_711);

  private Trap() {}

  /** RFC 1157 section 4.1.6; the agent address may be another than the sender's. */
  public static byte[] v1(InetAddress agent) {
    PDUv1 pdu = new PDUv1();
    pdu.setType(PDU.V1TRAP);
    pdu.setEnterprise(new OID("1.3.6.1.2.1.43.18.2"));
    pdu.setGenericTrap(ENTERPRISE_SPECIFIC);
    pdu.setSpecificTrap(1);
    pdu.setAgentAddress(new IpAddress(agent));
    pdu.setTimestamp(123_456);
    say(pdu);
    return new SnmpMessage(SnmpMessage.V1, COMMUNITY, pdu).encode();
  }

  /** RFC 3416 section 4.2.6. */
  public static byte[] v2c() {
    return new SnmpMessage(SnmpMessage.V2C, COMMUNITY, filled(new PDU(), PDU.NOTIFICATION))
        .encode();
  }

  /** The same under another name, which says nothing of an alert. */
  public static byte[] named(OID name) {
    PDU pdu = new PDU();
    pdu.setType(PDU.NOTIFICATION);
    pdu.setRequestID(new Integer32(LAST.incrementAndGet()));
    pdu.add(new VariableBinding(UP_TIME, new TimeTicks(12)));
    pdu.add(new VariableBinding(NAME, name));
    return new SnmpMessage(SnmpMessage.V2C, COMMUNITY, pdu).encode();
  }

  /** One that was passed on for somebody (RFC 3584 section 3.1). */
  public static byte[] v2cFor(InetAddress other) {
    PDU pdu = filled(new PDU(), PDU.NOTIFICATION);
    pdu.add(new VariableBinding(ADDRESS, new IpAddress(other)));
    return new SnmpMessage(SnmpMessage.V2C, COMMUNITY, pdu).encode();
  }

  /** RFC 3416 section 4.2.7. */
  public static SnmpMessage inform() {
    return new SnmpMessage(SnmpMessage.V2C, COMMUNITY, filled(new PDU(), PDU.INFORM));
  }

  /** A question, which nobody asks at the port for traps. */
  public static byte[] question() {
    PDU pdu = new PDU();
    pdu.setType(PDU.GET);
    pdu.setRequestID(new Integer32(LAST.incrementAndGet()));
    pdu.add(new VariableBinding(UP_TIME));
    return new SnmpMessage(SnmpMessage.V2C, COMMUNITY, pdu).encode();
  }

  /** Of a trap of v3 the sender's engine is authoritative. */
  public static byte[] v3(SnmpUser user) {
    return UsmMessage.sealed(LAST.incrementAndGet(), 0, PRINTERS, user, scoped(PDU.NOTIFICATION));
  }

  /** In a user's name, who has neither authenticated nor encrypted it. */
  public static byte[] v3Open(SnmpUser user) {
    return UsmMessage.open(
        LAST.incrementAndGet(), 0, PRINTERS, user.name(), scoped(PDU.NOTIFICATION));
  }

  /** Of an inform it is the device's. */
  static byte[] v3Inform(SnmpUser user, Engine device, ScopedPDU inform) {
    return UsmMessage.sealed(LAST.incrementAndGet(), UsmMessage.REPORTABLE, device, user, inform);
  }

  static ScopedPDU scoped(int type) {
    ScopedPDU pdu = new ScopedPDU();
    pdu.setContextEngineID(PRINTERS.id());
    filled(pdu, type);
    return pdu;
  }

  private static PDU filled(PDU pdu, int type) {
    pdu.setType(type);
    pdu.setRequestID(new Integer32(LAST.incrementAndGet()));
    pdu.add(new VariableBinding(UP_TIME, new TimeTicks(123_456)));
    pdu.add(new VariableBinding(NAME, ALERT));
    say(pdu);
    return pdu;
  }

  private static void say(PDU pdu) {
    cell(pdu, 2, new Integer32(3));
    cell(pdu, 7, new Integer32(1_104));
    pdu.add(new VariableBinding(new OID(PrinterMib.ALERTS + ".8.1.14"), new OctetString(WORDS)));
  }

  private static void cell(PDU pdu, int column, Integer32 value) {
    pdu.add(new VariableBinding(new OID(PrinterMib.ALERTS + "." + column + ".1.14"), value));
  }
}

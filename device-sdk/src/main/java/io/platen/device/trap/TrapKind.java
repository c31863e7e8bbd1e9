package io.platen.device.trap;

import java.util.Set;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/** What a trap says, as far as it matters: each but the last is a hint to ask the printer. */
enum TrapKind {
  /** RFC 3805 printerV1Alert and printerV2Alert. */
  ALERT,
  /** RFC 3418 coldStart, warmStart and linkUp: it has just been switched on. */
  START,
  /** A maker's own, whatever it says. */
  PRIVATE,
  /** Nothing about the printer: wrong communities, a link that went down, other devices' traps. */
  OTHER;

  private static final OID PRINTER_MIB = new OID("1.3.6.1.2.1.43");
  private static final OID ENTERPRISES = new OID("1.3.6.1.4.1");
  private static final Set<OID> STARTS =
      Set.of(SnmpConstants.coldStart, SnmpConstants.warmStart, SnmpConstants.linkUp);

  static TrapKind of(PDU pdu) {
    OID trap = pdu instanceof PDUv1 old ? ofV1(old) : ofV2(pdu);
    if (STARTS.contains(trap)) {
      return START;
    }
    if (trap.startsWith(PRINTER_MIB)) {
      return ALERT;
    }
    return trap.startsWith(ENTERPRISES) ? PRIVATE : OTHER;
  }

  /** RFC 3584 section 3.1: the name of v2 from the three parts of v1. */
  private static OID ofV1(PDUv1 trap) {
    if (trap.getGenericTrap() != PDUv1.ENTERPRISE_SPECIFIC) {
      return new OID(SnmpConstants.snmpTraps.getValue(), new int[] {trap.getGenericTrap() + 1});
    }
    return new OID(trap.getEnterprise().getValue(), new int[] {0, trap.getSpecificTrap()});
  }

  /** RFC 3416 section 4.2.6: the second variable is snmpTrapOID.0. */
  private static OID ofV2(PDU trap) {
    for (VariableBinding each : trap.getVariableBindings()) {
      if (SnmpConstants.snmpTrapOID.equals(each.getOid())
          && each.getVariable() instanceof OID name) {
        return name;
      }
    }
    return new OID();
  }
}

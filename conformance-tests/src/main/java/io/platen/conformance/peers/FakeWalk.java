package io.platen.conformance.peers;

import io.platen.protocol.Limit;
import io.platen.protocol.live.CommandResult.WalkedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** How the fake device walks an agent for its server, and what it tells too much. */
final class FakeWalk {
  private static final OID EVERYTHING = new OID("1.3.6.1");
  private static final OID STANDARD = new OID("1.3.6.1.2.1");
  private static final List<OID> PEOPLE =
      List.of(
          new OID("1.3.6.1.2.1.1.4"),
          new OID("1.3.6.1.2.1.43.5.1.1.4"),
          new OID("1.3.6.1.2.1.43.5.1.1.5"),
          new OID("1.3.6.1.4.1.2699.1.1"));

  private final FakeSnmp snmp;
  private final Optional<DeviceFault> fault;

  FakeWalk(FakeSnmp snmp, Optional<DeviceFault> fault) {
    this.snmp = snmp;
    this.fault = fault;
  }

  /** [PLT-CMD-014] [PLT-CMD-015] */
  List<WalkedObject> walk() {
    List<WalkedObject> found = new ArrayList<>();
    OID next = EVERYTHING;
    boolean bounded = !FakeDevice.has(fault, DeviceFault.WALKS_WITHOUT_END);
    while (!bounded || found.size() < Limit.WALK_OBJECTS.value()) {
      Optional<PDU> answer = snmp.ask(PDU.GETNEXT, List.of(next));
      if (answer.isEmpty() || answer.get().get(0).isException()) {
        return found;
      }
      VariableBinding got = answer.get().get(0);
      if (!got.getOid().startsWith(EVERYTHING)) {
        return found;
      }
      found.add(told(got.getOid(), got.getVariable()));
      next = got.getOid();
    }
    return found;
  }

  private WalkedObject told(OID oid, Variable value) {
    boolean text = value instanceof OctetString;
    boolean hidden =
        PEOPLE.stream().anyMatch(oid::startsWith) || (text && !oid.startsWith(STANDARD));
    String type = text ? "octet-string" : "integer";
    return hidden && !FakeDevice.has(fault, DeviceFault.WALKS_TELL_ALL)
        ? new WalkedObject(oid.toDottedString(), type, null, (long) value.toString().length())
        : new WalkedObject(oid.toDottedString(), type, value.toString(), null);
  }
}

package io.platen.device.testing;

import io.platen.device.snmp.SnmpMessage;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.snmp4j.PDU;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** An SNMP agent over a table of values, with the faults that real ones have. */
public final class SimulatedAgent implements SimulatedNetwork.Host {
  /** What real agents do wrong. */
  public enum Fault {
    /** Says v2c and drops GETBULK. */
    DROPS_BULK,
    /** GETNEXT never gets further than the first instance of a column. */
    LOOPS,
    /** Answers with the request id of somebody else. */
    WRONG_REQUEST_ID
  }

  private final NavigableMap<OID, Variable> values = new TreeMap<>();
  private final Set<Version> versions = EnumSet.allOf(Version.class);
  private final Set<Fault> faults = EnumSet.noneOf(Fault.class);
  private final List<PDU> heard = new ArrayList<>();
  private String community = "public";
  private int mostVarbinds = Integer.MAX_VALUE;
  private int mostBeforeSilence = Integer.MAX_VALUE;
  private int mostAnswered = Integer.MAX_VALUE;

  public SimulatedAgent set(String oid, String text) {
    return set(oid, new OctetString(text));
  }

  public SimulatedAgent set(String oid, int number) {
    return set(oid, new Integer32(number));
  }

  public SimulatedAgent set(String oid, Variable value) {
    values.put(new OID(oid), value);
    return this;
  }

  public SimulatedAgent bytes(String oid, String hex) {
    return set(oid, new OctetString(HexFormat.of().parseHex(hex)));
  }

  public SimulatedAgent count(String oid, long number) {
    return set(oid, new Counter32(number));
  }

  public SimulatedAgent ticks(String oid, long number) {
    return set(oid, new TimeTicks(number));
  }

  public SimulatedAgent drop(String oid) {
    values.keySet().removeIf(each -> each.startsWith(new OID(oid)));
    return this;
  }

  public SimulatedAgent only(Version version) {
    versions.retainAll(Set.of(version));
    return this;
  }

  public SimulatedAgent community(String name) {
    community = name;
    return this;
  }

  public SimulatedAgent with(Fault fault) {
    faults.add(fault);
    return this;
  }

  /** More make it answer tooBig. */
  public SimulatedAgent takingAtMost(int varbinds) {
    mostVarbinds = varbinds;
    return this;
  }

  /** More than so many varbinds it leaves out of an answer to GETBULK. */
  public SimulatedAgent cuttingBulkTo(int varbinds) {
    mostAnswered = varbinds;
    return this;
  }

  /** More make it say nothing. */
  public SimulatedAgent silentAbove(int varbinds) {
    mostBeforeSilence = varbinds;
    return this;
  }

  /** The requests so far, in their order. */
  public List<PDU> heard() {
    return List.copyOf(heard);
  }

  public void forgetRequests() {
    heard.clear();
  }

  @Override
  public List<ByteBuffer> hear(ByteBuffer datagram) {
    SnmpMessage message = SnmpMessage.decode(datagram).orElse(null);
    if (message == null) {
      return List.of(); // of v3, which it does not speak
    }
    PDU request = message.pdu();
    if (!versions.contains(message.version()) || !message.community().equals(community)) {
      return List.of();
    }
    heard.add(request);
    boolean drops = faults.contains(Fault.DROPS_BULK) && request.getType() == PDU.GETBULK;
    if (drops || request.size() > mostBeforeSilence) {
      return List.of();
    }
    PDU answer = answer(message.version(), request);
    int id = request.getRequestID().getValue();
    answer.setRequestID(new Integer32(faults.contains(Fault.WRONG_REQUEST_ID) ? id + 1 : id));
    return List.of(new SnmpMessage(message.version(), message.community(), answer).encode());
  }

  private PDU answer(Version version, PDU request) {
    PDU answer = new PDU();
    answer.setType(PDU.RESPONSE);
    int most = request.getType() == PDU.GETBULK ? mostAnswered : Integer.MAX_VALUE;
    bindings(request).stream().limit(most).forEach(answer::add);
    if (answer.size() > mostVarbinds) {
      return error(request, PDU.tooBig, 0);
    }
    for (int i = 0; i < answer.size() && version == Version.V1; i++) {
      if (answer.get(i).isException()) {
        return error(request, PDU.noSuchName, i + 1);
      }
    }
    return answer;
  }

  private static PDU error(PDU request, int status, int index) {
    PDU error = new PDU();
    error.setType(PDU.RESPONSE);
    error.setErrorStatus(status);
    error.setErrorIndex(index);
    request.getAll().forEach(each -> error.add(new VariableBinding(each.getOid())));
    return error;
  }

  private List<VariableBinding> bindings(PDU request) {
    List<VariableBinding> bindings = new ArrayList<>();
    if (request.getType() == PDU.GET) {
      for (VariableBinding each : request.getAll()) {
        Variable value = values.get(each.getOid());
        bindings.add(
            new VariableBinding(each.getOid(), value == null ? Null.noSuchInstance : value));
      }
      return bindings;
    }
    List<OID> at = new ArrayList<>(request.getAll().stream().map(VariableBinding::getOid).toList());
    boolean bulk = request.getType() == PDU.GETBULK;
    int once = bulk ? Math.min(request.getNonRepeaters(), at.size()) : at.size();
    for (OID each : at.subList(0, once)) {
      bindings.add(next(each));
    }
    for (int i = 0; bulk && i < request.getMaxRepetitions(); i++) {
      for (int column = once; column < at.size(); column++) {
        VariableBinding next = next(at.get(column));
        at.set(column, next.getOid());
        bindings.add(next);
      }
    }
    return bindings;
  }

  private VariableBinding next(OID after) {
    if (faults.contains(Fault.LOOPS) && values.containsKey(after)) {
      return new VariableBinding(after, values.get(after));
    }
    Map.Entry<OID, Variable> next = values.higherEntry(after);
    return next == null
        ? new VariableBinding(after, Null.endOfMibView)
        : new VariableBinding(next.getKey(), next.getValue());
  }
}

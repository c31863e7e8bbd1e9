package io.platen.conformance.printers;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.snmp4j.PDU;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * The objects of a printer, and what its agent answers: v1 by RFC 1157 section 4.1, v2c by RFC 3416
 * section 4.2. Nothing can be written.
 */
final class PrinterTable {
  /** What fits into a datagram of an Ethernet. */
  private static final int MOST = 1_400;

  private final NavigableMap<OID, Variable> objects = new ConcurrentSkipListMap<>();

  void set(OID oid, Variable value) {
    objects.put(oid, value);
  }

  void drop(OID below) {
    objects.keySet().removeIf(each -> each.startsWith(below));
  }

  Optional<Variable> find(OID oid) {
    return Optional.ofNullable(objects.get(oid));
  }

  /** Empty where an agent stays silent. */
  Optional<SnmpMessage> answer(SnmpMessage asked) {
    boolean first = asked.version() == SnmpMessage.V1;
    return switch (asked.pdu().getType()) {
      case PDU.GET, PDU.GETNEXT -> Optional.of(single(asked));
      case PDU.GETBULK -> first ? Optional.empty() : Optional.of(bulk(asked));
      case PDU.SET -> Optional.of(asked.error(first ? PDU.noSuchName : PDU.notWritable, 1));
      default -> Optional.empty();
    };
  }

  private SnmpMessage single(SnmpMessage asked) {
    SnmpMessage answer = asked.answer();
    List<? extends VariableBinding> variables = asked.pdu().getVariableBindings();
    for (int i = 0; i < variables.size(); i++) {
      OID oid = variables.get(i).getOid();
      VariableBinding found = asked.pdu().getType() == PDU.GET ? get(oid) : next(oid);
      if (asked.version() == SnmpMessage.V1 && found.isException()) {
        return asked.error(PDU.noSuchName, i + 1);
      }
      answer.pdu().add(found);
    }
    return answer.size() > MOST ? asked.error(PDU.tooBig, 0) : answer;
  }

  private SnmpMessage bulk(SnmpMessage asked) {
    SnmpMessage answer = asked.answer();
    List<OID> names =
        asked.pdu().getVariableBindings().stream().map(VariableBinding::getOid).toList();
    int single = Math.min(Math.max(asked.pdu().getNonRepeaters(), 0), names.size());
    names.subList(0, single).forEach(oid -> answer.pdu().add(next(oid)));
    List<OID> last = names.subList(single, names.size());
    boolean more = !last.isEmpty();
    for (int i = 0; i < asked.pdu().getMaxRepetitions() && more; i++) {
      List<VariableBinding> row = last.stream().map(this::next).toList();
      row.forEach(answer.pdu()::add);
      last = row.stream().map(VariableBinding::getOid).toList();
      more = row.stream().anyMatch(found -> !found.isException()) && answer.size() <= MOST;
    }
    while (answer.size() > MOST && answer.pdu().size() > 1) {
      answer.pdu().remove(answer.pdu().size() - 1);
    }
    return answer;
  }

  private VariableBinding get(OID oid) {
    return new VariableBinding(oid, find(oid).orElse(Null.noSuchInstance));
  }

  private VariableBinding next(OID oid) {
    OID next = objects.higherKey(oid);
    return next == null ? new VariableBinding(oid, Null.endOfMibView) : get(next);
  }
}

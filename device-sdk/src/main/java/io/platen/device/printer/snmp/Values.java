package io.platen.device.printer.snmp;

import io.platen.device.snmp.Mib;
import io.platen.device.snmp.Texts;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snmp4j.smi.AssignableFromLong;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** What an agent said: instances with their values, joined by their whole index. */
final class Values {
  /** Columns of octets that are no text. */
  private static final List<OID> BYTES = List.of(Mib.IF_PHYS_ADDRESS, Mib.HR_PRINTER_ERRORS);

  private final NavigableMap<OID, Variable> byInstance = new TreeMap<>();

  Values copy() {
    Values copy = new Values();
    copy.byInstance.putAll(byInstance);
    return copy;
  }

  void put(OID instance, Variable value) {
    byInstance.put(instance, value);
  }

  void putAll(Values others) {
    byInstance.putAll(others.byInstance);
  }

  boolean isEmpty() {
    return byInstance.isEmpty();
  }

  /** Forgets all that is not among these. */
  void keep(Collection<OID> wanted) {
    byInstance.keySet().retainAll(Set.copyOf(wanted));
  }

  /** Forgets all below an OID. */
  void drop(OID parent) {
    below(parent).clear();
  }

  Optional<Variable> find(OID instance) {
    return Optional.ofNullable(byInstance.get(instance));
  }

  OptionalLong number(OID instance) {
    Variable value = byInstance.get(instance);
    if (value instanceof Integer32 signed) {
      return OptionalLong.of(signed.getValue());
    }
    return value instanceof AssignableFromLong wide
        ? OptionalLong.of(wide.toLong())
        : OptionalLong.empty();
  }

  Optional<byte[]> octets(OID instance) {
    return byInstance.get(instance) instanceof OctetString text
        ? Optional.of(text.getValue())
        : Optional.empty();
  }

  /** Whether a text needs another character set than UTF-8. */
  boolean hasForeignText() {
    return byInstance.entrySet().stream()
        .filter(each -> BYTES.stream().noneMatch(each.getKey()::startsWith))
        .anyMatch(
            each ->
                each.getValue() instanceof OctetString text && Texts.isForeign(text.getValue()));
  }

  /** The indexes of the rows that a column has, in their order. */
  NavigableSet<OID> rows(OID column) {
    NavigableSet<OID> rows = new TreeSet<>();
    for (OID instance : below(column).keySet()) {
      rows.add(suffix(column, instance));
    }
    return rows;
  }

  /** The instances of a column, in their order. */
  NavigableSet<OID> instances(OID column) {
    return new TreeSet<>(below(column).keySet());
  }

  private SortedMap<OID, Variable> below(OID parent) {
    return byInstance.subMap(parent, false, parent.nextPeer(), false);
  }

  static OID suffix(OID column, OID instance) {
    return new OID(instance.getValue(), column.size(), instance.size() - column.size());
  }
}

package io.platen.reference.simulate;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/** What a printer once answered, in the order of its objects, and how its agent behaves. */
record Recording(String name, Behaviour behaviour, NavigableMap<OID, Variable> objects) {

  Recording {
    objects = java.util.Collections.unmodifiableNavigableMap(new TreeMap<>(objects));
  }
}

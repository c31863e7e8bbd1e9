package io.platen.reference.simulate;

import java.util.Optional;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** What an agent can be asked for, at this moment. */
interface Objects {
  Optional<Variable> find(OID oid);

  /** The first object behind {@code oid} in their order. */
  Optional<VariableBinding> findNext(OID oid);
}

package io.platen.device.printer.snmp;

import io.platen.device.printer.snmp.Chain.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/** Which instance an agent says comes after which place. */
final class Trail {
  private final Map<OID, VariableBinding> after = new HashMap<>();

  void add(List<Answer> answers) {
    answers.forEach(each -> after.put(each.asked(), each.got()));
  }

  /** What comes after a place; an exception where nothing does. Empty where it was not told. */
  Optional<VariableBinding> after(OID place) {
    return Optional.ofNullable(after.get(place));
  }

  boolean knows(OID place) {
    return after.containsKey(place);
  }
}

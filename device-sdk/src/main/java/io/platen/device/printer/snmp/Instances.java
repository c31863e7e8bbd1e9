package io.platen.device.printer.snmp;

import io.platen.device.snmp.Mib;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Single instances that are wanted. Each is asked for as what comes after the place before it: one
 * that is missing fails no request of v1, and tells that those up to what came are missing too. Of
 * objects that stand near each other and that most models lack, one is asked for first.
 */
final class Instances {
  private static final int NUMBER_BYTES = 4;
  private static final int TEXT_BYTES = 20;

  /** So many arcs at the end of an OID may differ among neighbours. */
  private static final int OWN_ARCS = 3;

  /** The enterprise and what it calls its first branch: {@code 1.3.6.1.4.1.E.1}. */
  private static final int COMMON_ARCS = 8;

  /** What is wanted, and the place that it comes after. */
  private final Map<OID, OID> wanted = new HashMap<>();

  private final NavigableSet<OID> open = new TreeSet<>();
  private final Set<OID> asked = new TreeSet<>();

  /** Numbers of a maker, which stand together in few places. */
  private final Set<OID> numbers = new HashSet<>();

  private final Set<OID> present = new HashSet<>();
  private final Set<OID> untold = new HashSet<>();

  void want(Iterable<OID> instances) {
    for (OID instance : instances) {
      if (wanted.putIfAbsent(instance, Mib.before(instance)) == null) {
        open.add(instance);
      }
    }
  }

  /** Of a maker's numbers a printer has many or none. */
  void wantNumbers(Iterable<OID> instances) {
    instances.forEach(numbers::add);
    want(instances);
  }

  /** A cell of a table that is known to have the row. */
  void wantAfter(OID place, OID instance) {
    if (wanted.putIfAbsent(instance, place) == null) {
      open.add(instance);
      present.add(family(instance));
    }
  }

  boolean isDone() {
    return open.isEmpty();
  }

  List<Chain> next() {
    asked.clear();
    Map<OID, List<OID>> families = new LinkedHashMap<>();
    open.forEach(
        each -> families.computeIfAbsent(family(each), family -> new ArrayList<>()).add(each));
    families.forEach(
        (family, members) ->
            asked.addAll(present.contains(family) ? members : members.subList(0, 1)));
    return chains();
  }

  /** Optional MIBs and makers' objects stand in families; of others each is one of its own. */
  private OID family(OID instance) {
    if (numbers.contains(instance)) {
      return new OID(instance.getValue(), 0, Math.min(COMMON_ARCS, instance.size()));
    }
    boolean optional = instance.startsWith(Mib.ENTERPRISES) || instance.startsWith(Mib.ENTITY);
    int arcs = instance.size() - OWN_ARCS;
    return optional ? new OID(instance.getValue(), 0, arcs) : instance;
  }

  private List<Chain> chains() {
    List<Chain> chains = new ArrayList<>();
    List<OID> chain = new ArrayList<>();
    OID last = null;
    for (OID instance : asked) {
      OID before = placeOf(instance);
      if (last != null && !before.equals(last)) {
        chains.add(chain(chain));
        chain = new ArrayList<>();
      }
      chain.add(before);
      last = instance;
    }
    if (!chain.isEmpty()) {
      chains.add(chain(chain));
    }
    return chains;
  }

  private OID placeOf(OID instance) {
    return wanted.getOrDefault(instance, Mib.before(instance));
  }

  private static Chain chain(List<OID> places) {
    boolean number = places.get(0).startsWith(Mib.ENTERPRISES);
    return Chain.of(places, number ? NUMBER_BYTES : TEXT_BYTES);
  }

  void take(Trail trail, Values values) {
    for (OID instance : asked) {
      Optional<VariableBinding> got = trail.after(placeOf(instance));
      // What an answer was too short for is asked once more.
      if (got.isPresent() || !untold.add(instance)) {
        open.remove(instance);
      }
      got.ifPresent(each -> take(instance, each, values));
    }
  }

  private void take(OID instance, VariableBinding got, Values values) {
    OID family = family(instance);
    if (got.isException()) {
      forget(family, instance, Optional.empty());
      return;
    }
    if (got.getOid().compareTo(instance) < 0) {
      askBefore(instance);
      return;
    }
    forget(family, instance, Optional.of(got.getOid()));
    if (got.getOid().startsWith(family)) {
      present.add(family);
    }
    if (wanted.containsKey(got.getOid())) {
      open.remove(got.getOid());
      if (!(got.getVariable() instanceof Null)) {
        values.put(got.getOid(), got.getVariable());
      }
    }
  }

  /** Its table has a row there that was not known. */
  private void askBefore(OID instance) {
    OID before = Mib.before(instance);
    if (!before.equals(wanted.put(instance, before))) {
      open.add(instance);
    }
  }

  /** There is nothing between what was asked for and what came. */
  private void forget(OID family, OID from, Optional<OID> to) {
    open.tailSet(from)
        .removeIf(
            each -> each.startsWith(family) && (to.isEmpty() || each.compareTo(to.get()) < 0));
  }
}

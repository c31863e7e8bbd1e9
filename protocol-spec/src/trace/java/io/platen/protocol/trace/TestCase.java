package io.platen.protocol.trace;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A test as its source has it.
 *
 * @param suite whether it is one of the conformance suite, which looks from outside
 * @param cited ids in its comments
 * @param checked ids in its body and in what that calls; for the suite, each check names one
 * @param checks whether it looks at anything
 */
record TestCase(
    String module,
    String type,
    String name,
    String place,
    boolean suite,
    boolean disabled,
    boolean annotated,
    Set<String> positive,
    Set<String> negative,
    List<String> cited,
    Set<String> checked,
    boolean checks) {
  TestCase {
    positive = Set.copyOf(positive);
    negative = Set.copyOf(negative);
    cited = List.copyOf(cited);
    checked = Set.copyOf(checked);
  }

  /** In the order of the ids. */
  Set<String> ids() {
    Set<String> ids = new TreeSet<>(positive);
    ids.addAll(negative);
    return ids;
  }

  String title() {
    return type + "." + name;
  }
}

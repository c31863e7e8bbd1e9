package io.platen.device.report;

import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.Policy.MaskKind;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a policy hides, as one line a class: the device remembers under which it read printers. */
record MasksInForce(Set<String> lines) {
  private static final String NO_SOURCES = "source " + MaskKind.OMIT;

  /** Of a policy that says nothing. */
  static final MasksInForce NONE = new MasksInForce(Set.of(NO_SOURCES));

  MasksInForce {
    lines = Set.copyOf(lines);
  }

  static MasksInForce of(Policy policy) {
    Set<String> lines =
        policy.masks().entrySet().stream()
            .filter(mask -> mask.getValue() != MaskKind.NONE)
            .map(mask -> mask.getKey() + " " + mask.getValue())
            .collect(Collectors.toSet());
    if (!policy.sources()) {
      lines.add(NO_SOURCES);
    }
    return new MasksInForce(lines);
  }

  static MasksInForce parse(String text) {
    return new MasksInForce(text.lines().collect(Collectors.toSet()));
  }

  String text() {
    return String.join("\n", new TreeSet<>(lines));
  }

  /** Whether what was read under those may tell what these hide. */
  boolean hideMoreThan(MasksInForce before) {
    return !before.lines().containsAll(lines);
  }
}

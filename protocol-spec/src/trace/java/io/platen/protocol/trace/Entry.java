package io.platen.protocol.trace;

import java.util.List;

/** What a registry says of one requirement. */
record Entry(
    String id,
    String level,
    String role,
    String profile,
    String since,
    boolean withdrawn,
    String testable,
    String reason,
    List<String> references,
    String place) {
  Entry {
    references = List.copyOf(references);
  }

  /** Whether a test can tell if it is kept. */
  boolean isTestable() {
    return testable.equals("black-box") || testable.equals("adapter");
  }

  boolean isMust() {
    return level.startsWith("MUST");
  }
}

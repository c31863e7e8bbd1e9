package io.platen.conformance.engine;

import io.platen.protocol.Requirement;

/** What is said of a test, or of a requirement; never merged, the gravest wins. */
public enum Verdict {
  /** Every check held. */
  PASS("passed"),
  /** Its profile is not claimed. */
  NOT_APPLICABLE("not applicable"),
  /** A MAY is not made use of: nothing against the server. */
  INFO("info"),
  /** A SHOULD is not kept: conformant, but with a reason to give. */
  WARN("warnings"),
  /** What the test needs was not there, so nothing is known. */
  SKIPPED("skipped"),
  /** A MUST is not kept. */
  FAIL("failed"),
  /** The suite itself failed, or checked nothing. */
  ERROR("suite errors");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** As it is counted, e.g. "2 failed". */
  public String words() {
    return words;
  }

  /** The graver of the two; they are declared from light to grave. */
  Verdict or(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** What a check that does not hold says of a requirement of that level. */
  static Verdict ofBroken(Requirement requirement) {
    return switch (requirement.level()) {
      case MUST -> FAIL;
      case SHOULD -> WARN;
      case MAY -> INFO;
    };
  }
}

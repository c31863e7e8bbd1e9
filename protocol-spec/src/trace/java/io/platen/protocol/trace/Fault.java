package io.platen.protocol.trace;

/**
 * One thing that is wrong, in words for who has to mend it.
 *
 * @param id the requirement; empty where the fault is that there is none
 * @param place file and line
 * @param what what is wrong there
 * @param remedy what to do about it
 */
record Fault(Kind kind, String id, String place, String what, String remedy) {

  /** What can be wrong. */
  enum Kind {
    /** A sentence that breaks the rules of the chapters. */
    PROSE,
    /** In the chapters and not in the registry. */
    NOT_REGISTERED,
    /** In the registry and not in the chapters. */
    NOT_WRITTEN,
    /** Chapter and registry differ on what a requirement is. */
    DIFFERENT,
    /** In a schema, the code or a document, and no requirement. */
    UNKNOWN,
    /** Testable, and without a test in each sense. */
    UNTESTED,
    /** A test that names no requirement. */
    WITHOUT_ID,
    /** Withdrawn, and still used. */
    WITHDRAWN,
    /** A test that looks at nothing of what it names. */
    CHECKS_NOTHING,
    /** Nothing was found where something must be. */
    NOTHING_FOUND
  }

  @Override
  public String toString() {
    return place + ": " + (id.isEmpty() ? "" : id + " ") + what + "; " + remedy;
  }
}

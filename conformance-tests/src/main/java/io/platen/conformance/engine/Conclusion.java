package io.platen.conformance.engine;

import java.util.List;

/** What a whole run says; the exit status of the command. */
public enum Conclusion {
  CONFORMANT(0, "conformant in what was tested"),
  NOT_CONFORMANT(1, "not conformant"),
  SUITE_ERROR(2, "nothing said: the suite or its configuration failed"),
  INCONCLUSIVE(3, "inconclusive: nothing was judged, or some tests could not run");

  private final int exitStatus;
  private final String words;

  Conclusion(int exitStatus, String words) {
    this.exitStatus = exitStatus;
    this.words = words;
  }

  public int exitStatus() {
    return exitStatus;
  }

  public String words() {
    return words;
  }

  /** A fault of the suite hides nothing: it comes before all that the other tests found. */
  static Conclusion of(List<TestResult> results) {
    Verdict gravest =
        results.stream()
            .map(TestResult::verdict)
            .reduce(Verdict.NOT_APPLICABLE, Conclusion::graver);
    return switch (gravest) {
      case PASS, INFO, WARN -> CONFORMANT;
      case FAIL -> NOT_CONFORMANT;
      case ERROR -> SUITE_ERROR;
      case SKIPPED, NOT_APPLICABLE -> INCONCLUSIVE;
    };
  }

  /** One test that applies is enough for a conclusion, so NOT_APPLICABLE is the lightest here. */
  private static Verdict graver(Verdict a, Verdict b) {
    if (a == Verdict.NOT_APPLICABLE) {
      return b;
    }
    return b == Verdict.NOT_APPLICABLE ? a : a.or(b);
  }
}

package io.platen.conformance.engine;

import io.platen.protocol.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of one test.
 *
 * @param trouble why it is an error, was skipped or does not apply
 * @param uncounted why its verdict does not count; empty where it does
 */
public record TestResult(
    ConformanceTest test,
    Verdict verdict,
    List<Check> checks,
    Optional<String> trouble,
    Optional<String> uncounted,
    Seen seen,
    Duration took) {

  public TestResult {
    checks = List.copyOf(checks);
  }

  /** Whether its verdict counts; one that does not is shown all the same. */
  public boolean counts() {
    return uncounted.isEmpty();
  }

  /** What it says of one of its requirements. */
  public Verdict verdictOn(Requirement requirement) {
    if (trouble.isPresent()) {
      return brokenChecks(requirement).map(Check::verdict).reduce(verdict, Verdict::or);
    }
    return brokenChecks(requirement).map(Check::verdict).reduce(Verdict.PASS, Verdict::or);
  }

  public List<Check> broken() {
    return checks.stream().filter(check -> !check.holds()).toList();
  }

  private java.util.stream.Stream<Check> brokenChecks(Requirement requirement) {
    return broken().stream().filter(check -> check.requirement() == requirement);
  }
}

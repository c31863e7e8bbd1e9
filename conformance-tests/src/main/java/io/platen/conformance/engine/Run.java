package io.platen.conformance.engine;

import io.platen.protocol.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The results of one run, in the order of the catalogue. */
public record Run(Instant started, Duration took, List<TestResult> results) {
  public Run {
    results = List.copyOf(results);
  }

  public Conclusion conclusion() {
    return Conclusion.of(counted());
  }

  /** Those whose verdict counts. */
  private List<TestResult> counted() {
    return results.stream().filter(TestResult::counts).toList();
  }

  /** Those that are shown and do not count. */
  public List<TestResult> uncounted() {
    return results.stream().filter(each -> !each.counts()).toList();
  }

  /** Every verdict with how many counted tests have it, also those that none has. */
  public Map<Verdict, Long> counts() {
    Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    Arrays.stream(Verdict.values()).forEach(verdict -> counts.put(verdict, 0L));
    counted().forEach(result -> counts.merge(result.verdict(), 1L, Long::sum));
    return counts;
  }

  /** The gravest verdict on each requirement that a counted test of the run carries. */
  public Map<Requirement, Verdict> verdicts() {
    Map<Requirement, Verdict> verdicts = new EnumMap<>(Requirement.class);
    for (TestResult result : counted()) {
      result
          .test()
          .requirements()
          .forEach(each -> verdicts.merge(each, result.verdictOn(each), Verdict::or));
    }
    return verdicts;
  }
}

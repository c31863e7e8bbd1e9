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
    return Conclusion.of(results);
  }

  /** Every verdict with how many tests have it, also those that none has. */
  public Map<Verdict, Long> counts() {
    Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    Arrays.stream(Verdict.values()).forEach(verdict -> counts.put(verdict, 0L));
    results.forEach(result -> counts.merge(result.verdict(), 1L, Long::sum));
    return counts;
  }

  /** The gravest verdict on each requirement that a test of the run carries. */
  public Map<Requirement, Verdict> verdicts() {
    Map<Requirement, Verdict> verdicts = new EnumMap<>(Requirement.class);
    for (TestResult result : results) {
      result
          .test()
          .requirements()
          .forEach(each -> verdicts.merge(each, result.verdictOn(each), Verdict::or));
    }
    return verdicts;
  }
}

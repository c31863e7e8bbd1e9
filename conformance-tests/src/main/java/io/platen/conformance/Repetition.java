package io.platen.conformance;

import io.platen.conformance.engine.Conclusion;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.TestResult;
import io.platen.conformance.engine.Verdict;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The same run again and again: a suite that can be trusted says the same each time. */
final class Repetition {
  private final int times;
  private final Map<String, Set<Verdict>> seen = new LinkedHashMap<>();

  Repetition(int times) {
    this.times = times;
  }

  /** One run, which tells of each result. */
  @FunctionalInterface
  interface One {
    Run run(Consumer<TestResult> listener);
  }

  /**
   * The last run of all.
   *
   * @param listener told of the results of the first run, and of a later one when its test has had
   *     another verdict until then
   */
  Run run(One one, Consumer<TestResult> listener, PrintWriter out) {
    Run last = one.run(listener);
    keep(last);
    for (int i = 2; i <= times; i++) {
      last = one.run(each -> {});
      List<TestResult> other = keep(last);
      out.println(
          "Run "
              + i
              + " of "
              + times
              + ": "
              + last.results().size()
              + " tests, "
              + changed()
              + " not as before");
      out.flush();
      other.forEach(listener);
    }
    return last;
  }

  /** The exit status of all of it; whoever says two things has said nothing. */
  int exitStatus(Run last, PrintWriter out) {
    if (times > 1) {
      seen.forEach(
          (test, verdicts) -> {
            if (verdicts.size() > 1) {
              out.println("NOT THE SAME   " + test + " " + verdicts);
            }
          });
      String words = changed() == 0 ? "the same verdicts each time" : "not the same each time";
      out.println(times + " runs of " + seen.size() + " tests: " + words);
      out.flush();
    }
    return changed() == 0 ? last.conclusion().exitStatus() : Conclusion.INCONCLUSIVE.exitStatus();
  }

  /** Those with a verdict that their tests have not had before. */
  private List<TestResult> keep(Run run) {
    return run.results().stream()
        .filter(
            each ->
                seen.computeIfAbsent(each.test().name(), key -> EnumSet.noneOf(Verdict.class))
                    .add(each.verdict()))
        .toList();
  }

  private long changed() {
    return seen.values().stream().filter(each -> each.size() > 1).count();
  }
}

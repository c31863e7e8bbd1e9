package io.platen.conformance.suite;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.engine.Measure;
import io.platen.protocol.Requirement;
import java.util.ArrayList;
import java.util.List;

/** How long something took, again and again. */
final class Timing {
  private static final double MILLIS = 1e6;

  private final String what;
  private final List<Double> millis = new ArrayList<>();

  Timing(String what) {
    this.what = what;
  }

  void add(long nanos) {
    millis.add(nanos / MILLIS);
  }

  /** The course, and what half, 95 and 99 of 100 stay within. */
  void tell(Requirement requirement, Checks checks) {
    checks.need(!millis.isEmpty(), "Nothing was asked for: --requests");
    List<Double> sorted = millis.stream().sorted().toList();
    for (int percent : List.of(50, 95, 99)) {
      double within = sorted.get((sorted.size() * percent + 99) / 100 - 1);
      checks.measured(
          requirement, Measure.of(what + ", " + percent + " of 100 within", "ms", within));
    }
    checks.measured(requirement, new Measure(what, "ms", millis));
  }
}

package io.platen.reference.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Plays many seeds, one after the other. */
final class Play {
  private static final int TOLD_EVERY = 250;

  private Play() {}

  /**
   * What came of them.
   *
   * @param bad how to play those again in which something did not hold
   */
  record Outcome(Tally tally, List<String> bad) {}

  /**
   * @param told hears how it goes on
   */
  static Outcome seeds(long from, long count, Consumer<String> told) {
    Tally tally = new Tally();
    List<String> bad = new ArrayList<>();
    for (long seed = from; seed < from + count; seed++) {
      Simulation.Result result = Simulation.run(seed);
      tally.add(result);
      if (!result.isGood()) {
        bad.add(result.replay());
        told.accept(result.replay());
      }
      if (tally.runs() % TOLD_EVERY == 0) {
        told.accept(tally.toString());
      }
    }
    told.accept(tally.toString());
    return new Outcome(tally, bad);
  }
}

package io.platen.reference.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Plays many seeds, each by itself and so the same as ever; as many side by side as there are
 * threads.
 */
final class Play {
  private final long first;
  private final int toldEvery;
  private final Consumer<String> told;
  private final Tally tally = new Tally();
  private final List<String> bad = new ArrayList<>();
  private final TreeSet<Long> ahead = new TreeSet<>();
  private long next;

  private Play(long first, int toldEvery, Consumer<String> told) {
    this.first = first;
    this.next = first;
    this.toldEvery = toldEvery;
    this.told = told;
  }

  /**
   * What came of them.
   *
   * @param bad how to play those again in which something did not hold
   */
  record Outcome(Tally tally, List<String> bad) {}

  /**
   * Which seeds.
   *
   * @param threads how many are played side by side
   * @param toldEvery after how many seeds it is told how it goes on
   */
  record Seeds(long first, long count, int threads, int toldEvery) {}

  /**
   * @param told hears how it goes on
   */
  static Outcome of(Seeds seeds, Consumer<String> told) {
    return new Play(seeds.first(), seeds.toldEvery(), told).play(seeds);
  }

  private Outcome play(Seeds seeds) {
    ExecutorService threads = Executors.newFixedThreadPool(seeds.threads());
    try {
      List<Future<?>> played = new ArrayList<>();
      for (long seed = first; seed < first + seeds.count(); seed++) {
        long one = seed;
        played.add(threads.submit(() -> ended(Simulation.run(one))));
      }
      for (Future<?> each : played) {
        each.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("The simulation itself failed", e);
    } finally {
      threads.shutdownNow();
    }
    tell();
    return new Outcome(tally, List.copyOf(bad));
  }

  private synchronized void ended(Simulation.Result result) {
    tally.add(result);
    ahead.add(result.seed());
    while (ahead.remove(next)) {
      next++;
    }
    if (!result.isGood()) {
      bad.add(result.replay());
      told.accept(result.replay());
    }
    if (tally.runs() % toldEvery == 0) {
      tell();
    }
  }

  /** From where it can go on, should it end here. */
  private synchronized void tell() {
    told.accept("all seeds from " + first + " below " + next + "; " + tally);
  }
}

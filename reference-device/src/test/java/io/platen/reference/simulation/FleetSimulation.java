package io.platen.reference.simulation;

import java.time.Instant;

/**
 * Plays many seeds without Maven: {@code FleetSimulation [FROM [COUNT [THREADS]]]}. It prints how
 * it goes on and how to play again each that fails, and ends with status 1 where one did. A single
 * one is played with its trace.
 */
public final class FleetSimulation {
  private static final int TOLD_EVERY = 50;

  private FleetSimulation() {}

  public static void main(String... args) {
    long from = args.length > 0 ? Long.parseLong(args[0]) : 1;
    long count = args.length > 1 ? Long.parseLong(args[1]) : 10_000;
    int threads = args.length > 2 ? Integer.parseInt(args[2]) : 1;
    boolean good = count == 1 ? one(from) : many(new Play.Seeds(from, count, threads, TOLD_EVERY));
    System.exit(good ? 0 : 1);
  }

  private static boolean one(long seed) {
    Simulation.Result result = Simulation.run(seed, Parts.RIGHT, System.out::println);
    System.out.println(result.isGood() ? "All held: " + result.fingerprint() : result.replay());
    return result.isGood();
  }

  private static boolean many(Play.Seeds seeds) {
    return Play.of(seeds, line -> System.out.println(Instant.now() + " " + line)).bad().isEmpty();
  }
}

package io.platen.reference.simulation;

/**
 * Plays many seeds: {@code FleetSimulation [FROM [COUNT]]}. It tells how it goes on every few
 * hundred, prints how to replay each that fails, and ends with status 1 where one did.
 */
public final class FleetSimulation {
  private static final int TOLD_EVERY = 250;

  private FleetSimulation() {}

  public static void main(String... args) {
    long from = args.length > 0 ? Long.parseLong(args[0]) : 1;
    long count = args.length > 1 ? Long.parseLong(args[1]) : 10_000;
    Tally tally = new Tally();
    for (long seed = from; seed < from + count; seed++) {
      Simulation.Result result =
          Simulation.run(
              seed, Box.Parts.RIGHT, count == 1 ? System.out::println : World.Trace.NONE);
      tally.add(result);
      if (!result.isGood()) {
        System.out.println(result.replay());
      }
      if (tally.runs() % TOLD_EVERY == 0) {
        System.out.println(tally);
      }
    }
    System.out.println(tally);
    System.exit(tally.bad() == 0 ? 0 : 1);
  }
}

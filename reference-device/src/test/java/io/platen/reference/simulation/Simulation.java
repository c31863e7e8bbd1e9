package io.platen.reference.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** One run: what a seed plays, from the first start to what must hold in the end. */
final class Simulation {
  private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");

  private final long seed;
  private final Draw draw;
  private final Scenario scenario;
  private final World world;
  private final Instant calm;
  private final Arrivals arrivals = new Arrivals();
  private final List<Box> boxes = new ArrayList<>();

  private Simulation(long seed, Parts parts, World.Trace trace) {
    this.seed = seed;
    this.draw = new Draw(seed);
    this.scenario = Scenario.drawn(draw.split());
    this.world = new World(START, trace);
    this.calm = START.plus(scenario.lasting());
    Draw ids = draw.split();
    int first = ids.number(0, GivenKeys.MANY);
    List<UUID> devices =
        IntStream.range(first, first + scenario.devices())
            .mapToObj(number -> scenario.enrols() ? id(ids) : GivenKeys.of(number).device())
            .toList();
    Registry registry = new Registry(scenario.certificateLife(), draw.split());
    Director director = new Director(world, scenario.release());
    FleetServer server = new FleetServer(world, scenario.policy(), registry, director);
    Network network = new Network(world, weather(devices), server, arrivals, draw.split());
    for (int i = 0; i < devices.size(); i++) {
      GivenKeys given = scenario.enrols() ? null : GivenKeys.of(first + i);
      if (given != null) {
        registry.knows(given);
      }
      RealTimeClock clock = new RealTimeClock(world, scenario.goodClocks());
      Printers printers = new Printers(draw.split(), world, clock, scenario.printers(), calm);
      Site site = new Site(world, network, server, clock, printers, scenario.release());
      boxes.add(new Box(devices.get(i), given, site, draw.split(), parts));
    }
  }

  private static UUID id(Draw draw) {
    return new UUID(draw.nextLong(), draw.nextLong());
  }

  /**
   * What came of a run.
   *
   * @param violation empty where all held
   * @param fingerprint of the trace
   * @param simulated time of all devices together
   */
  record Result(
      long seed,
      Scenario.Kind kind,
      String violation,
      String fingerprint,
      Duration simulated,
      int cycles,
      int starts) {
    boolean isGood() {
      return violation.isEmpty();
    }

    /** How somebody sees it again. */
    String replay() {
      return "seed " + seed + " (" + kind + ") " + violation + "\n  again: " + command();
    }

    private String command() {
      return "./mvnw -pl reference-device -am test -Dtest='FleetSimulationTest#plays_one*'"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dsim.seed="
          + seed;
    }
  }

  /** What a seed will play. */
  static Scenario scenario(long seed) {
    return Scenario.drawn(new Draw(seed).split());
  }

  static Result run(long seed) {
    return run(seed, Parts.RIGHT, World.Trace.NONE);
  }

  static Result run(long seed, Parts parts, World.Trace trace) {
    return new Simulation(seed, parts, trace).run();
  }

  private Weather weather(List<UUID> devices) {
    Draw own = draw.split();
    if (scenario.kind() == Scenario.Kind.OUTAGE) {
      Instant from = START.plus(Duration.ofMinutes(70));
      Weather.How how = own.happens(0.6) ? Weather.How.TELLING : Weather.how(own);
      return Weather.clear(List.of(new Weather.Away(null, "", from, calm, how)), calm);
    }
    return Weather.drawn(own, devices, START, calm);
  }

  private Result run() {
    Draw own = draw.split();
    Duration spread =
        scenario.kind() == Scenario.Kind.OUTAGE ? Duration.ofHours(1) : Duration.ofMinutes(5);
    for (Box each : boxes) {
      world.after(own.between(Duration.ZERO, spread), each::powerOn);
      world.after(scenario.lasting(), each::calm);
      for (int i = 0; i < scenario.cuts(); i++) {
        Duration when = own.between(Duration.ZERO, scenario.lasting());
        int operations = own.number(1, 60);
        boolean atDisk = own.happens(0.7);
        world.after(when, atDisk ? () -> each.cutAtDisk(operations) : each::cut);
      }
    }
    world.runUntil(calm.plus(scenario.calm()).plus(Duration.ofHours(1)));
    if (world.violation().isEmpty()) {
      boxes.forEach(Box::demandDone);
      demandNoHerd();
    }
    Duration simulated = world.elapsed().multipliedBy(boxes.size());
    world.end();
    boxes.forEach(Box::close);
    return new Result(
        seed,
        scenario.kind(),
        world.violation(),
        world.fingerprint(),
        simulated,
        boxes.stream().mapToInt(Box::cycles).sum(),
        boxes.stream().mapToInt(Box::starts).sum());
  }

  private void demandNoHerd() {
    if (scenario.kind() == Scenario.Kind.OUTAGE) {
      int peak = arrivals.peakFrom(calm);
      int most = Math.max(5, scenario.devices() / 12);
      world.note("server", "at most " + peak + " devices came in one second");
      if (peak > most) {
        world.violated(
            peak + " of " + scenario.devices() + " devices came in one second after an outage");
      }
    }
  }
}

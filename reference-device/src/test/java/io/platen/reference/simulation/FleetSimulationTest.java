package io.platen.reference.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code -Dsim.seeds=10000} plays more of them, {@code -Dsim.threads=N} so many side by side,
 * {@code -Dsim.from=N} from another one on, {@code -Dsim.seed=N} one with its trace; see
 * docs/explanation/fleet-simulation.md.
 */
class FleetSimulationTest {
  /** Devices log each problem, and here they have many. */
  private static final Logger DEVICES = Logger.getLogger("io.platen.device");

  private static final long FIRST = Long.getLong("sim.from", 1);
  private static final long SEEDS = Long.getLong("sim.seeds", 60);
  private static final int THREADS = Integer.getInteger("sim.threads", 2);

  @BeforeAll
  static void hush() {
    DEVICES.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    DEVICES.setLevel(null);
  }

  /** How it goes on is in {@code target/simulation.txt}. */
  @Test
  void keeps_all_promises_whatever_a_seed_draws() throws IOException {
    // given
    Path progress = Path.of("target", "simulation.txt");
    Files.deleteIfExists(progress);

    // when
    Play.Outcome outcome =
        Play.of(new Play.Seeds(FIRST, SEEDS, THREADS, 250), line -> append(progress, line));

    // then
    assertThat(outcome.bad()).isEmpty();
    assertThat(outcome.tally().cycles()).isGreaterThan(SEEDS * 5);
    assertThat(outcome.tally().starts()).isGreaterThan(SEEDS);
  }

  /** Outages and long runs are rare: few seeds may have none. */
  @ParameterizedTest
  @EnumSource(Scenario.Kind.class)
  void keeps_all_promises_in_a_run_of_each_kind(Scenario.Kind kind) {
    // given
    long seed =
        LongStream.rangeClosed(1, 2_000)
            .filter(each -> Simulation.scenario(each).kind() == kind)
            .findFirst()
            .orElseThrow();

    // when
    Simulation.Result result = Simulation.run(seed);

    // then
    assertThat(result.isGood()).as(result.replay()).isTrue();
    assertThat(result.kind()).isEqualTo(kind);
    assertThat(result.cycles()).isPositive();
  }

  private static void append(Path file, String line) {
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its trace is in {@code target/simulation-SEED.txt} then. */
  @Test
  @EnabledIfSystemProperty(named = "sim.seed", matches = "\\d+")
  void plays_one_seed_again() throws IOException {
    // given
    long seed = Long.getLong("sim.seed");
    List<String> trace = new ArrayList<>();

    // when
    Simulation.Result result = Simulation.run(seed, Parts.RIGHT, trace::add);

    // then
    Files.write(Path.of("target", "simulation-" + seed + ".txt"), trace);
    assertThat(result.isGood()).as(result.replay()).isTrue();
  }

  @Test
  void plays_a_seed_the_same_each_time() {
    for (long seed = 1; seed <= 2; seed++) {
      // given
      List<String> first = new ArrayList<>();
      List<String> second = new ArrayList<>();

      // when
      Simulation.Result once = Simulation.run(seed, Parts.RIGHT, first::add);
      Simulation.Result again = Simulation.run(seed, Parts.RIGHT, second::add);

      // then
      assertThat(second).isEqualTo(first).hasSizeGreaterThan(50);
      assertThat(again.fingerprint()).isEqualTo(once.fingerprint());
    }
  }

  @Test
  void plays_seeds_side_by_side_as_one_after_the_other() {
    // given
    Play.Seeds alone = new Play.Seeds(1, 4, 1, 1);
    Play.Seeds together = new Play.Seeds(1, 4, 3, 1);

    // when
    Play.Outcome first = Play.of(alone, line -> {});
    Play.Outcome second = Play.of(together, line -> {});

    // then
    assertThat(second.tally().fingerprints()).isEqualTo(first.tally().fingerprints()).hasSize(4);
  }

  @Test
  void leaves_each_device_that_renews_hours_in_which_it_can() {
    // when
    List<Scenario> lasting =
        LongStream.rangeClosed(1, 2_000)
            .mapToObj(Simulation::scenario)
            .filter(each -> each.kind() == Scenario.Kind.LONG)
            .toList();

    // then
    assertThat(lasting)
        .hasSizeGreaterThan(10)
        .allSatisfy(each -> assertThat(each.leastToRenewIn()).isGreaterThan(Duration.ofHours(8)));
  }

  @Test
  void plays_another_seed_in_another_way() {
    // when
    String one = Simulation.run(1).fingerprint();
    String other = Simulation.run(2).fingerprint();

    // then
    assertThat(other).isNotEqualTo(one);
  }
}

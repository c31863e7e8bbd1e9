package io.platen.reference.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * {@code -Dsim.seeds=10000} plays more of them, {@code -Dsim.seed=N} one with its trace; see
 * docs/explanation/fleet-simulation.md.
 */
class FleetSimulationTest {
  /** Devices log each problem, and here they have many. */
  private static final Logger DEVICES = Logger.getLogger("io.platen.device");

  private static final long FIRST = Long.getLong("sim.from", 1);
  private static final long SEEDS = Long.getLong("sim.seeds", 60);

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
    Play.Outcome outcome = Play.seeds(FIRST, SEEDS, line -> append(progress, line));

    // then
    assertThat(outcome.bad()).isEmpty();
    assertThat(outcome.tally().cycles()).isGreaterThan(SEEDS * 5);
    assertThat(outcome.tally().starts()).isGreaterThan(SEEDS);
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
    for (long seed = 1; seed <= 6; seed++) {
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
  void plays_another_seed_in_another_way() {
    // when
    String one = Simulation.run(1).fingerprint();
    String other = Simulation.run(2).fingerprint();

    // then
    assertThat(other).isNotEqualTo(one);
  }
}

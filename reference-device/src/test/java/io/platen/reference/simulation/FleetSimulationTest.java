package io.platen.reference.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The main class {@link FleetSimulation} plays more seeds, and one with its trace. */
class FleetSimulationTest {
  private static final long SEEDS = Long.getLong("sim.seeds", 60);

  @Test
  void keeps_all_promises_whatever_a_seed_draws() {
    // given
    Tally tally = new Tally();

    // when
    for (long seed = 1; seed <= SEEDS; seed++) {
      Simulation.Result result = Simulation.run(seed);
      tally.add(result);

      // then
      assertThat(result.isGood()).as(result.replay()).isTrue();
    }
    assertThat(tally.cycles()).isGreaterThan(SEEDS * 10);
    assertThat(tally.starts()).isGreaterThan(SEEDS);
  }

  /** Its trace is in {@code target/simulation-SEED.txt} then. */
  @Test
  @EnabledIfSystemProperty(named = "sim.seed", matches = "\\d+")
  void plays_one_seed_again() throws IOException {
    // given
    long seed = Long.getLong("sim.seed");
    List<String> trace = new ArrayList<>();

    // when
    Simulation.Result result = Simulation.run(seed, Box.Parts.RIGHT, trace::add);

    // then
    Files.write(Path.of("target", "simulation-" + seed + ".txt"), trace);
    assertThat(result.isGood()).as(result.replay()).isTrue();
  }

  @Test
  void plays_a_seed_the_same_each_time() {
    for (long seed = 1; seed <= 12; seed++) {
      // given
      List<String> first = new ArrayList<>();
      List<String> second = new ArrayList<>();

      // when
      Simulation.Result once = Simulation.run(seed, Box.Parts.RIGHT, first::add);
      Simulation.Result again = Simulation.run(seed, Box.Parts.RIGHT, second::add);

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

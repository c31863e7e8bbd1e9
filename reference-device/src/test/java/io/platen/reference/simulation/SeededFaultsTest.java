package io.platen.reference.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.reference.simulation.Scenario.Kind;
import io.platen.reference.simulation.Simulation.Result;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The simulation is worth as much as what it finds: faults that were put in are found. */
class SeededFaultsTest {
  /** Devices log each problem, and here they have many. */
  private static final Logger DEVICES = Logger.getLogger("io.platen.device");

  private static final int SEEDS = 500;

  /**
   * @param worthwhile which seeds can show it at all; the others are passed over
   */
  private static Optional<Result> found(Parts wrong, Predicate<Scenario> worthwhile) {
    return LongStream.rangeClosed(1, SEEDS)
        .filter(seed -> worthwhile.test(Simulation.scenario(seed)))
        .mapToObj(seed -> Simulation.run(seed, wrong, World.Trace.NONE))
        .filter(result -> !result.isGood())
        .peek(SeededFaultsTest::tellsHowToReplayIt)
        .findFirst();
  }

  private static void tellsHowToReplayIt(Result failed) {
    assertThat(failed.replay())
        .startsWith("seed " + failed.seed() + " (")
        .contains(failed.violation(), "-Dtest='FleetSimulationTest#plays_one*'")
        .endsWith("-Dsim.seed=" + failed.seed());
  }

  private static boolean isRough(Scenario scenario) {
    return scenario.kind() == Kind.ROUGH;
  }

  @BeforeAll
  static void hush() {
    DEVICES.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    DEVICES.setLevel(null);
  }

  @Test
  void finds_a_device_that_says_stored_before_the_disk_has_it() {
    // when
    Optional<Result> found =
        found(new WrongParts.EagerDisk(), each -> isRough(each) && each.cuts() > 0);

    // then
    assertThat(found).isPresent();
  }

  @Test
  void finds_a_device_that_takes_silence_for_a_receipt() {
    // when
    Optional<Result> found =
        found(new WrongParts.HastyAcknowledgement(), SeededFaultsTest::isRough);

    // then
    assertThat(found).isPresent();
    assertThat(found.get().violation()).contains("is there, and it is not");
  }

  @Test
  void finds_a_fleet_that_comes_back_at_one_moment() {
    // when
    Optional<Result> found = found(new WrongParts.NoJitter(), each -> each.kind() == Kind.OUTAGE);

    // then
    assertThat(found).isPresent();
    assertThat(found.get().violation()).contains("devices came in one second");
  }

  @Test
  void finds_a_device_that_does_not_renew_its_certificate() {
    // when
    Optional<Result> found = found(new WrongParts.NoRenewal(), each -> each.kind() == Kind.LONG);

    // then
    assertThat(found).isPresent();
    assertThat(found.get().violation()).contains("certificate");
  }

  @Test
  void finds_a_device_that_starts_what_its_flash_does_not_have_yet() {
    // when
    Optional<Result> found =
        found(new WrongParts.EagerSlots(), each -> !each.release().isEmpty() && each.cuts() > 0);

    // then
    assertThat(found).isPresent();
    assertThat(found.get().violation()).contains("is bricked");
  }

  @Test
  void finds_a_device_that_forgets_to_come_back() {
    // when
    Optional<Result> found = found(new WrongParts.ForgetfulScheduler(), SeededFaultsTest::isRough);

    // then
    assertThat(found).isPresent();
    // It has not drained, or knows less than the server, by what is looked at first.
    assertThat(found.get().violation()).containsAnyOf("in its outbox", "the server knows");
  }
}

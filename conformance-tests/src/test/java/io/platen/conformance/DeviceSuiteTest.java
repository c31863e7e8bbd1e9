package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.engine.ConformanceTest;
import io.platen.conformance.mutants.DeviceSelfTest;
import io.platen.conformance.mutants.SelfTest;
import io.platen.conformance.peers.DeviceFault;
import io.platen.conformance.peers.Mutation;
import io.platen.conformance.suite.DeviceSuite;
import io.platen.protocol.Requirement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tests of the tests of a device: green for one that is right, red for each that is wrong. */
class DeviceSuiteTest {
  private final DeviceSelfTest selfTest =
      new DeviceSelfTest(DeviceSuite.catalogue(), DeviceSuite.profiles());

  @Test
  void passes_a_device_that_keeps_to_the_protocol() {
    assertThat(selfTest.falseAlarms())
        .extracting(alarm -> alarm.test() + " " + alarm.trouble() + alarm.broken())
        .isEmpty();
  }

  @Test
  void catches_each_fault_by_a_test_of_its_requirement_and_needs_each_test() throws Exception {
    // given
    Set<String> idle =
        DeviceSuite.catalogue().tests().stream()
            .map(ConformanceTest::name)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<Mutation> alive = new HashSet<>();
    // when
    for (SelfTest.Kill kill : sideBySide()) {
      if (!kill.isKilled()) {
        alive.add(kill.fault());
      }
      kill.caughtBy().forEach(idle::remove);
    }
    // then
    assertThat(alive).isEmpty();
    assertThat(idle).as("tests that catch nothing").isEmpty();
  }

  /** Each has devices, hosts and folders of its own. */
  private List<SelfTest.Kill> sideBySide() throws Exception {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<SelfTest.Kill>> kills = new ArrayList<>();
      for (DeviceFault fault : DeviceFault.values()) {
        kills.add(threads.submit(() -> selfTest.kill(fault)));
      }
      List<SelfTest.Kill> done = new ArrayList<>();
      for (Future<SelfTest.Kill> each : kills) {
        done.add(each.get());
      }
      return done;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void has_a_wrong_device_for_every_requirement_that_it_tests() {
    // when
    Set<Requirement> tested =
        DeviceSuite.catalogue().tests().stream()
            .flatMap(test -> test.requirements().stream())
            .collect(Collectors.toSet());
    Set<Requirement> shownRed =
        Arrays.stream(DeviceFault.values())
            .map(DeviceFault::requirement)
            .collect(Collectors.toSet());
    // then
    assertThat(shownRed).isNotEmpty().containsExactlyInAnyOrderElementsOf(tested);
  }
}

package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.engine.ConformanceTest;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.Runner;
import io.platen.conformance.engine.Selection;
import io.platen.conformance.engine.TestResult;
import io.platen.conformance.engine.Verdict;
import io.platen.conformance.mutants.SelfTest;
import io.platen.conformance.peers.Fault;
import io.platen.conformance.peers.PeerBench;
import io.platen.conformance.subject.ConfigurationException;
import io.platen.conformance.subject.Target;
import io.platen.conformance.suite.ServerSuite;
import io.platen.conformance.testing.TestBench;
import io.platen.protocol.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tests of the tests: green against a server that is right, red against each that is wrong. */
class SuiteTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Each is run once, by whichever test asks first. */
  private static final Map<Fault, SelfTest.Kill> KILLS = new EnumMap<>(Fault.class);

  @TempDir private Path folder;

  @Test
  void passes_a_server_that_keeps_to_the_protocol() throws Exception {
    try (PeerBench bench = TestBench.correct(folder)) {
      // when
      Run run = run(bench, ServerSuite.catalogue().tests());
      // then
      assertThat(run.results())
          .filteredOn(result -> !result.test().group().equals("LegacyTls"))
          .hasSizeGreaterThan(90)
          .allSatisfy(SuiteTest::passed);
    }
  }

  @Test
  void passes_a_server_that_keeps_to_the_legacy_profile() throws Exception {
    try (PeerBench bench = TestBench.legacy(folder)) {
      // when
      Run run = run(bench, Selection.of(ServerSuite.catalogue(), List.of("PLT-TLS")).tests());
      // then: that it takes TLS 1.2 is not held against it
      assertThat(run.results())
          .filteredOn(result -> result.verdict() == Verdict.NOT_APPLICABLE)
          .extracting(result -> result.test().name())
          .containsExactly("tls.refuses_tls_1_2");
      assertThat(run.results())
          .filteredOn(result -> result.verdict() != Verdict.NOT_APPLICABLE)
          .extracting(result -> result.test().group())
          .contains("LegacyTls");
      assertThat(run.results())
          .filteredOn(result -> result.verdict() != Verdict.NOT_APPLICABLE)
          .allSatisfy(SuiteTest::passed);
    }
  }

  private static void passed(TestResult result) {
    assertThat(result.verdict())
        .as(result.test() + " " + result.trouble() + result.broken())
        .isEqualTo(Verdict.PASS);
    assertThat(result.checks()).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void catches_the_fault_by_a_test_of_its_requirement(Fault fault) throws Exception {
    // when
    SelfTest.Kill kill = kill(fault);
    // then
    assertThat(kill.caughtBy()).as(kill.wanted() + " for " + fault).isNotEmpty();
  }

  @Test
  void has_a_wrong_server_for_every_requirement_that_it_tests() {
    // when
    Set<Requirement> tested =
        ServerSuite.catalogue().tests().stream()
            .flatMap(test -> test.requirements().stream())
            .collect(Collectors.toSet());
    Set<Requirement> shownRed =
        Arrays.stream(Fault.values()).map(Fault::requirement).collect(Collectors.toSet());
    // then
    assertThat(shownRed).isNotEmpty().containsExactlyInAnyOrderElementsOf(tested);
  }

  @Test
  void has_a_wrong_server_for_every_test() throws Exception {
    // given: each fault for the tests of its requirement
    Set<String> green =
        ServerSuite.catalogue().tests().stream()
            .map(ConformanceTest::name)
            .collect(Collectors.toCollection(TreeSet::new));
    for (Fault fault : Fault.values()) {
      green.removeAll(kill(fault).caughtBy());
    }
    // when: what is left meets those that break much
    for (Fault fault :
        List.of(Fault.REFUSES_EVERY_REPORT, Fault.SENDS_PROBLEMS_AS_HTML, Fault.HANGS_UP)) {
      List<ConformanceTest> left =
          ServerSuite.catalogue().tests().stream()
              .filter(test -> green.contains(test.name()))
              .toList();
      try (PeerBench bench = TestBench.wrongBy(fault, folder)) {
        run(bench, left).results().stream()
            .filter(result -> !result.broken().isEmpty())
            .forEach(result -> green.remove(result.test().name()));
      }
    }
    // then
    assertThat(green).isEmpty();
  }

  private SelfTest.Kill kill(Fault fault) throws IOException, ConfigurationException {
    SelfTest.Kill known = KILLS.get(fault);
    if (known == null) {
      known = new SelfTest(ServerSuite.catalogue(), ServerSuite.profiles(), folder).kill(fault);
      KILLS.put(fault, known);
    }
    return known;
  }

  private static Run run(PeerBench bench, List<ConformanceTest> tests)
      throws IOException, ConfigurationException {
    Target target = Target.read(bench.configuration());
    return new Runner(
            target, bench.claimed(ServerSuite.profiles()), PATIENCE, InstantSource.system())
        .run(tests, result -> {});
  }
}

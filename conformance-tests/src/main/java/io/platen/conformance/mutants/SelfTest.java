package io.platen.conformance.mutants;

import io.platen.conformance.engine.Catalogue;
import io.platen.conformance.engine.ConformanceTest;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.Runner;
import io.platen.conformance.engine.TestResult;
import io.platen.conformance.engine.Verdict;
import io.platen.conformance.peers.Fault;
import io.platen.conformance.peers.Mutation;
import io.platen.conformance.peers.PeerBench;
import io.platen.conformance.peers.PeerKeys;
import io.platen.conformance.subject.ConfigurationException;
import io.platen.conformance.subject.Target;
import io.platen.protocol.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs tests against a fake server that is right, and against one that is wrong on purpose. */
public final class SelfTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PeerKeys keys = PeerKeys.make();
  private final Catalogue catalogue;
  private final Set<String> profiles;
  private final Path folder;

  /**
   * @param folder for the configuration and the keys of the fake servers
   */
  public SelfTest(Catalogue catalogue, Set<String> profiles, Path folder) {
    this.catalogue = catalogue;
    this.profiles = Set.copyOf(profiles);
    this.folder = folder;
  }

  /** What the tests found wrong with a server that is right: nothing, or the suite is wrong. */
  public List<TestResult> falseAlarms() throws IOException, ConfigurationException {
    List<TestResult> results = new ArrayList<>();
    results.addAll(run(Optional.empty(), catalogue.tests()).results());
    // What does not apply to a server by TLS 1.3 alone is held against one with the legacy profile.
    List<ConformanceTest> left =
        results.stream()
            .filter(result -> result.verdict() == Verdict.NOT_APPLICABLE)
            .map(TestResult::test)
            .toList();
    results.removeIf(result -> left.contains(result.test()));
    if (!left.isEmpty()) {
      try (PeerBench legacy = new PeerBench(keys, folder, Optional.empty(), true)) {
        results.addAll(run(legacy, left).results());
      }
    }
    return results.stream().filter(result -> result.verdict() != Verdict.PASS).toList();
  }

  /**
   * Holds the tests of the fault's requirement against it. Only a check of this very requirement
   * counts, and only with the verdict that its level calls for.
   */
  public Kill kill(Fault fault) throws IOException, ConfigurationException {
    Requirement requirement = fault.requirement();
    Run run = run(Optional.of(fault), catalogue.testsOf(requirement));
    return Kill.of(fault, run);
  }

  /** The verdict that a broken sentence of that level gets. */
  static Verdict red(Requirement requirement) {
    return switch (requirement.level()) {
      case MUST -> Verdict.FAIL;
      case SHOULD -> Verdict.WARN;
      case MAY -> Verdict.INFO;
    };
  }

  private Run run(Optional<Fault> fault, List<ConformanceTest> tests)
      throws IOException, ConfigurationException {
    try (PeerBench bench = new PeerBench(keys, folder, fault)) {
      return run(bench, tests);
    }
  }

  private Run run(PeerBench bench, List<ConformanceTest> tests)
      throws IOException, ConfigurationException {
    Target target = Target.read(bench.configuration());
    return new Runner(target, bench.claimed(profiles), PATIENCE, InstantSource.system())
        .run(tests, result -> {});
  }

  /**
   * What became of one fault.
   *
   * @param wanted the verdict that its requirement must get
   * @param caughtBy the tests that gave it; none when the fault lives on
   */
  public record Kill(Mutation fault, Verdict wanted, List<String> caughtBy) {
    public Kill {
      caughtBy = List.copyOf(caughtBy);
    }

    /** By the tests of its requirement. */
    static Kill of(Mutation fault, Run run) {
      Requirement requirement = fault.requirement();
      Verdict wanted = red(requirement);
      List<String> caughtBy =
          run.results().stream()
              .filter(result -> result.verdictOn(requirement) == wanted)
              .map(result -> result.test().name())
              .toList();
      return new Kill(fault, wanted, caughtBy);
    }

    public boolean isKilled() {
      return !caughtBy.isEmpty();
    }
  }
}

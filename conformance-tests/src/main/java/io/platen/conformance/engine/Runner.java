package io.platen.conformance.engine;

import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.subject.Target;
import io.platen.conformance.subject.Unmet;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Runs tests one after the other, each with connections and documents of its own. */
public final class Runner {
  private final Target target;
  private final Set<String> profiles;
  private final Duration patience;
  private final InstantSource clock;

  /**
   * @param profiles what is claimed; a test of another profile does not apply
   * @param patience how long one answer may take
   */
  public Runner(Target target, Set<String> profiles, Duration patience, InstantSource clock) {
    this.target = target;
    this.profiles = Set.copyOf(profiles);
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * @param listener told after each test
   */
  public Run run(List<ConformanceTest> tests, Consumer<TestResult> listener) {
    Instant started = clock.instant();
    List<TestResult> results = new ArrayList<>();
    for (ConformanceTest test : tests) {
      TestResult result = run(test);
      results.add(result);
      listener.accept(result);
    }
    return new Run(started, Duration.between(started, clock.instant()), results);
  }

  private TestResult run(ConformanceTest test) {
    Instant started = clock.instant();
    ServerUnderTest server = new ServerUnderTest(target, patience, started);
    Checks checks = new Checks(test.requirements());
    Optional<String> trouble = Optional.empty();
    Verdict verdict = Verdict.PASS;
    if (!applies(test)) {
      verdict = Verdict.NOT_APPLICABLE;
      trouble = Optional.of("Its profile is not claimed: " + profilesOf(test));
    } else {
      try {
        test.run(server, checks);
        trouble = checks.leftOut();
        verdict = trouble.isPresent() ? Verdict.ERROR : Verdict.PASS;
      } catch (Unmet e) {
        verdict = Verdict.SKIPPED;
        trouble = Optional.ofNullable(e.getMessage());
      } catch (Throwable e) {
        // Whatever breaks a test is a fault of the suite, never a verdict on the server.
        verdict = Verdict.ERROR;
        trouble = Optional.of(trace(e));
      }
    }
    Verdict gravest = checks.made().stream().map(Check::verdict).reduce(verdict, Verdict::or);
    Duration took = Duration.between(started, clock.instant());
    return new TestResult(test, gravest, checks.made(), trouble, server.exchanges(), took);
  }

  private boolean applies(ConformanceTest test) {
    return profiles.containsAll(profilesOf(test));
  }

  private static Set<String> profilesOf(ConformanceTest test) {
    Set<String> named = new TreeSet<>();
    test.requirements().forEach(requirement -> named.add(requirement.profile()));
    return named;
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}

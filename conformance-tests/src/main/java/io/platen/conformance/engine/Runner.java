package io.platen.conformance.engine;

import io.platen.conformance.adapter.AdapterFault;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.subject.Subject;
import io.platen.conformance.subject.Target;
import io.platen.conformance.subject.TargetCrashed;
import io.platen.conformance.subject.ToolMissing;
import io.platen.conformance.subject.Unmet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs tests one after the other, each with connections and documents of its own. */
public final class Runner {
  private final Subjects subjects;
  private final Applicability applicability;
  private final InstantSource clock;

  /** Opens what is tested, anew for each test. */
  @FunctionalInterface
  public interface Subjects {
    /**
     * @param now when the test began
     */
    Subject open(Instant now) throws IOException;
  }

  /**
   * @param applicability what is claimed; a test of anything else does not apply
   */
  public Runner(Subjects subjects, Applicability applicability, InstantSource clock) {
    this.subjects = subjects;
    this.applicability = applicability;
    this.clock = clock;
  }

  /**
   * Of a server.
   *
   * @param patience how long one answer may take
   */
  public Runner(Target target, Set<String> profiles, Duration patience, InstantSource clock) {
    this(now -> new ServerUnderTest(target, patience, now), Applicability.of(profiles), clock);
  }

  /**
   * @param listener told after each test
   */
  public Run run(List<ConformanceTest> tests, Consumer<TestResult> listener) {
    Instant started = clock.instant();
    List<TestResult> results = new ArrayList<>();
    for (ConformanceTest test : tests) {
      TestResult result =
          applicability.whyNot(test).map(why -> leftOut(test, why)).orElseGet(() -> run(test));
      results.add(result);
      listener.accept(result);
    }
    return new Run(started, Duration.between(started, clock.instant()), results);
  }

  private static TestResult leftOut(ConformanceTest test, String why) {
    return new TestResult(
        test,
        Verdict.NOT_APPLICABLE,
        List.of(),
        Optional.of(why),
        test.provisional(),
        Seen.NOTHING,
        Duration.ZERO);
  }

  private TestResult run(ConformanceTest test) {
    Instant started = clock.instant();
    Checks checks = new Checks(test.requirements());
    try (Subject subject = subjects.open(started)) {
      Ended ended = run(test, subject, checks);
      Verdict gravest =
          checks.made().stream().map(Check::verdict).reduce(ended.verdict(), Verdict::or);
      Duration took = Duration.between(started, clock.instant());
      Seen seen = new Seen(subject.told(), subject.exchanges(), checks.measures());
      Optional<String> uncounted = test.provisional().or(ended::uncounted);
      return new TestResult(test, gravest, checks.made(), ended.why(), uncounted, seen, took);
    } catch (IOException | RuntimeException e) {
      // What cannot be opened or closed is a fault of this one test; the others go on.
      Duration took = Duration.between(started, clock.instant());
      return new TestResult(
          test,
          Verdict.ERROR,
          List.of(),
          Optional.of(trace(e)),
          Optional.empty(),
          Seen.NOTHING,
          took);
    }
  }

  private static Ended run(ConformanceTest test, Subject subject, Checks checks) {
    try {
      test.run(subject, checks);
      return ended(checks);
    } catch (Unmet e) {
      return Ended.with(Verdict.SKIPPED, e.getMessage());
    } catch (ToolMissing e) {
      return new Ended(
          Verdict.SKIPPED,
          Optional.ofNullable(e.getMessage()),
          Optional.of("its tool could not say anything"));
    } catch (TargetCrashed e) {
      checks.crashed(String.valueOf(e.getMessage()));
      return new Ended(Verdict.PASS, Optional.empty(), Optional.empty());
    } catch (AdapterFault e) {
      return Ended.with(Verdict.ERROR, e.getMessage());
    } catch (Throwable e) {
      // Whatever breaks a test is a fault of the suite, never a verdict on what is tested.
      return Ended.with(Verdict.ERROR, trace(e));
    }
  }

  /** A test that measured has not judged; any other has looked at all that it declares. */
  private static Ended ended(Checks checks) {
    if (!checks.measures().isEmpty() && checks.made().isEmpty()) {
      return new Ended(
          Verdict.INFO, Optional.of("measured"), Optional.of("it measures and does not judge"));
    }
    Optional<String> leftOut = checks.leftOut();
    return new Ended(leftOut.isPresent() ? Verdict.ERROR : Verdict.PASS, leftOut, Optional.empty());
  }

  /** How the test's own code ended, before its checks are counted. */
  private record Ended(Verdict verdict, Optional<String> why, Optional<String> uncounted) {
    static Ended with(Verdict verdict, @Nullable String why) {
      return new Ended(verdict, Optional.ofNullable(why), Optional.empty());
    }
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}

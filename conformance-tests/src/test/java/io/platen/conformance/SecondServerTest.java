package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.engine.Conclusion;
import io.platen.conformance.engine.ConformanceTest;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.Runner;
import io.platen.conformance.engine.TestResult;
import io.platen.conformance.engine.Verdict;
import io.platen.conformance.subject.Target;
import io.platen.conformance.suite.ServerSuite;
import io.platen.conformance.testing.SecondServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that was written from the specification alone, in another language. */
class SecondServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void the_second_server_passes_the_core_profile_and_ends_cleanly() throws Exception {
    try (SecondServer server = SecondServer.start(folder)) {
      // when
      Target target = Target.read(server.configuration());
      Run run =
          new Runner(target, Set.of("core"), PATIENCE, InstantSource.system())
              .run(coreTests(), result -> {});
      // then
      assertThat(run.results()).hasSizeGreaterThan(90);
      assertThat(
              run.results().stream().filter(SecondServerTest::isNoPass).map(SecondServerTest::line))
          .isEmpty();
      assertThat(run.conclusion()).isEqualTo(Conclusion.CONFORMANT);
      assertThat(server.stop()).isZero();
    }
  }

  private static List<ConformanceTest> coreTests() {
    return ServerSuite.catalogue().tests().stream()
        .filter(
            test -> test.requirements().stream().allMatch(each -> each.profile().equals("core")))
        .toList();
  }

  private static boolean isNoPass(TestResult result) {
    return result.verdict() != Verdict.PASS || result.checks().isEmpty();
  }

  private static String line(TestResult result) {
    return "%s %s %s %s %s"
        .formatted(
            result.verdict(),
            result.test().name(),
            result.test().requirements(),
            result.trouble().orElse(""),
            result.broken());
  }
}

package io.platen.conformance.engine;

import static io.platen.protocol.Requirement.PLT_GEN_001;
import static io.platen.protocol.Requirement.PLT_GEN_002;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.conformance.peers.PeerBench;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.subject.Subject;
import io.platen.conformance.subject.Target;
import io.platen.conformance.subject.ToolMissing;
import io.platen.conformance.testing.TestBench;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Verifies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {
  @TempDir private Path folder;

  @Test
  void takes_a_test_that_checks_nothing_for_an_error() throws Exception {
    TestResult result = result("checks_nothing", Set.of("core"));
    assertThat(result.verdict()).isEqualTo(Verdict.ERROR);
    assertThat(result.trouble()).hasValueSatisfying(why -> assertThat(why).contains("PLT-GEN-002"));
  }

  @Test
  void takes_a_check_of_an_undeclared_requirement_for_an_error() throws Exception {
    TestResult result = result("checks_something_else", Set.of("core"));
    assertThat(result.verdict()).isEqualTo(Verdict.ERROR);
    assertThat(result.trouble()).hasValueSatisfying(why -> assertThat(why).contains("@Verifies"));
  }

  @Test
  void takes_a_test_that_breaks_for_an_error_and_never_for_a_verdict_on_the_server()
      throws Exception {
    TestResult result = result("breaks", Set.of("core"));
    assertThat(result.verdict()).isEqualTo(Verdict.ERROR);
    assertThat(Conclusion.of(List.of(result))).isEqualTo(Conclusion.SUITE_ERROR);
  }

  @Test
  void leaves_out_what_is_not_claimed() throws Exception {
    TestResult result = result("breaks", Set.of("updates"));
    assertThat(result.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(Conclusion.of(List.of(result))).isEqualTo(Conclusion.INCONCLUSIVE);
  }

  @Test
  void leaves_out_what_needs_a_profile_beside_that_is_not_claimed() throws Exception {
    // when
    TestResult without = result("needs_another_profile_too", Set.of("core"));
    TestResult with = result("needs_another_profile_too", Set.of("core", "sealing"));
    // then
    assertThat(without.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(with.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void counts_no_test_whose_tool_is_not_installed() throws Exception {
    TestResult result = result("lacks_its_tool", Set.of("core"));
    assertThat(result.verdict()).isEqualTo(Verdict.SKIPPED);
    assertThat(result.counts()).isFalse();
    assertThat(result.trouble()).contains("scanner is not installed");
  }

  @Test
  void takes_what_cannot_be_closed_for_an_error_of_that_test_alone() {
    // given
    AtomicInteger opened = new AtomicInteger();
    Runner runner =
        new Runner(
            now -> opened.getAndIncrement() == 0 ? new Stuck() : List::of,
            Applicability.of(Set.of("core")),
            InstantSource.system());
    // when
    Run run = runner.run(Catalogue.of(List.of(QuietTests.class)).tests(), each -> {});
    // then
    assertThat(run.results())
        .extracting(TestResult::verdict)
        .containsExactly(Verdict.ERROR, Verdict.PASS);
    assertThat(run.results().get(0).trouble().orElse("")).contains("it is still in use");
  }

  /** It is not to be closed. */
  private static final class Stuck implements Subject {
    @Override
    public List<Exchange> exchanges() {
      return List.of();
    }

    @Override
    public void close() {
      throw new UncheckedIOException(new IOException("it is still in use"));
    }
  }

  /** Tests that find nothing wrong. */
  static final class QuietTests {
    @Verifies(positive = PLT_GEN_001)
    void is_the_first(Subject subject, Checks checks) {
      checks.that(PLT_GEN_001, subject.told().isEmpty(), "", "", "", "");
    }

    @Verifies(positive = PLT_GEN_001)
    void is_the_second(Subject subject, Checks checks) {
      is_the_first(subject, checks);
    }
  }

  @Test
  void has_no_conclusion_without_results() {
    assertThat(Conclusion.of(List.of())).isEqualTo(Conclusion.INCONCLUSIVE);
  }

  @Test
  void refuses_a_class_without_tests() {
    assertThatThrownBy(() -> Catalogue.of(List.of(String.class)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no method with @Verifies");
  }

  private TestResult result(String name, Set<String> profiles) throws Exception {
    try (PeerBench bench = TestBench.correct(folder)) {
      Runner runner =
          new Runner(
              Target.read(bench.configuration()),
              profiles,
              Duration.ofSeconds(30),
              InstantSource.system());
      Catalogue catalogue = Catalogue.of(List.of(BadTests.class));
      List<ConformanceTest> tests = Selection.of(catalogue, List.of("bad." + name)).tests();
      return runner.run(tests, each -> {}).results().get(0);
    }
  }

  /** Tests as they must not be. */
  static final class BadTests {
    @Verifies(positive = {PLT_GEN_001, PLT_GEN_002})
    void checks_nothing(ServerUnderTest server, Checks checks) {
      Exchange exchange = server.send(Request.get(server.sync()));
      checks.status(PLT_GEN_001, exchange, 200, "");
    }

    @Verifies(positive = PLT_GEN_001)
    void checks_something_else(ServerUnderTest server, Checks checks) {
      Exchange exchange = server.send(Request.get(server.sync()));
      checks.status(PLT_GEN_002, exchange, 200, "");
    }

    @Verifies(positive = PLT_GEN_001)
    void lacks_its_tool(ServerUnderTest server, Checks checks) {
      checks.need(!server.device().toString().isEmpty(), "");
      throw new ToolMissing("scanner is not installed");
    }

    @Beside("sealing")
    @Verifies(positive = PLT_GEN_001)
    void needs_another_profile_too(ServerUnderTest server, Checks checks) {
      checks.status(PLT_GEN_001, server.send(Request.get(server.sync())), 200, "");
    }

    @Verifies(positive = PLT_GEN_001)
    void breaks(ServerUnderTest server, Checks checks) {
      checks.need(Integer.parseInt("as a fault of the suite does") > 0, "");
    }
  }
}

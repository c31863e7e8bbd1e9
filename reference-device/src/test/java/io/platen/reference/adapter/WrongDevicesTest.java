package io.platen.reference.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.adapter.Adapter;
import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Applicability;
import io.platen.conformance.engine.ConformanceTest;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.Runner;
import io.platen.conformance.engine.TestResult;
import io.platen.conformance.engine.Verdict;
import io.platen.conformance.peers.PeerKeys;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.suite.DeviceSuite;
import io.platen.device.DeviceConfig;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds of our own device that are wrong: the suite catches each by a test of its sentence. */
class WrongDevicesTest {
  /** Devices log each problem, and here they have many. */
  private static final Logger DEVICES = Logger.getLogger("io.platen.device");

  private static final PeerKeys KEYS = PeerKeys.make();

  @BeforeAll
  static void hush() {
    DEVICES.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    DEVICES.setLevel(null);
  }

  private static List<WrongDevice> wrongDevices() {
    return WrongDevice.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongDevices")
  void the_suite_catches_it_by_a_test_of_its_sentence(WrongDevice wrong) {
    // when
    Run run = run(wrong.part(), DeviceSuite.catalogue().testsOf(wrong.requirement()));
    // then
    assertThat(run.results()).extracting(TestResult::verdict).doesNotContain(Verdict.ERROR);
    assertThat(run.verdicts().get(wrong.requirement()))
        .as(run.results().toString())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void the_right_one_passes_the_same_tests() {
    // given
    List<ConformanceTest> tests =
        WrongDevice.all().stream()
            .map(WrongDevice::requirement)
            .distinct()
            .flatMap(each -> DeviceSuite.catalogue().testsOf(each).stream())
            .distinct()
            .toList();
    // when: by the same line, which changes nothing
    Run run =
        run(
            right -> right.connector(new TouchedLine((request, onward) -> onward.apply(request))),
            tests);
    // then
    assertThat(run.results())
        .filteredOn(each -> each.verdict() != Verdict.PASS)
        .extracting(each -> each.test() + " " + each.trouble() + each.broken())
        .isEmpty();
    assertThat(run.results()).hasSizeGreaterThan(10);
  }

  private static Run run(UnaryOperator<DeviceConfig.Builder> part, List<ConformanceTest> tests) {
    try (AdapterDesk desk = new AdapterDesk(part)) {
      Adapter adapter = (command, session, more) -> reply(desk, command.word(), session, more);
      return new Runner(
              now -> new DeviceUnderTest(adapter, KEYS),
              Applicability.of(Set.of("core")),
              InstantSource.system())
          .run(tests, result -> {});
    }
  }

  private static Reply reply(AdapterDesk desk, String word, Path session, List<String> more) {
    List<String> words = new ArrayList<>(List.of(word, session.toString()));
    words.addAll(more);
    try {
      AdapterAnswer answer = desk.run(words);
      Map<String, Object> members = new TreeMap<>(answer.members());
      return new Reply(Reply.Outcome.valueOf(answer.outcome().name()), answer.detail(), members);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

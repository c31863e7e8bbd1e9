package io.platen.conformance.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.adapter.Adapter;
import io.platen.conformance.adapter.AdapterCommand;
import io.platen.conformance.adapter.AdapterFault;
import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Applicability;
import io.platen.conformance.engine.Check;
import io.platen.conformance.engine.Runner;
import io.platen.conformance.engine.Selection;
import io.platen.conformance.engine.TestResult;
import io.platen.conformance.engine.Verdict;
import io.platen.conformance.peers.FakeDevice;
import io.platen.conformance.peers.PeerKeys;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.subject.Pace;
import io.platen.conformance.subject.Trials;
import io.platen.conformance.testing.Bystander;
import io.platen.conformance.testing.FrailDoor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FuzzTest {
  private static final PeerKeys KEYS = PeerKeys.make();
  private static final String DOCUMENTS = "fuzz.answers_documents_that_are_changed_by_chance";
  private static final String FIELDS = "fuzz.answers_header_fields_that_are_changed_by_chance";
  private static final String RECORDS = "fuzz.goes_on_after_tls_records_that_are_changed_by_chance";
  private static final String DEVICE = "devicefuzz.lives_on_after_";
  private static final String BY_CHANCE = "_that_are_changed_by_chance";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {DOCUMENTS, FIELDS, RECORDS})
  void passes_a_server_that_refuses_what_is_odd(String test) throws Exception {
    try (Bystander right = new Bystander(folder)) {
      TestResult result = right.play(test, trials(7, 12));
      assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PASS);
    }
  }

  @Test
  void fails_a_server_that_falls_over_odd_documents_and_names_the_case() throws Exception {
    try (Bystander wrong = new Bystander(folder)) {
      // given: it falls over one of them
      AtomicInteger seen = new AtomicInteger();
      wrong
          .server()
          .when(
              ScriptedServer.REPORTS,
              (asked, right) -> Reaction.status(seen.getAndIncrement() == 4 ? 500 : 400));
      // when
      TestResult result = wrong.play(DOCUMENTS, trials(100, 12));
      // then
      assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
      assertThat(result.broken())
          .singleElement()
          .extracting(Check::hint)
          .asString()
          .endsWith("--profile fuzz --select " + DOCUMENTS + " --seed 104 --cases 1");
      assertThat(result.seen().exchanges()).hasSize(2);
    }
  }

  @Test
  void fails_a_server_that_falls_over_odd_header_fields_or_drops_odd_documents() throws Exception {
    try (Bystander wrong = new Bystander(folder)) {
      // given
      wrong
          .server()
          .when(
              ScriptedServer.SYNC,
              (asked, right) -> Reaction.status(asked.request().headers().size() > 3 ? 502 : 200));
      wrong.server().when(ScriptedServer.REPORTS, Reaction.hangUp());
      // then
      assertThat(wrong.play(FIELDS, trials(1, 6)).verdict()).isEqualTo(Verdict.FAIL);
      assertThat(wrong.play(DOCUMENTS, trials(1, 1)).verdict()).isEqualTo(Verdict.FAIL);
    }
  }

  @Test
  void fails_a_server_that_stays_silent() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Bystander wrong = new Bystander(folder).patience(Duration.ofSeconds(1))) {
      // given
      wrong
          .server()
          .when(
              ScriptedServer.REPORTS,
              (asked, right) -> {
                await(over);
                return Reaction.status(400);
              });
      // then
      assertThat(wrong.play(DOCUMENTS, trials(1, 1)).verdict()).isEqualTo(Verdict.FAIL);
    } finally {
      over.countDown();
    }
  }

  @Test
  void fails_a_server_that_lets_nobody_in_after_odd_records() throws Exception {
    try (Bystander right = new Bystander(folder);
        FrailDoor door = new FrailDoor(right.server().deviceUrl())) {
      TestResult result = right.play(RECORDS, trials(3, 60), door.url());
      assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.FAIL);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"documents", "header_fields", "tls_records"})
  void passes_a_device_that_lives_on_and_fails_one_that_crashes(String what) {
    // given
    AtomicInteger syncs = new AtomicInteger();
    FakeDevice device = new FakeDevice(Optional.empty());
    Adapter crashes =
        (command, session, arguments) ->
            command == AdapterCommand.SYNC && syncs.getAndIncrement() == 3
                ? Reply.of(Reply.Outcome.CRASHED, "signal 11")
                : device.run(command, session, arguments);
    // when
    TestResult right = play(new FakeDevice(Optional.empty()), what);
    TestResult wrong = play(crashes, what);
    // then
    assertThat(right.verdict()).as(right.toString()).isEqualTo(Verdict.PASS);
    assertThat(wrong.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(wrong.broken())
        .extracting(Check::hint)
        .allMatch(it -> it.endsWith(DEVICE + what + BY_CHANCE + " --seed 7 --cases 1"));
  }

  @Test
  void takes_an_adapter_that_hangs_for_an_error_and_names_the_case() {
    // given
    FakeDevice device = new FakeDevice(Optional.empty());
    AtomicInteger syncs = new AtomicInteger();
    Adapter hangs =
        (command, session, arguments) -> {
          if (command == AdapterCommand.SYNC && syncs.getAndIncrement() == 2) {
            throw new AdapterFault("no answer within its limit");
          }
          return device.run(command, session, arguments);
        };
    // when
    TestResult result = play(hangs, "documents");
    // then
    assertThat(result.verdict()).isEqualTo(Verdict.ERROR);
    assertThat(result.trouble().orElse("")).contains("within its limit", "--seed 6 --cases 1");
  }

  @Test
  void changes_the_same_bytes_for_the_same_seed() {
    byte[] given = "<report xmlns='urn:platen:protocol:1'/>".getBytes(StandardCharsets.UTF_8);
    for (int seed = 0; seed < 500; seed++) {
      byte[] changed = new Mutator(seed).mutate(given);
      assertThat(changed).isNotEqualTo(given).isEqualTo(new Mutator(seed).mutate(given));
      assertThat(new Mutator(seed).mutateLine("Range: bytes=0-99")).doesNotContain("\r", "\n");
    }
  }

  private static TestResult play(Adapter adapter, String what) {
    return new Runner(
            now -> new DeviceUnderTest(adapter, KEYS, trials(5, 6)),
            Applicability.of(Set.of("core")),
            InstantSource.system())
        .run(
            Selection.of(Extras.everything(DeviceSuite.ROLE), List.of(DEVICE + what + BY_CHANCE))
                .tests(),
            result -> {})
        .results()
        .get(0);
  }

  private static Trials trials(long seed, int cases) {
    return new Trials(seed, cases, Duration.ofHours(1), 1, Pace.REAL);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

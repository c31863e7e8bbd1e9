package io.platen.conformance.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.adapter.Adapter;
import io.platen.conformance.adapter.AdapterCommand;
import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Applicability;
import io.platen.conformance.engine.Conclusion;
import io.platen.conformance.engine.Measure;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.Runner;
import io.platen.conformance.engine.Selection;
import io.platen.conformance.engine.TestResult;
import io.platen.conformance.engine.Verdict;
import io.platen.conformance.peers.FakeDevice;
import io.platen.conformance.peers.PeerKeys;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.subject.Footprint;
import io.platen.conformance.subject.Footprint.Reading;
import io.platen.conformance.subject.Pace;
import io.platen.conformance.subject.Trials;
import io.platen.conformance.testing.Bystander;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnduranceTest {
  private static final String SOAK = "soak.answers_for_hours_and_stays_as_it_is";
  private static final String DEVICE_SOAK = "devicesoak.works_for_hours_and_stays_as_it_is";
  private static final double MIB = 1024 * 1024;
  private static final PeerKeys KEYS = PeerKeys.make();

  @TempDir private Path folder;

  @Test
  void passes_a_server_that_stays_as_it_is_and_draws_it() throws Exception {
    try (Bystander server = new Bystander(folder).footprint(growing(0, 0))) {
      TestResult result = server.play(SOAK, hours(2));
      assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PASS);
      assertThat(result.counts()).isTrue();
      assertThat(result.seen().measures()).extracting(Measure::name).contains("memory", "threads");
    }
  }

  @Test
  void fails_a_server_whose_memory_or_threads_only_grow() throws Exception {
    try (Bystander server = new Bystander(folder)) {
      TestResult memory = server.footprint(growing(3, 0)).play(SOAK, hours(2));
      TestResult threads = server.footprint(growing(0, 2)).play(SOAK, hours(2));
      assertThat(memory.broken()).singleElement().asString().contains("MiB of memory more an hour");
      assertThat(threads.broken()).singleElement().asString().contains("threads more an hour");
    }
  }

  @Test
  void judges_no_slope_that_it_cannot_tell() throws Exception {
    try (Bystander server = new Bystander(folder)) {
      TestResult blind = server.play(SOAK, hours(2));
      TestResult brief = server.footprint(growing(50, 50)).play(SOAK, hours(0.9, 5));
      assertThat(blind.verdict()).as(blind.toString()).isEqualTo(Verdict.PASS);
      assertThat(blind.seen().measures()).isEmpty();
      assertThat(brief.verdict()).as(brief.toString()).isEqualTo(Verdict.PASS);
    }
  }

  @Test
  void fails_a_server_that_stops_answering_after_a_while() throws Exception {
    try (Bystander server = new Bystander(folder)) {
      // given
      AtomicInteger seen = new AtomicInteger();
      server
          .server()
          .when(
              ScriptedServer.SYNC,
              (asked, right) -> Reaction.status(seen.incrementAndGet() > 5 ? 503 : 200));
      // then
      assertThat(server.play(SOAK, hours(2)).broken())
          .singleElement()
          .asString()
          .contains("this is after 25 min");
    }
  }

  @Test
  void goes_by_what_a_devices_adapter_tells_of_it() {
    assertThat(soak(growingDevice(0)).verdict()).isEqualTo(Verdict.PASS);
    assertThat(soak(growingDevice(5)).broken()).singleElement().asString().contains("memory");
  }

  @Test
  void measures_a_server_and_does_not_judge_it() throws Exception {
    try (Bystander server = new Bystander(folder)) {
      // when
      Trials ten = new Trials(1, 1, Duration.ofHours(1), 10, Pace.REAL);
      Run run = server.run("performance.measures_sync", ten, server.server().deviceUrl());
      // then
      TestResult result = run.results().get(0);
      assertThat(result.verdict()).isEqualTo(Verdict.INFO);
      assertThat(result.counts()).isFalse();
      assertThat(run.conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
      assertThat(result.seen().measures())
          .extracting(each -> each.name() + " " + each.values().size())
          .containsExactly(
              "sync, 50 of 100 within 1",
              "sync, 95 of 100 within 1",
              "sync, 99 of 100 within 1",
              "sync 10");
      // when
      server.server().when(ScriptedServer.SYNC, Reaction.status(500));
      TestResult wrong = server.play("performance.measures_sync", ten);
      // then
      assertThat(wrong.verdict()).isEqualTo(Verdict.SKIPPED);
    }
  }

  @Test
  void reads_memory_and_threads_of_a_process_and_of_metrics() {
    // given
    String metrics =
        """
        # HELP
        jvm_memory_used_bytes{area="heap"} 1.5E6
        jvm_memory_used_bytes{area="nonheap"} 500000
        jvm_threads_current 17
        """;
    // then
    assertThat(Footprint.ofProcess(ProcessHandle.current().pid()).read())
        .hasValueSatisfying(each -> assertThat(each.bytes()).isGreaterThan(1e6))
        .hasValueSatisfying(each -> assertThat(each.threads()).isGreaterThan(1));
    assertThat(Footprint.ofProcess(0).read()).isEmpty();
    assertThat(Footprint.ofMetrics(metrics)).contains(new Reading(2e6, 17));
    assertThat(Footprint.ofMetrics("up 1")).isEmpty();
  }

  private static TestResult soak(Adapter adapter) {
    Trials trials = hours(1.75);
    return new Runner(
            now -> new DeviceUnderTest(adapter, KEYS, trials),
            Applicability.of(Set.of("core")),
            InstantSource.system())
        .run(
            Selection.of(Extras.everything(DeviceSuite.ROLE), List.of(DEVICE_SOAK)).tests(),
            result -> {})
        .results()
        .get(0);
  }

  private static Adapter growingDevice(double mib) {
    FakeDevice device = new FakeDevice(Optional.empty());
    AtomicInteger asked = new AtomicInteger();
    return (command, session, arguments) -> {
      Reply reply = device.run(command, session, arguments);
      if (command != AdapterCommand.STATE) {
        return reply;
      }
      Map<String, Object> more = new HashMap<>(reply.members());
      more.put("memoryBytes", (20 + mib * asked.incrementAndGet()) * MIB);
      more.put("threads", "9");
      return new Reply(reply.outcome(), reply.detail(), more);
    };
  }

  /** A footprint that grows by so much each time. */
  private static Footprint growing(double mib, double threads) {
    AtomicInteger asked = new AtomicInteger();
    return () -> {
      int times = asked.incrementAndGet();
      return Optional.of(new Reading((200 + mib * times) * MIB, 30 + threads * times));
    };
  }

  private static Trials hours(double hours) {
    return hours(hours, 10);
  }

  private static Trials hours(double hours, int faster) {
    return new Trials(1, 1, Duration.ofMinutes(Math.round(hours * 60)), 1, new Quick(faster));
  }

  /** Rests pass at once, and are longer. */
  private static final class Quick implements Pace {
    private final int faster;
    private Instant now = Instant.EPOCH;

    Quick(int faster) {
      this.faster = faster;
    }

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void rest(Duration time) {
      now = now.plus(time.multipliedBy(faster));
    }
  }
}

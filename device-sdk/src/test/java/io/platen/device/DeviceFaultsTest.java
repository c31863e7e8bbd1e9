package io.platen.device;

import static io.platen.device.testing.OneDevice.ENTRY;
import static io.platen.device.testing.OneDevice.ID;
import static io.platen.device.testing.OneDevice.config;
import static io.platen.device.testing.OneDevice.server;
import static io.platen.protocol.Requirement.PLT_LNK_013;
import static io.platen.protocol.Requirement.PLT_LNK_014;
import static io.platen.protocol.Requirement.PLT_LNK_020;
import static io.platen.protocol.Requirement.PLT_LNK_021;
import static io.platen.protocol.Requirement.PLT_LNK_022;
import static io.platen.protocol.Requirement.PLT_LNK_023;
import static io.platen.protocol.Requirement.PLT_RPT_001;
import static io.platen.protocol.Requirement.PLT_RPT_002;
import static io.platen.protocol.Requirement.PLT_RPT_005;
import static io.platen.protocol.Requirement.PLT_RPT_006;
import static io.platen.protocol.Requirement.PLT_RPT_012;
import static io.platen.protocol.Requirement.PLT_RPT_024;
import static io.platen.protocol.Requirement.PLT_RPT_036;
import static io.platen.protocol.Requirement.PLT_SYN_005;
import static io.platen.protocol.Requirement.PLT_SYN_008;
import static io.platen.protocol.Requirement.PLT_SYN_012;
import static io.platen.protocol.Requirement.PLT_SYN_013;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.Heard;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the device makes of a server, a network and a disk that fail. */
class DeviceFaultsTest {
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  private final VirtualTime time = new VirtualTime(START);
  private final TestStorage storage = new TestStorage();
  private final TestPrinters printers = new TestPrinters(time).put("10.0.0.5", "SN-12345A", 100);
  private final Heard heard = new Heard();
  private final TestServer server = server().withEntries(ENTRY);

  private Error whileScanning;
  private Error whileReading;

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Device device() throws IOException {
    return Device.open(
        config(storage, printers, time, server.address())
            .finder(
                (entries, packets, listener) -> {
                  fail(whileScanning);
                  return printers.scan(entries, packets, listener);
                })
            .reader(
                target -> {
                  fail(target.equals(TestPrinters.target("10.0.0.5")) ? whileReading : null);
                  return printers.read(target);
                })
            .build(),
        heard);
  }

  private static void fail(Error error) {
    if (error != null) {
      throw error;
    }
  }

  private void everyAnswerIs(ProblemType type) {
    server.instead(
        exchange -> {
          TestServer.problem(exchange, type);
          return true;
        });
  }

  private void uploadsAreAnsweredWith(ProblemType type) {
    server.instead(
        exchange -> {
          boolean upload = exchange.getRequestMethod().equals("POST");
          if (upload) {
            TestServer.problem(exchange, type);
          }
          return upload;
        });
  }

  @Test
  @Verifies(
      positive = PLT_RPT_024,
      negative = {PLT_LNK_014, PLT_LNK_020, PLT_LNK_023, PLT_RPT_002, PLT_RPT_012})
  void keeps_a_days_reports_while_all_hosts_are_down_and_sends_them_in_order_after()
      throws Exception {
    // given
    try (Device device = device()) {
      device.runOnce();
      everyAnswerIs(ProblemType.UNAVAILABLE);
      for (int cycle = 0; cycle < 12; cycle++) {
        printers.put("10.0.0.5", "SN-12345A", 101 + cycle);
        time.advance(Duration.ofHours(2));
        device.runOnce();
      }
      int tried = server.requests().size();

      // when
      server.instead(null);
      device.runOnce();

      // then
      assertThat(server.reports()).extracting(Report::sequence).doesNotHaveDuplicates().isSorted();
      assertThat(server.reports()).hasSize(13);
      assertThat(server.reports().subList(1, 13))
          .allMatch(report -> report.kind() == Report.Kind.DELTA);
      // 12 syncs and 12 uploads, and what the retry budget of each allows
      assertThat(tried).isLessThan(12 * 2 + 2 * 6 + 4);
    }
  }

  @Test
  @Verifies(positive = PLT_LNK_013)
  void waits_as_long_as_the_server_asks() throws Exception {
    // given
    server.instead(
        exchange -> {
          boolean upload = exchange.getRequestMethod().equals("POST");
          if (upload) {
            exchange.getResponseHeaders().set("Retry-After", "600");
            TestServer.problem(exchange, ProblemType.UNAVAILABLE);
          }
          return upload;
        });
    try (Device device = device()) {
      // when
      CycleOutcome outcome = device.runOnce();

      // then
      assertThat(outcome.again().orElseThrow())
          .isBetween(time.instant().plusSeconds(600), time.instant().plusSeconds(660));
      assertThat(server.requests()).filteredOn(line -> line.startsWith("POST")).hasSize(1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      names = {"SCHEMA_VIOLATION", "TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE", "SEQUENCE_REUSED"})
  @Verifies(negative = {PLT_LNK_022, PLT_RPT_036})
  void sends_no_report_again_that_was_refused_for_good(ProblemType type) throws Exception {
    // given
    uploadsAreAnsweredWith(type);
    try (Device device = device()) {
      device.runOnce();
      server.instead(null);
      printers.put("10.0.0.5", "SN-12345A", 101);

      // when
      device.runOnce();

      // then
      assertThat(heard.lines()).contains("refused 1 " + type, "uploaded 2");
      Report next = server.reports().get(0);
      assertThat(next.kind()).isEqualTo(Report.Kind.FULL);
      assertThat(next.lost()).containsExactly(new Report.Lost(1, 1, "refused"));
    }
  }

  @Test
  @Verifies(negative = PLT_LNK_021)
  void keeps_a_report_whose_receipt_is_for_another() throws Exception {
    // given
    AtomicInteger answers = new AtomicInteger();
    server.instead(
        exchange -> {
          boolean upload = exchange.getRequestMethod().equals("POST");
          if (upload) {
            exchange.getRequestBody().readAllBytes();
            answers.incrementAndGet();
            TestServer.respond(exchange, 200, "application/vnd.platen+xml", new byte[] {'<'});
          }
          return upload;
        });
    try (Device device = device()) {
      // when
      CycleOutcome outcome = device.runOnce();
      server.instead(null);
      device.runOnce();

      // then
      assertThat(outcome.kind()).isEqualTo(CycleOutcome.Kind.WAITING);
      assertThat(answers.get()).isPositive();
      assertThat(server.reports()).extracting(Report::sequence).containsExactly(1L);
    }
  }

  @Test
  @Verifies(negative = {PLT_SYN_012, PLT_SYN_013})
  void works_on_by_the_old_document_when_the_new_one_is_invalid() throws Exception {
    // given
    try (Device device = device()) {
      device.runOnce();
      server.with(new SyncDocument(UUID.randomUUID(), null, Policy.DEFAULT, List.of()));
      printers.put("10.0.0.5", "SN-12345A", 101);

      // when
      device.runOnce();

      // then
      assertThat(heard.problems()).singleElement().asString().contains("the one before holds on");
      assertThat(server.reports()).hasSize(2);
    }
  }

  @Test
  @Verifies(negative = PLT_RPT_001)
  void says_that_the_disk_is_full_loses_nothing_and_goes_on_when_there_is_room() throws Exception {
    // given
    try (Device device = device()) {
      device.runOnce();
      printers.put("10.0.0.5", "SN-12345A", 101);

      // when
      storage.fullFromWrite(1);
      CycleOutcome full = device.runOnce();
      storage.roomAgain();
      CycleOutcome after = device.runOnce();

      // then
      assertThat(full.kind()).isEqualTo(CycleOutcome.Kind.STORE_FAILED);
      assertThat(heard.problems()).anyMatch(line -> line.contains("is the disk full?"));
      assertThat(after.kind()).isEqualTo(CycleOutcome.Kind.DONE);
      assertThat(server.reports().get(1).printers().get(0).meters().get(0).value()).isEqualTo(101);
    }
  }

  @Test
  @Verifies(positive = PLT_RPT_036, negative = PLT_RPT_024)
  void drops_the_oldest_where_the_outbox_is_full_and_says_so_in_the_next_report() throws Exception {
    // given
    Policy.Limits small = new Policy.Limits(256 * 1024, 500, 64 * 1024, Duration.ofHours(5), 100);
    server.withPolicy(new Policy(false, Policy.Schedule.DEFAULT, small, java.util.Map.of()));
    uploadsAreAnsweredWith(ProblemType.UNAVAILABLE);
    try (Device device = device()) {
      for (int cycle = 0; cycle < 5; cycle++) {
        printers.put("10.0.0.5", "SN-12345A", 101 + cycle);
        device.runOnce();
        time.advance(Duration.ofHours(2));
      }

      // when
      server.instead(null);
      device.runOnce();
      device.runOnce();

      // then
      assertThat(heard.lines()).anyMatch(line -> line.startsWith("lost"));
      Report first = server.reports().get(0);
      assertThat(first.kind()).isEqualTo(Report.Kind.FULL);
      assertThat(first.sequence()).isGreaterThan(1);
      assertThat(server.reports()).anyMatch(report -> !report.lost().isEmpty());
    }
  }

  @Test
  @Verifies(negative = PLT_RPT_005)
  void begins_a_new_epoch_when_its_memory_cannot_be_read() throws Exception {
    // given
    try (Device device = device()) {
      device.runOnce();
    }
    storage.write("device.mv", new byte[20_000]);

    // when
    try (Device device = device()) {
      device.runOnce();
    }

    // then
    assertThat(heard.problems()).anyMatch(line -> line.contains("began anew"));
    assertThat(server.reports()).extracting(Report::epoch).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void writes_down_how_it_is_for_other_processes_to_read() throws Exception {
    // given
    uploadsAreAnsweredWith(ProblemType.UNAVAILABLE);
    try (Device device = device()) {
      // when
      device.runOnce();

      // then
      DeviceStatus status = DeviceStatus.read(storage).orElseThrow();
      assertThat(status.device()).isEqualTo(ID.toString());
      assertThat(status.printers()).isEqualTo(1);
      assertThat(status.waiting()).isEqualTo(1);
      assertThat(status.lastSync()).isEqualTo(START);
      assertThat(status.lastUpload()).isNull();
      assertThat(status.lastProblem()).contains("503");
    }
  }

  @Test
  @Verifies(positive = {PLT_RPT_006, PLT_SYN_005, PLT_SYN_008, PLT_SYN_012})
  void goes_on_where_it_stopped_after_a_restart() throws Exception {
    // given
    try (Device device = device()) {
      device.runOnce();
    }
    printers.put("10.0.0.5", "SN-12345A", 101);

    // when
    try (Device device = device()) {
      device.runOnce();
    }

    // then
    assertThat(heard.lines()).contains("synced unchanged 1", "uploaded 2");
    assertThat(server.reports().get(1).kind()).isEqualTo(Report.Kind.DELTA);
  }

  @Test
  void goes_on_by_its_schedule_after_a_cycle_that_ended_in_an_error() throws Exception {
    // given
    whileScanning = new StackOverflowError("wanted by the test");
    try (Device device = device()) {
      // when
      device.start();
      time.advance(Duration.ofMinutes(1));
      List<String> problems = heard.problems();
      whileScanning = null;
      time.advance(Duration.ofHours(4));

      // then
      assertThat(problems).singleElement().asString().contains("StackOverflowError");
      assertThat(server.reports()).isNotEmpty();
    }
  }

  @Test
  void goes_on_by_its_schedule_where_not_even_that_can_be_told() throws Exception {
    // given: whatever is told ends in an error too
    whileScanning = new StackOverflowError("wanted by the test");
    heard.failWith(new StackOverflowError("wanted by the test"));
    try (Device device = device()) {
      // when
      device.start();
      time.advance(Duration.ofMinutes(1));
      whileScanning = null;
      heard.failWith(null);
      time.advance(Duration.ofHours(4));

      // then
      assertThat(server.reports()).isNotEmpty();
    }
  }

  @Test
  void reports_the_other_printers_where_reading_one_ends_in_an_error() throws Exception {
    // given
    printers.put("10.0.0.6", "SN-67890B", 100);
    whileReading = new StackOverflowError("wanted by the test");
    try (Device device = device()) {
      // when
      device.runOnce();

      // then
      assertThat(server.reports().get(0).printers())
          .extracting(printer -> printer.key())
          .containsExactly("sn-SN67890B");
      assertThat(heard.problems()).singleElement().asString().contains("StackOverflowError");
    }
  }
}

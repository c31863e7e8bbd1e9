package io.platen.device;

import static io.platen.device.testing.OneDevice.ENTRY;
import static io.platen.device.testing.OneDevice.ID;
import static io.platen.device.testing.OneDevice.config;
import static io.platen.protocol.Requirement.PLT_LNK_015;
import static io.platen.protocol.Requirement.PLT_RPT_002;
import static io.platen.protocol.Requirement.PLT_RPT_015;
import static io.platen.protocol.Requirement.PLT_RPT_028;
import static io.platen.protocol.Requirement.PLT_RPT_029;
import static io.platen.protocol.Requirement.PLT_SYN_001;
import static io.platen.protocol.Requirement.PLT_SYN_005;
import static io.platen.protocol.Requirement.PLT_SYN_007;
import static io.platen.protocol.Requirement.PLT_SYN_010;
import static io.platen.protocol.Requirement.PLT_SYN_013;
import static io.platen.protocol.Requirement.PLT_SYN_050;
import static io.platen.protocol.Requirement.PLT_XML_031;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.printer.Traffic;
import io.platen.device.testing.Heard;
import io.platen.device.testing.OneDevice;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a device does cycle after cycle, by what its server says and by what its printers do. */
class DeviceCyclesTest {
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final String SYNC = "GET /download/v1/sync";
  private static final String REPORT = "POST /update/v1/reports";

  private final VirtualTime time = new VirtualTime(START);
  private final TestStorage storage = new TestStorage();
  private final TestPrinters printers = new TestPrinters(time).put("10.0.0.5", "SN-12345A", 100);
  private final Heard heard = new Heard();
  private Duration spread = Duration.ZERO;
  private final TestServer first = server();
  private final TestServer second = server();

  private static TestServer server() {
    return OneDevice.server().withEntries(ENTRY);
  }

  @AfterEach
  void stopServers() {
    first.close();
    second.close();
  }

  private Device device() throws IOException {
    return device(false);
  }

  private Device device(boolean startNow) throws IOException {
    return Device.open(
        config(storage, printers, time, first.address(), second.address())
            .startNow(startNow)
            .startSpread(spread)
            .build(),
        heard);
  }

  private static void fail(TestServer server, String method) {
    server.instead(
        exchange -> {
          boolean fails = exchange.getRequestMethod().equals(method);
          if (fails) {
            TestServer.problem(exchange, ProblemType.UNAVAILABLE);
          }
          return fails;
        });
  }

  /** 60,000 bytes a reading with 56 of headers, at as many a minute. */
  private void readAMinuteEach() {
    Policy.Limits usual = Policy.Limits.DEFAULT;
    Policy.Limits few =
        new Policy.Limits(
            usual.bodyBytes(),
            usual.printersPerReport(),
            usual.outboxBytes(),
            usual.outboxAge(),
            usual.packetsPerSecond(),
            60_000);
    first.withPolicy(new Policy(false, Policy.Schedule.DEFAULT, few, Map.of()));
    printers.costing(new Traffic(1, 1_000, 58_944));
  }

  @Test
  @Verifies(negative = PLT_SYN_050)
  void reads_no_printer_before_those_of_the_last_cycle_are_paid_for() throws Exception {
    // given
    readAMinuteEach();
    try (Device device = device()) {
      device.runOnce();
      assertThat(time.pauses()).isEmpty();
      // when
      device.runOnce();
    }
    // then
    assertThat(time.pauses()).containsExactly(Duration.ofMinutes(1));
  }

  @Test
  @Verifies(positive = PLT_SYN_050)
  void reads_printers_no_faster_than_the_policys_bytes_allow() throws Exception {
    // given
    readAMinuteEach();
    printers.put("10.0.0.6", "SN-12345B", 100).put("10.0.0.7", "SN-12345C", 100);
    // when
    try (Device device = device()) {
      device.runOnce();
    }
    // then
    assertThat(time.pauses()).containsSequence(Duration.ofMinutes(1), Duration.ofMinutes(1));
    assertThat(first.reports().get(0).printers()).hasSize(3);
  }

  @Test
  @Verifies(positive = {PLT_LNK_015, PLT_RPT_002, PLT_SYN_001, PLT_SYN_013})
  void asks_first_and_then_reports_to_one_host() throws Exception {
    // given
    try (Device device = device()) {
      // when
      device.runOnce();
      printers.put("10.0.0.5", "SN-12345A", 101);
      device.runOnce();

      // then
      assertThat(first.requests()).containsExactly(SYNC, REPORT, SYNC, REPORT);
      assertThat(first.reports()).extracting(Report::sequence).containsExactly(1L, 2L);
      assertThat(second.requests()).isEmpty();
      assertThat(heard.lines()).contains("synced changed 1", "synced unchanged 1");
    }
  }

  @Test
  @Verifies(negative = PLT_LNK_015)
  void has_a_report_under_way_to_one_host_at_a_time_though_the_first_hangs_up() throws Exception {
    // given
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    first.instead(
        exchange -> {
          if (exchange.getRequestMethod().equals("POST")) {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            exchange.getRequestBody().readAllBytes();
            underWay.decrementAndGet();
            throw new IOException("hangs up");
          }
          return false;
        });
    second.instead(
        exchange -> {
          most.accumulateAndGet(underWay.get() + 1, Math::max);
          return false;
        });
    try (Device device = device()) {
      // when
      device.runOnce();

      // then
      assertThat(second.reports()).extracting(Report::sequence).containsExactly(1L);
      assertThat(most).hasValue(1);
    }
  }

  @Test
  @Verifies(negative = PLT_SYN_001)
  void asks_again_in_the_next_cycle_when_nobody_answered() throws Exception {
    // given
    fail(first, "GET");
    fail(second, "GET");
    try (Device device = device()) {
      device.runOnce();
      int before = first.requests().size() + second.requests().size();
      first.instead(null);
      second.instead(null);

      // when
      time.advance(Duration.ofHours(2));
      device.runOnce();

      // then
      assertThat(before).isPositive();
      assertThat(first.requests()).contains(SYNC);
      assertThat(heard.lines()).contains("synced changed 1");
    }
  }

  @Test
  @Verifies(positive = PLT_SYN_010)
  void keeps_to_the_usual_window_until_it_has_heard_of_another() throws Exception {
    // given
    try (Device device = device()) {
      // when
      device.start();

      // then
      LocalTime due = time.nextDue().atZone(ZoneOffset.UTC).toLocalTime();
      assertThat(due).isBetween(LocalTime.of(5, 0), LocalTime.of(19, 0));
      assertThat(time.nextDue()).isBetween(START, START.plus(Duration.ofMinutes(140)));
    }
  }

  @Test
  @Verifies(negative = PLT_SYN_010)
  void looks_for_no_printer_before_it_was_told_where() throws Exception {
    // given
    fail(first, "GET");
    fail(second, "GET");
    try (Device device = device()) {
      // when
      device.runOnce();

      // then
      assertThat(first.reports()).allMatch(report -> report.printers().isEmpty());
      assertThat(heard.problems()).anyMatch(line -> line.contains("Sync failed"));
    }
  }

  @Test
  @Verifies(positive = PLT_SYN_007)
  void begins_a_cycle_when_it_starts() throws Exception {
    // given
    try (Device device = device(true)) {
      // when
      device.start();
      time.advance(Duration.ofSeconds(1));

      // then
      assertThat(first.requests()).containsExactly(SYNC, REPORT);
    }
  }

  @Test
  @Verifies(negative = PLT_SYN_005)
  void names_the_document_that_it_works_by_though_it_was_sent_another() throws Exception {
    // given
    List<String> tags = new ArrayList<>();
    first.instead(
        exchange -> {
          tags.add(String.valueOf(exchange.getRequestHeaders().getFirst("If-None-Match")));
          return false;
        });
    try (Device device = device()) {
      device.runOnce();
      device.runOnce();
      String good = tags.get(tags.size() - 1);

      // when: one for another device is refused
      first.with(new SyncDocument(UUID.randomUUID(), null, Policy.DEFAULT, List.of()));
      device.runOnce();
      device.runOnce();

      // then
      assertThat(good).startsWith("\"");
      assertThat(tags).last().isEqualTo(good);
    }
  }

  @Test
  @Verifies(negative = PLT_XML_031)
  void works_on_where_a_document_breaks_the_rules_of_documents() throws Exception {
    // given
    try (Device device = device()) {
      device.runOnce();
      String document =
          new String(
              SyncCodec.write(new SyncDocument(ID, null, Policy.DEFAULT, List.of())),
              StandardCharsets.UTF_8);
      byte[] commented =
          document.replace("</sync>", "<!-- c --></sync>").getBytes(StandardCharsets.UTF_8);
      first.instead(
          exchange -> {
            boolean sync = exchange.getRequestMethod().equals("GET");
            if (sync) {
              TestServer.respond(exchange, 200, "application/vnd.platen+xml", commented);
            }
            return sync;
          });
      printers.put("10.0.0.5", "SN-12345A", 101);

      // when
      device.runOnce();

      // then
      assertThat(heard.problems()).singleElement().asString().contains("the one before holds on");
      assertThat(first.reports()).hasSize(2);
    }
  }

  @Test
  @Verifies(positive = PLT_RPT_015)
  void sends_full_once_the_last_full_report_is_as_old_as_the_policy_says() throws Exception {
    // given
    try (Device device = device()) {
      device.runOnce();

      // when
      for (int day = 1; day <= 8; day++) {
        time.advance(Duration.ofDays(1));
        printers.put("10.0.0.5", "SN-12345A", 100 + day);
        device.runOnce();
      }

      // then
      assertThat(first.reports()).hasSize(9);
      assertThat(first.reports().subList(1, 7))
          .allMatch(report -> report.kind() == Report.Kind.DELTA);
      assertThat(first.reports().subList(7, 9))
          .filteredOn(report -> report.kind() == Report.Kind.FULL)
          .hasSize(1);
    }
  }

  @Test
  @Verifies(
      positive = {PLT_RPT_028, PLT_RPT_029},
      negative = PLT_RPT_028)
  void removes_a_printer_after_thirty_days_of_silence_and_no_day_before() throws Exception {
    // given
    try (Device device = device()) {
      device.runOnce();
      printers.switchOff("10.0.0.5");

      // when
      for (int day = 1; day <= 31; day++) {
        time.advance(Duration.ofDays(1));
        device.runOnce();
      }

      // then
      List<Report> reports = first.reports();
      assertThat(reports.get(1).printers().get(0).status().state())
          .isEqualTo(PrinterStatus.State.UNREACHABLE);
      Report last = reports.get(reports.size() - 1);
      assertThat(last.removed()).containsExactly("sn-SN12345A");
      assertThat(last.created()).isBetween(days(30), days(31));
      assertThat(reports.subList(0, reports.size() - 1)).allMatch(each -> each.removed().isEmpty());
    }
  }

  private static Instant days(int days) {
    return START.plus(Duration.ofDays(days));
  }

  /** How long a device that starts now waits for its first cycle. */
  private Duration firstWait() throws IOException {
    time.started();
    try (Device device = device(true)) {
      device.start();
      return Duration.between(time.instant(), time.nextDue());
    }
  }

  @Test
  void a_fleet_that_gets_its_power_back_does_not_sync_in_the_same_second() throws Exception {
    // given
    spread = Duration.ofMinutes(1);
    assertThat(firstWait()).isZero();
    time.started();
    try (Device device = device(true)) {
      device.runOnce();
    }

    // when
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      waits.add(firstWait());
    }

    // then
    assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofMinutes(1)) <= 0);
    assertThat(waits.stream().map(Duration::toSeconds).distinct().count()).isGreaterThan(10);

    // and who comes after a day is late already
    time.pass(Duration.ofDays(1));
    assertThat(firstWait()).isZero();
  }
}

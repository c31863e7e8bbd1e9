package io.platen.server.ingest.control;

import static io.platen.protocol.Requirement.PLT_RPT_003;
import static io.platen.protocol.Requirement.PLT_RPT_007;
import static io.platen.protocol.Requirement.PLT_RPT_008;
import static io.platen.protocol.Requirement.PLT_RPT_013;
import static io.platen.protocol.Requirement.PLT_RPT_016;
import static io.platen.protocol.Requirement.PLT_TLS_008;
import static io.platen.protocol.Requirement.PLT_TLS_009;
import static io.platen.server.testing.TestFleet.DEVICE;
import static io.platen.server.testing.TestFleet.OTHER_DEVICE;
import static io.platen.server.testing.TestFleet.OTHER_TENANT;
import static io.platen.server.testing.TestFleet.TENANT;
import static io.platen.server.testing.TestReport.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.Verifies;
import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Receipt;
import io.platen.protocol.report.Report;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.fleet.entity.FleetChange;
import io.platen.server.fleet.entity.Printer;
import io.platen.server.fleet.entity.PrinterFilter;
import io.platen.server.problem.ProblemException;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import io.platen.server.testing.TestReport;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class IngestTest {
  /** Only a failure waits this long. */
  private static final int WAIT_SECONDS = 20;

  private TestDatabase test;
  private TestFleet fleet;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    fleet = new TestFleet(test).withTenants();
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void stores_a_full_report_and_gives_all_of_it_back() throws Exception {
    // when
    byte[] receipt = fleet.send(report(DEVICE, 1).printer("p1", 33_810));

    // then
    assertThat(ReceiptCodec.read(receipt)).isEqualTo(new Receipt(DEVICE, TestReport.EPOCH, 1));
    Printer printer = onlyPrinter();
    assertThat(printer.key()).isEqualTo("p1");
    assertThat(printer.identity()).isEqualTo(TestReport.facts(33_810).identity());
    assertThat(printer.facts().status()).isEqualTo(TestReport.facts(33_810).status());
    assertThat(printer.facts().meters()).isEqualTo(TestReport.meters(33_810));
    assertThat(printer.facts().trays()).isEqualTo(TestReport.facts(0).trays());
    // Rows come in the order of their index, where 10 follows 4.
    assertThat(printer.facts().supplies())
        .extracting(supply -> supply.index())
        .containsExactly("1.1", "1.2", "1.4", "1.10");
    assertThat(printer.facts().supplies())
        .containsExactlyInAnyOrderElementsOf(TestReport.facts(0).supplies());
    assertThat(printer.lastRead()).isEqualTo("2026-11-22T06:00:00Z");
  }

  @Test
  @Verifies(positive = PLT_TLS_009)
  void makes_a_device_active_with_its_first_report() {
    // when
    fleet.send(report(DEVICE, 1));

    // then
    assertThat(
            test.value(
                "SELECT state || ' ' || software || ' ' || clock FROM device WHERE id = '"
                    + DEVICE
                    + "'"))
        .isEqualTo("ACTIVE platen-test 1 SYNCHRONISED");
  }

  @Test
  @Verifies(positive = PLT_RPT_007)
  void gives_the_same_receipt_to_the_same_report_and_stores_it_once() {
    // given
    TestReport sent = report(DEVICE, 1).printer("p1", 10);
    byte[] first = fleet.send(sent);

    // when
    byte[] second = fleet.send(sent);

    // then
    assertThat(second).isEqualTo(first);
    assertThat(test.value("SELECT count(*) FROM report_seen")).isEqualTo(1L);
    assertThat(test.value("SELECT count(*) FROM meter_reading")).isEqualTo(1L);
    assertThat(test.value("SELECT version FROM device_state")).isEqualTo(1L);
  }

  @Test
  @Verifies(negative = PLT_RPT_008)
  void refuses_a_sequence_that_was_used_with_another_body() {
    // given
    fleet.send(report(DEVICE, 1).printer("p1", 10));

    // when
    ProblemException refusal = refusal(report(DEVICE, 1).printer("p1", 11));

    // then
    assertThat(refusal.problem().type()).isEqualTo(ProblemType.SEQUENCE_REUSED);
    assertThat(onlyPrinter().facts().meters()).isEqualTo(TestReport.meters(10));
  }

  @Test
  @Timeout(60)
  void stores_one_of_two_same_reports_that_arrive_at_the_same_time() throws Exception {
    // given: the first upload has written its rows and waits before its commit
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    TestReport sent = report(DEVICE, 1).printer("p1", 10);
    // The common pool may have fewer threads than wait for each other here.
    ExecutorService threads = Executors.newFixedThreadPool(3);
    var holder =
        CompletableFuture.runAsync(
            () -> {
              try (Connection connection = test.source().getConnection()) {
                connection.setAutoCommit(false);
                fleet.gate.touch(
                    connection,
                    new AdmittedDevice(TENANT, DEVICE),
                    Instant.EPOCH,
                    null,
                    null,
                    null);
                written.countDown();
                mayCommit.await();
                connection.commit();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            },
            threads);
    assertThat(written.await(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();

    // when: two more come while the device is locked
    var second = CompletableFuture.supplyAsync(() -> fleet.send(sent), threads);
    var third = CompletableFuture.supplyAsync(() -> fleet.send(sent), threads);
    waitForBlockedStatements(2);
    mayCommit.countDown();
    holder.get(WAIT_SECONDS, TimeUnit.SECONDS);
    threads.shutdown();

    // then
    assertThat(second.get(WAIT_SECONDS, TimeUnit.SECONDS))
        .isEqualTo(third.get(WAIT_SECONDS, TimeUnit.SECONDS));
    assertThat(test.value("SELECT count(*) FROM report_seen")).isEqualTo(1L);
    assertThat(test.value("SELECT version FROM device_state")).isEqualTo(1L);
    assertThat(test.value("SELECT count(*) FROM meter_reading")).isEqualTo(1L);
  }

  private void waitForBlockedStatements(long count) {
    String blocked =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND wait_event_type = 'Lock'";
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while ((long) test.value(blocked) < count) {
      assertThat(System.nanoTime() - end).as("%s uploads wait for the lock", count).isNegative();
      Thread.onSpinWait();
    }
  }

  @Test
  void leaves_nothing_behind_of_a_report_that_it_refuses() {
    // when
    ProblemException refusal = refusal(report(DEVICE, 2).on(1).printer("p1", 10));

    // then
    assertThat(refusal.problem().type()).isEqualTo(ProblemType.BASE_UNKNOWN);
    assertThat(test.value("SELECT count(*) FROM report_seen")).isEqualTo(0L);
    assertThat(test.value("SELECT count(*) FROM printer")).isEqualTo(0L);
    // The same number may come again as a full report.
    fleet.send(report(DEVICE, 2).printer("p1", 10));
  }

  @Test
  @Verifies(negative = PLT_RPT_003)
  void refuses_a_report_in_the_name_of_another_device() {
    // when
    ProblemException refusal = refusal(report(OTHER_DEVICE, 1));

    // then
    assertThat(refusal.problem().type()).isEqualTo(ProblemType.DEVICE_MISMATCH);
  }

  @Test
  @Verifies(negative = PLT_TLS_008)
  void refuses_a_device_that_was_cut_off_after_its_certificate_was_looked_at() {
    // given
    test.execute("UPDATE device SET state = 'DEACTIVATED'");

    // when
    ProblemException refusal = refusal(report(DEVICE, 1).printer("p1", 10));

    // then
    assertThat(refusal.problem().type()).isEqualTo(ProblemType.DEVICE_INACTIVE);
    assertThat(test.value("SELECT count(*) FROM report_seen")).isEqualTo(0L);
  }

  @Test
  @Verifies(positive = PLT_RPT_016)
  void changes_only_what_a_delta_names() {
    // given
    fleet.send(report(DEVICE, 1).printer("p1", 10).printer("p2", 20));

    // when
    fleet.send(
        report(DEVICE, 2)
            .on(1)
            .at("2026-11-22T06:00:04Z")
            .status("p1", PrinterStatus.State.PRINTING));

    // then
    List<Printer> printers = printers();
    assertThat(printers.get(0).facts().status().state()).isEqualTo(PrinterStatus.State.PRINTING);
    assertThat(printers.get(0).facts().meters()).isEqualTo(TestReport.meters(10));
    assertThat(printers.get(0).identity().serial()).isEqualTo("SN-7");
    // The device has read p2 as well and found it unchanged.
    assertThat(printers.get(1).lastRead()).isEqualTo("2026-11-22T06:00:04Z");
  }

  @Test
  void takes_printers_away_that_a_delta_removes_or_a_full_report_no_longer_names() {
    // given
    fleet.send(report(DEVICE, 1).printer("p1", 1).printer("p2", 2).printer("p3", 3));

    // when
    fleet.send(report(DEVICE, 2).on(1).removed("p1"));
    fleet.send(report(DEVICE, 3).printer("p2", 2));

    // then
    assertThat(onlyPrinter().key()).isEqualTo("p2");
    assertThat(test.value("SELECT count(*) FROM printer")).isEqualTo(3L);
  }

  @Test
  void brings_a_removed_printer_back_under_its_old_id() {
    // given
    fleet.send(report(DEVICE, 1).printer("p1", 1));
    long id = onlyPrinter().id();
    fleet.send(report(DEVICE, 2).on(1).removed("p1"));

    // when
    fleet.send(report(DEVICE, 3).on(2).printer("p1", 5));

    // then
    assertThat(onlyPrinter().id()).isEqualTo(id);
  }

  @Test
  void keeps_readings_of_an_older_report_and_leaves_the_present_alone() {
    // given
    fleet.send(report(DEVICE, 1).at("2026-11-22T05:00:00Z").printer("p1", 10));
    fleet.send(report(DEVICE, 3).at("2026-11-22T06:00:00Z").printer("p1", 30));

    // when
    fleet.send(
        report(DEVICE, 2).at("2026-11-22T05:30:00Z").printer("p1", 20).printer("long-gone", 5));

    // then
    Printer printer = onlyPrinter();
    assertThat(printer.facts().status().state()).isEqualTo(PrinterStatus.State.IDLE);
    assertThat(printer.facts().meters()).extracting(Meter::value).containsExactly(30L);
    var series =
        fleet.meters.series(
            TENANT,
            printer.id(),
            null,
            Instant.parse("2026-11-22T00:00:00Z"),
            Instant.parse("2026-11-23T00:00:00Z"));
    assertThat(series.get(0).points())
        .extracting(point -> point.value())
        .containsExactly(10L, 20L, 30L);
  }

  @Test
  @Verifies(negative = PLT_RPT_013)
  void asks_for_a_full_report_when_a_delta_builds_on_another_state() {
    // given
    fleet.send(report(DEVICE, 1).printer("p1", 10));
    fleet.send(report(DEVICE, 2).on(1).status("p1", PrinterStatus.State.PRINTING));

    // when
    ProblemException refusal = refusal(report(DEVICE, 3).on(1).pages("p1", 30));

    // then
    assertThat(refusal.problem().type()).isEqualTo(ProblemType.BASE_UNKNOWN);
    assertThat(onlyPrinter().facts().meters()).extracting(Meter::value).containsExactly(10L);
    fleet.send(report(DEVICE, 3).printer("p1", 30));
    fleet.send(report(DEVICE, 4).on(3).pages("p1", 40));
    assertThat(onlyPrinter().facts().meters()).extracting(Meter::value).containsExactly(40L);
  }

  @Test
  void starts_anew_with_a_new_epoch_and_keeps_stragglers_of_the_old_one_as_history() {
    // given
    fleet.send(report(DEVICE, 7).at("2026-11-22T05:00:00Z").printer("p1", 10));

    // when
    fleet.send(
        report(DEVICE, 1)
            .inEpoch(TestReport.NEXT_EPOCH)
            .at("2026-11-22T06:00:00Z")
            .printer("p1", 30));
    fleet.send(report(DEVICE, 8).at("2026-11-22T05:30:00Z").printer("p1", 20));

    // then
    assertThat(onlyPrinter().facts().meters()).extracting(Meter::value).containsExactly(30L);
    assertThat(test.value("SELECT count(*) FROM meter_reading")).isEqualTo(3L);
    assertThat(test.value("SELECT sequence FROM device_state")).isEqualTo(1L);
  }

  @Test
  void refuses_a_new_epoch_that_starts_with_a_delta() {
    // given
    fleet.send(report(DEVICE, 1).printer("p1", 10));

    // when
    ProblemException refusal =
        refusal(report(DEVICE, 2).inEpoch(TestReport.NEXT_EPOCH).on(1).pages("p1", 20));

    // then
    assertThat(refusal.problem().type()).isEqualTo(ProblemType.BASE_UNKNOWN);
  }

  @Test
  void moves_the_times_of_a_device_whose_clock_was_never_set() {
    // when
    fleet.send(
        report(DEVICE, 1)
            .withClock(Report.ClockQuality.UNSET)
            .at("1970-01-01T00:10:00Z")
            .printer("p1", 10));

    // then: read and created in the same second, so read when it arrived
    assertThat(onlyPrinter().lastRead()).isEqualTo("2026-11-22T06:00:05Z");
  }

  @Test
  void never_takes_a_reading_from_the_future() {
    // when
    fleet.send(report(DEVICE, 1).at("2031-01-01T00:00:00Z").printer("p1", 10));

    // then
    assertThat(onlyPrinter().lastRead()).isEqualTo("2026-11-22T06:00:05Z");
  }

  @Test
  void tells_pages_of_the_tenant_what_has_changed_after_the_commit() {
    // given
    List<FleetChange> heard = new ArrayList<>();
    List<FleetChange> elsewhere = new ArrayList<>();
    fleet.changes.subscribe(TENANT, heard::add);
    fleet.changes.subscribe(OTHER_TENANT, elsewhere::add);

    // when
    fleet.send(report(DEVICE, 1).printer("p1", 10));
    fleet.send(report(DEVICE, 1).printer("p1", 10));

    // then
    assertThat(heard).hasSize(1);
    assertThat(heard.get(0).topics())
        .containsExactlyInAnyOrder(
            "printers", "alerts", "devices", "device:" + DEVICE, "printer:" + onlyPrinter().id());
    assertThat(elsewhere).isEmpty();
  }

  @Test
  void keeps_the_printers_of_two_tenants_apart_even_under_the_same_key() {
    // when
    fleet.send(report(DEVICE, 1).printer("p1", 10));
    fleet.send(
        new AdmittedDevice(OTHER_TENANT, OTHER_DEVICE),
        report(OTHER_DEVICE, 1).printer("p1", 99).build());

    // then
    assertThat(onlyPrinter().facts().meters()).extracting(Meter::value).containsExactly(10L);
    Printer foreign =
        fleet.queries.printers(OTHER_TENANT, PrinterFilter.ALL, null, 10).items().get(0);
    assertThat(fleet.queries.printer(TENANT, foreign.id())).isEmpty();
    assertThat(fleet.overview.device(TENANT, OTHER_DEVICE)).isEmpty();
  }

  private ProblemException refusal(TestReport report) {
    return catchThrowableOfType(ProblemException.class, () -> fleet.send(report));
  }

  private Printer onlyPrinter() {
    List<Printer> printers = printers();
    assertThat(printers).hasSize(1);
    return printers.get(0);
  }

  private List<Printer> printers() {
    return fleet.queries.printers(TENANT, PrinterFilter.ALL, null, 100).items();
  }
}

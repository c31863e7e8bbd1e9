package io.platen.device.report;

import static io.platen.protocol.Requirement.PLT_RPT_010;
import static io.platen.protocol.Requirement.PLT_RPT_014;
import static io.platen.protocol.Requirement.PLT_RPT_027;
import static io.platen.protocol.Requirement.PLT_RPT_036;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.identity.LocalKey;
import io.platen.device.link.DeviceClock;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.store.DeviceStore;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.Report.Lost;
import io.platen.protocol.sync.Policy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is sent in full because the server lacks a base, for a fleet that one report cannot hold.
 */
class OutboxFullTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int FLEET = 5;

  private final TestStorage disk = new TestStorage();
  private final TestPrinters printers = new TestPrinters(new VirtualTime(NOW));
  private DeviceStore store;
  private Outbox outbox;
  private Reporter reporter;

  @BeforeEach
  void open() throws Exception {
    LocalKey key = LocalKey.load(disk, RANDOM);
    store = DeviceStore.open(disk, key, RANDOM);
    outbox = new Outbox(store, UUID.randomUUID(), UUID.randomUUID());
    reporter = new Reporter(outbox, key, "test", new ObstaclesMet(store, () -> NOW, List.of()));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Policy policy(long printersPerReport, long bodyBytes) {
    Policy.Limits limits =
        new Policy.Limits(bodyBytes, printersPerReport, 1 << 20, Duration.ofDays(30), 100);
    return new Policy(false, Policy.Schedule.DEFAULT, limits, Map.of());
  }

  private void capture(Policy policy, int pages) throws Exception {
    List<PrinterSnapshot> snapshots = new ArrayList<>();
    for (int printer = 1; printer <= FLEET; printer++) {
      printers.put("10.0.0." + printer, "SN-00000" + printer, pages + printer);
      snapshots.add(printers.read(TestPrinters.target("10.0.0." + printer)));
    }
    reporter.capture(
        snapshots,
        Watched.UNKNOWN,
        policy,
        new DeviceClock.Reading(NOW, Report.ClockQuality.SYNCHRONISED));
  }

  /** Sends all that waits to a server that takes it. */
  private List<Report> sent(Policy policy) throws Exception {
    List<Report> sent = new ArrayList<>();
    Optional<Waiting> head = outbox.head(policy.limits());
    while (head.isPresent()) {
      sent.add(ReportCodec.read(Gzip.unpack(head.get().body())));
      outbox.acknowledged(head.get().sequence());
      head = outbox.head(policy.limits());
    }
    return sent;
  }

  @Test
  @Verifies(positive = PLT_RPT_027, negative = PLT_RPT_014)
  void begins_anew_where_a_full_report_would_hold_more_printers_than_allowed() throws Exception {
    // given
    Policy policy = policy(2, 256 * 1024);
    capture(policy, 100);
    assertThat(sent(policy)).hasSize(3);
    capture(policy, 200);

    // when
    outbox.baseUnknown(4);
    List<Report> useless = sent(policy);
    capture(policy, 200);
    List<Report> anew = sent(policy);

    // then
    assertThat(useless).isEmpty();
    assertThat(anew)
        .extracting(Report::kind)
        .containsExactly(Report.Kind.FULL, Report.Kind.DELTA, Report.Kind.DELTA);
    assertThat(anew).allMatch(report -> report.printers().size() <= 2);
    assertThat(anew).flatExtracting(Report::printers).hasSize(FLEET);
    assertThat(anew.get(0).lost()).containsExactly(new Lost(4, 6, "base-unknown"));
  }

  @Test
  @Verifies(negative = PLT_RPT_027)
  void begins_anew_where_a_full_report_would_be_larger_than_allowed() throws Exception {
    // given: a full report of all five is some 5 KB
    Policy large = policy(500, 256 * 1024);
    capture(large, 100);
    assertThat(sent(large)).hasSize(1);
    capture(large, 200);

    // when
    Policy small = policy(500, 3000);
    outbox.baseUnknown(2);
    List<Report> useless = sent(small);
    capture(small, 200);
    List<Report> anew = sent(small);

    // then
    assertThat(useless).isEmpty();
    assertThat(anew).allMatch(report -> ReportCodec.write(report).length <= 3000);
    assertThat(anew).flatExtracting(Report::printers).hasSize(FLEET);
  }

  @Test
  @Verifies(positive = PLT_RPT_010)
  void gives_the_same_bytes_for_each_try() throws Exception {
    // given
    Policy policy = policy(500, 256 * 1024);
    capture(policy, 100);

    // when
    Waiting first = outbox.head(policy.limits()).orElseThrow();
    capture(policy, 200);
    Waiting again = outbox.head(policy.limits()).orElseThrow();

    // then
    assertThat(again.sequence()).isEqualTo(first.sequence());
    assertThat(again.body()).isEqualTo(first.body());
  }

  @Test
  @Verifies(positive = PLT_RPT_036)
  void tells_losses_upwards_whatever_their_order_was() {
    // given
    List<Lost> losses = List.of(new Lost(9, 9, "refused"), new Lost(5, 8, "outbox-full"));

    // when
    List<Lost> told = LostRanges.parse(LostRanges.text(losses));

    // then
    assertThat(told).extracting(Lost::first).containsExactly(5L, 9L);
  }
}

package io.platen.device.report;

import static io.platen.protocol.Requirement.PLT_RPT_029;
import static io.platen.protocol.Requirement.PLT_SYN_030;
import static io.platen.protocol.Requirement.PLT_SYN_031;
import static io.platen.protocol.Requirement.PLT_SYN_033;
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
import io.platen.protocol.report.Report.ClockQuality;
import io.platen.protocol.report.Report.Lost;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.Policy.MaskKind;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is remembered, and told of printers that are silent, when policy or time change. */
class MasksChangeTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Policy CLEAR = policy(false, Map.of());
  private static final Policy MASKED = policy(false, Map.of("serial", MaskKind.OMIT));

  private final TestStorage disk = new TestStorage();
  private final TestPrinters printers =
      new TestPrinters(new VirtualTime(NOW))
          .put("10.0.0.1", "SN-111111", 100)
          .put("10.0.0.2", "SN-222222", 100);
  private DeviceStore store;
  private Outbox outbox;
  private Reporter reporter;

  @BeforeEach
  void open() throws Exception {
    LocalKey key = LocalKey.load(disk, RANDOM);
    store = DeviceStore.open(disk, key, RANDOM);
    outbox = new Outbox(store, UUID.randomUUID(), UUID.randomUUID(), DeviceClock.BUILT);
    reporter = new Reporter(outbox, key, "test", new ObstaclesMet(store, () -> NOW, List.of()));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Policy policy(boolean sources, Map<String, MaskKind> masks) {
    return new Policy(sources, Policy.Schedule.DEFAULT, Policy.Limits.DEFAULT, masks);
  }

  private Reporter.Captured capture(Policy policy, String... answering) throws Exception {
    return capture(policy, new DeviceClock.Reading(NOW, ClockQuality.SYNCHRONISED), answering);
  }

  private Reporter.Captured capture(Policy policy, DeviceClock.Reading made, String... answering)
      throws Exception {
    List<PrinterSnapshot> snapshots = new ArrayList<>();
    for (String address : answering) {
      snapshots.add(printers.read(TestPrinters.target(address)));
    }
    return reporter.capture(snapshots, Watched.UNKNOWN, policy, made);
  }

  /** What a server hears that takes all. */
  private List<byte[]> sent(Policy policy) throws Exception {
    List<byte[]> sent = new ArrayList<>();
    for (Optional<Waiting> head = outbox.head(policy.limits());
        head.isPresent();
        head = outbox.head(policy.limits())) {
      sent.add(Gzip.unpack(head.get().body()));
      outbox.acknowledged(head.get().sequence());
    }
    return sent;
  }

  private static String text(List<byte[]> reports) {
    StringBuilder text = new StringBuilder();
    reports.forEach(report -> text.append(new String(report, StandardCharsets.UTF_8)));
    return text.toString();
  }

  @Test
  @Verifies(negative = {PLT_SYN_030, PLT_SYN_031})
  void sends_nothing_in_clear_that_waited_when_a_mask_came() throws Exception {
    // given
    capture(CLEAR, "10.0.0.1", "10.0.0.2");
    sent(CLEAR);
    printers.put("10.0.0.1", "SN-111111", 200);
    capture(CLEAR, "10.0.0.1", "10.0.0.2");

    // when
    Reporter.Captured captured = capture(MASKED, "10.0.0.1", "10.0.0.2");
    List<byte[]> sent = sent(MASKED);

    // then
    assertThat(text(sent)).doesNotContain("111111", "222222");
    Report report = ReportCodec.read(sent.get(0));
    assertThat(report.kind()).isEqualTo(Report.Kind.FULL);
    assertThat(report.printers()).hasSize(2);
    assertThat(report.lost()).containsExactly(new Lost(2, 2, "masked"));
    assertThat(captured.dropped()).containsExactly(new Lost(2, 2, "masked"));
  }

  @Test
  @Verifies(negative = {PLT_SYN_030, PLT_SYN_031})
  void sends_nothing_in_clear_of_a_printer_that_is_silent_when_a_mask_comes() throws Exception {
    // given
    capture(CLEAR, "10.0.0.1", "10.0.0.2");
    sent(CLEAR);

    // when: the server asks for all anew, too
    capture(MASKED, "10.0.0.1");
    List<byte[]> first = sent(MASKED);
    printers.put("10.0.0.1", "SN-111111", 200);
    capture(MASKED, "10.0.0.1");
    outbox.baseUnknown(outbox.nextSequence() - 1);
    List<byte[]> second = sent(MASKED);

    // then
    assertThat(text(first)).isNotEmpty().doesNotContain("111111", "222222");
    assertThat(text(second)).isNotEmpty().doesNotContain("111111", "222222");
  }

  @Test
  void tells_of_one_printer_alone_only_where_all_were_told_under_the_same_masks() throws Exception {
    // given
    DeviceClock.Reading made = new DeviceClock.Reading(NOW, ClockQuality.SYNCHRONISED);
    PrinterSnapshot one = printers.read(TestPrinters.target("10.0.0.1"));
    boolean atFirst = reporter.captureOne(one, CLEAR, made).isPresent();
    capture(CLEAR, "10.0.0.1", "10.0.0.2");
    sent(CLEAR);
    printers.put("10.0.0.1", "SN-111111", 200);
    PrinterSnapshot later = printers.read(TestPrinters.target("10.0.0.1"));

    // when
    boolean masked = reporter.captureOne(later, MASKED, made).isPresent();
    boolean same = reporter.captureOne(later, CLEAR, made).isPresent();

    // then
    assertThat(atFirst).isFalse();
    assertThat(masked).isFalse();
    assertThat(same).isTrue();
    Report report = ReportCodec.read(sent(CLEAR).get(0));
    assertThat(report.kind()).isEqualTo(Report.Kind.DELTA);
    assertThat(report.printers()).hasSize(1);
  }

  @ParameterizedTest(name = "{0} after {1}")
  @CsvSource({"OMIT, TRUNCATE", "KEYED, TRUNCATE", "TRUNCATE, KEYED"})
  @Verifies(negative = PLT_SYN_030)
  void forgets_what_another_mask_has_left(MaskKind now, MaskKind before) throws Exception {
    // given
    capture(policy(false, Map.of("serial", before)), "10.0.0.1", "10.0.0.2");

    // when
    Policy policy = policy(false, Map.of("serial", now));
    capture(policy, "10.0.0.1");

    // then
    assertThat(outbox.captured().orElseThrow().printers()).hasSize(1);
    assertThat(sent(policy)).hasSize(1);
  }

  @Test
  @Verifies(negative = PLT_SYN_033)
  void forgets_sources_that_are_not_asked_for_any_more() throws Exception {
    // given
    capture(policy(true, Map.of()), "10.0.0.1", "10.0.0.2");

    // when
    capture(CLEAR, "10.0.0.1");

    // then
    assertThat(text(sent(CLEAR))).doesNotContain("source=");
  }

  @Test
  @Verifies(positive = PLT_SYN_030)
  void keeps_what_waits_while_masks_stay_and_when_they_go() throws Exception {
    // given
    capture(MASKED, "10.0.0.1", "10.0.0.2");

    // when
    capture(MASKED, "10.0.0.1");
    Reporter.Captured captured = capture(CLEAR, "10.0.0.1");

    // then
    assertThat(captured.dropped()).isEmpty();
    assertThat(outbox.size()).isEqualTo(3);
  }

  @Test
  @Verifies(positive = PLT_RPT_029)
  void gives_up_a_printer_that_is_silent_for_long() throws Exception {
    // given
    capture(CLEAR, "10.0.0.1", "10.0.0.2");

    // when
    Instant later = NOW.plus(Duration.ofDays(31));
    Reporter.Captured captured =
        capture(CLEAR, new DeviceClock.Reading(later, ClockQuality.SYNCHRONISED, true));

    // then
    assertThat(captured.printers()).isZero();
  }

  @Test
  @Verifies(negative = PLT_RPT_029)
  void gives_up_no_printer_by_a_time_that_no_server_has_confirmed() throws Exception {
    // given
    capture(CLEAR, "10.0.0.1", "10.0.0.2");

    // when
    Instant wrong = Instant.parse("2099-01-01T00:00:00Z");
    Reporter.Captured captured =
        capture(CLEAR, new DeviceClock.Reading(wrong, ClockQuality.SYNCHRONISED, false));

    // then
    assertThat(captured.printers()).isEqualTo(2);
  }
}

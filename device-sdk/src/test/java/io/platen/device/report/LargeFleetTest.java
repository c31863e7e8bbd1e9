package io.platen.device.report;

import static io.platen.protocol.Requirement.PLT_ALR_008;
import static io.platen.protocol.Requirement.PLT_RPT_012;
import static io.platen.protocol.Requirement.PLT_RPT_027;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.identity.LocalKey;
import io.platen.device.link.DeviceClock;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.Policy;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device with more printers than one document can hold: nothing of it depends on how many. */
class LargeFleetTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final DeviceClock.Reading MADE =
      new DeviceClock.Reading(NOW, Report.ClockQuality.SYNCHRONISED);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final UUID DEVICE = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");

  private final TestStorage disk = new TestStorage();
  private final TestPrinters printers = new TestPrinters(new VirtualTime(NOW));
  private DeviceStore store;
  private Outbox outbox;
  private Reporter reporter;

  @BeforeEach
  void open() throws Exception {
    LocalKey key = LocalKey.load(disk, RANDOM);
    store = DeviceStore.open(disk, key, RANDOM);
    outbox = new Outbox(store, DEVICE, UUID.randomUUID());
    reporter = new Reporter(outbox, key, "test", new ObstaclesMet(store, () -> NOW, List.of()));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static String address(int printer) {
    return "10.1." + printer / 250 + "." + (printer % 250 + 1);
  }

  private PrinterSnapshot snapshot(int printer, long pages) {
    printers.put(address(printer), "SN-%06d".formatted(printer), pages);
    return printers.read(TestPrinters.target(address(printer)));
  }

  private List<PrinterSnapshot> snapshots(int fleet, long pages) {
    return IntStream.range(0, fleet).mapToObj(each -> snapshot(each, pages)).toList();
  }

  private static PrinterSnapshot jammed(PrinterSnapshot snapshot) {
    PrinterFacts facts = snapshot.facts().orElseThrow();
    PrinterAlert jam =
        new PrinterAlert("1", 8, PrinterAlert.Severity.CRITICAL, null, null, null, null, "Jam", 1L);
    return new PrinterSnapshot(
        snapshot.target(),
        NOW.plusSeconds(1),
        new PrinterFacts(
            facts.identity(),
            new PrinterStatus(PrinterStatus.State.DOWN, List.of(), List.of("Jam")),
            facts.meters(),
            facts.supplies(),
            facts.trays(),
            List.of(jam)),
        snapshot.traffic());
  }

  /** Sends all that waits to a server that keeps to the protocol's limits, and takes it. */
  private List<Report> sent() throws Exception {
    List<Report> sent = new ArrayList<>();
    for (Optional<Waiting> head = outbox.head(Policy.Limits.DEFAULT);
        head.isPresent();
        head = outbox.head(Policy.Limits.DEFAULT)) {
      Report report = ReportCodec.read(Gzip.unpack(head.get().body()));
      assertThat(report.base() == null || report.base() == report.sequence() - 1).isTrue();
      sent.add(report);
      outbox.acknowledged(report.sequence());
    }
    return sent;
  }

  @ParameterizedTest(name = "{0} printers")
  @ValueSource(ints = {400, 2000})
  @Verifies(positive = {PLT_RPT_027, PLT_RPT_012})
  void tells_all_of_a_fleet_that_no_report_can_hold_and_then_what_changes(int fleet)
      throws Exception {
    // when
    reporter.capture(snapshots(fleet, 100), Watched.UNKNOWN, Policy.DEFAULT, MADE);
    List<Report> full = sent();
    reporter.capture(snapshots(fleet, 200), Watched.UNKNOWN, Policy.DEFAULT, MADE);
    List<Report> changes = sent();

    // then
    assertThat(full.get(0).kind()).isEqualTo(Report.Kind.FULL);
    assertThat(full).extracting(Report::kind).containsOnlyOnce(Report.Kind.FULL);
    assertThat(full)
        .flatExtracting(Report::printers)
        .extracting(printer -> printer.key())
        .doesNotHaveDuplicates()
        .hasSize(fleet);
    assertThat(changes).extracting(Report::kind).containsOnly(Report.Kind.DELTA);
    assertThat(changes)
        .flatExtracting(Report::printers)
        .hasSize(fleet)
        .allMatch(printer -> printer.meters() != null && printer.identity() == null);
    assertThat(store.sequences()).isEmpty();
  }

  @Test
  @Verifies(positive = PLT_RPT_027)
  void tells_that_thousands_of_printers_are_gone_within_the_limits() throws Exception {
    // given
    int fleet = 2000;
    reporter.capture(snapshots(fleet, 100), Watched.UNKNOWN, Policy.DEFAULT, MADE);
    sent();

    // when: a month later, and nobody answers
    Instant later = NOW.plus(Reporter.GONE_AFTER);
    reporter.capture(
        List.of(),
        Watched.UNKNOWN,
        Policy.DEFAULT,
        new DeviceClock.Reading(later, Report.ClockQuality.SYNCHRONISED));

    // then
    assertThat(outbox.captured().orElseThrow().printers()).isEmpty();
    assertThat(sent()).isNotEmpty();
  }

  @Test
  @Verifies(positive = PLT_ALR_008)
  void reads_and_writes_one_printers_state_for_one_printers_alert() throws Exception {
    // given
    int fleet = 1000;
    List<PrinterSnapshot> snapshots = snapshots(fleet, 100);
    reporter.capture(snapshots, Watched.UNKNOWN, Policy.DEFAULT, MADE);
    sent();
    Map<String, byte[]> before = values();
    long written = disk.written();

    // when
    Reporter.OutOfTurn news =
        reporter.captureAlerts(jammed(snapshots.get(417)), 1, Policy.DEFAULT, MADE);

    // then
    assertThat(news.captured().orElseThrow().printers()).isEqualTo(fleet);
    assertThat(disk.written() - written).isLessThan(128 * 1024);
    Map<String, byte[]> after = values();
    assertThat(after.keySet()).isEqualTo(before.keySet());
    assertThat(after.keySet())
        .filteredOn(name -> !Arrays.equals(before.get(name), after.get(name)))
        .filteredOn(name -> name.contains("/"))
        .hasSize(1);
    assertThat(sent()).flatExtracting(Report::printers).hasSize(1);
  }

  @Test
  void takes_apart_what_versions_before_kept_as_one_document() throws Exception {
    // given: 400 printers in one value, more than any document on the wire may hold
    int fleet = 400;
    reporter.capture(snapshots(fleet, 100), Watched.UNKNOWN, Policy.DEFAULT, MADE);
    sent();
    FleetState told = outbox.captured().orElseThrow();
    byte[] together =
        Entry.of(
                new Report(
                    DEVICE,
                    outbox.epoch(),
                    1,
                    Report.Kind.FULL,
                    null,
                    NOW,
                    Report.ClockQuality.UNSET,
                    null,
                    List.of(),
                    List.copyOf(told.printers().values()),
                    List.of()))
            .bytes();
    store.change(
        writer -> {
          before(store).forEach(writer::remove);
          writer.put("captured", together);
          writer.put("gone", together);
        });

    // when
    outbox = new Outbox(store, DEVICE, UUID.randomUUID());

    // then
    assertThat(outbox.captured().orElseThrow().printers()).isEqualTo(told.printers());
    assertThat(store.names()).doesNotContain("captured", "gone");
    assertThat(outbox.printers()).contains(fleet);
  }

  private static List<String> before(DeviceStore store) {
    try {
      return store.names().stream()
          .filter(name -> name.startsWith("captured") || name.startsWith("gone"))
          .toList();
    } catch (StoreException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, byte[]> values() throws Exception {
    Map<String, byte[]> values = new TreeMap<>();
    for (String name : store.names()) {
      values.put(name, store.find(name).orElseThrow());
    }
    return values;
  }

  @Test
  void shows_nobody_who_reads_the_disk_which_printers_there_are() throws Exception {
    // when
    reporter.capture(snapshots(20, 100), Watched.UNKNOWN, Policy.DEFAULT, MADE);

    // then
    String file =
        new String(
            disk.read("device.mv").orElseThrow(), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(file).contains("captured").doesNotContain("SN-0000", "SN0000", "sn-", "10.1.0.");
  }
}

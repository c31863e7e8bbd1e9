package io.platen.device.report;

import static io.platen.protocol.Requirement.PLT_RPT_001;
import static io.platen.protocol.Requirement.PLT_RPT_006;
import static io.platen.protocol.Requirement.PLT_RPT_010;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.identity.LocalKey;
import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestStorage;
import io.platen.protocol.Verifies;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.Policy;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Power is lost before each single operation of a workload, and un-synced writes have each fate in
 * turn. Whatever had been promised by then must hold when the outbox opens again.
 */
class OutboxCrashTest {
  private static final UUID DEVICE = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final UUID EPOCH = UUID.fromString("7d6ad3f8-2d52-4d34-9a0e-6a1a0d7f3c02");
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What the workload had been told up to an operation of the disk. */
  private record Promise(int operation, long added, long acknowledged) {}

  @ParameterizedTest(name = "un-synced writes are {0}")
  @EnumSource
  @Verifies(
      positive = PLT_RPT_001,
      negative = {PLT_RPT_006, PLT_RPT_010})
  void loses_no_stored_report_and_keeps_none_twice(TestStorage.Unsynced fate) throws Exception {
    // given
    TestStorage disk = new TestStorage();
    List<Promise> promises = workload(disk);

    // when
    int states = 0;
    for (int operation = promises.get(0).operation(); operation <= disk.operations(); operation++) {
      TestStorage after = disk.afterCrash(operation, fate);
      Promise kept = lastBefore(promises, operation);
      try (DeviceStore store = open(after)) {
        check(new Outbox(store, DEVICE, UUID.randomUUID()), store, kept);
        states++;
      }
    }

    // then
    assertThat(states).isGreaterThan(200);
  }

  private static List<Promise> workload(TestStorage disk) throws IOException {
    List<Promise> promises = new ArrayList<>();
    try (DeviceStore store = open(disk)) {
      Outbox outbox = new Outbox(store, DEVICE, EPOCH);
      promises.add(new Promise(disk.operations(), 0, 0));
      for (int round = 1; round <= 60; round++) {
        outbox.add(List.of(report(round)), Policy.Limits.DEFAULT, START);
        promises.add(new Promise(disk.operations(), round, Math.max(0, (round - 1) / 3 * 3)));
        if (round % 3 == 0) {
          for (int sequence = round - 2; sequence <= round; sequence++) {
            outbox.acknowledged(sequence);
            promises.add(new Promise(disk.operations(), round, sequence));
          }
        }
      }
    }
    return promises;
  }

  private static Promise lastBefore(List<Promise> promises, int operation) {
    return promises.stream()
        .filter(promise -> promise.operation() <= operation)
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private static void check(Outbox outbox, DeviceStore store, Promise kept) throws StoreException {
    assertThat(outbox.epoch()).isEqualTo(EPOCH);
    List<Long> waiting = store.sequences();
    for (long sequence = kept.acknowledged() + 1; sequence <= kept.added(); sequence++) {
      if (sequence > kept.acknowledged() + 1) {
        assertThat(waiting).contains(sequence); // the first may have been acknowledged meanwhile
      }
    }
    assertThat(waiting).doesNotHaveDuplicates().isSorted();
    assertThat(waiting).allMatch(sequence -> sequence > kept.acknowledged());
    assertThat(outbox.nextSequence()).isGreaterThan(kept.added());
    assertThat(outbox.nextSequence()).isLessThanOrEqualTo(kept.added() + 2);
    if (!waiting.isEmpty()) {
      assertThat(outbox.head(Policy.Limits.DEFAULT)).isPresent();
    }
  }

  @Test
  void keeps_what_was_acknowledged_when_the_disk_is_full_and_goes_on_when_there_is_room()
      throws Exception {
    // given
    int failed = 0;
    for (int write = 1; write <= 12; write++) {
      TestStorage disk = new TestStorage();
      try (DeviceStore store = open(disk)) {
        Outbox outbox = new Outbox(store, DEVICE, EPOCH);
        outbox.add(List.of(report(1)), Policy.Limits.DEFAULT, START);

        // when
        disk.fullFromWrite(write);
        try {
          outbox.add(List.of(report(2)), Policy.Limits.DEFAULT, START);
        } catch (StoreException e) {
          failed++;
          assertThat(e.kind()).isEqualTo(StoreException.Kind.NOT_WRITTEN);
          assertThat(e).hasMessageContaining("disk full");
        }
        disk.roomAgain();

        // then
        assertThat(store.sequences()).contains(1L);
        long next = outbox.nextSequence();
        outbox.add(List.of(report((int) next)), Policy.Limits.DEFAULT, START);
        assertThat(store.sequences()).contains(1L, next).isSorted();
      }
    }
    assertThat(failed).isPositive();
  }

  @Test
  void does_not_grow_without_end() throws Exception {
    // given
    TestStorage disk = new TestStorage();
    try (DeviceStore store = open(disk)) {
      Outbox outbox = new Outbox(store, DEVICE, EPOCH);

      // when
      for (int round = 1; round <= 300; round++) {
        outbox.add(List.of(report(round)), Policy.Limits.DEFAULT, START);
        outbox.acknowledged(round);
      }

      // then
      assertThat(disk.size("device.mv")).isLessThan(640 * 1024);
    }
  }

  @Test
  void drops_what_waited_for_longer_than_the_policy_says_and_tells_which() throws Exception {
    // given: no server takes anything
    try (DeviceStore store = open(new TestStorage())) {
      Outbox outbox = new Outbox(store, DEVICE, EPOCH, START);
      Instant last = report(1).created().plus(Policy.Limits.DEFAULT.outboxAge());
      outbox.add(List.of(report(1)), Policy.Limits.DEFAULT, START);

      // when
      List<Report.Lost> inTime = outbox.add(List.of(report(2)), Policy.Limits.DEFAULT, last);
      List<Report.Lost> late =
          outbox.add(List.of(report(3)), Policy.Limits.DEFAULT, last.plusMillis(1));

      // then: both were made at the same moment
      assertThat(inTime).isEmpty();
      assertThat(late).containsExactly(new Report.Lost(1, 2, "outbox-full"));
    }
  }

  @Test
  void drops_nothing_as_old_that_was_made_before_the_firmware_was_built() throws Exception {
    // given: firmware that was built later than this library, whose clock was not set at first
    Instant built = START.plus(Duration.ofDays(90));
    try (DeviceStore store = open(new TestStorage())) {
      Outbox outbox = new Outbox(store, DEVICE, EPOCH, built);
      outbox.add(List.of(report(1)), Policy.Limits.DEFAULT, START);

      // when
      List<Report.Lost> dropped =
          outbox.add(List.of(report(2)), Policy.Limits.DEFAULT, built.plus(Duration.ofDays(1)));

      // then
      assertThat(dropped).isEmpty();
    }
  }

  @Test
  void starts_no_thread() throws Exception {
    // given
    int before = Thread.activeCount();

    // when
    try (DeviceStore store = open(new TestStorage())) {
      new Outbox(store, DEVICE, EPOCH).add(List.of(report(1)), Policy.Limits.DEFAULT, START);

      // then
      assertThat(Thread.activeCount()).isEqualTo(before);
    }
  }

  @Test
  void shows_nothing_of_a_report_to_who_reads_the_disk() throws Exception {
    // given
    TestStorage disk = new TestStorage();

    // when
    try (DeviceStore store = open(disk)) {
      new Outbox(store, DEVICE, EPOCH).add(List.of(report(1)), Policy.Limits.DEFAULT, START);
    }

    // then
    String file =
        new String(
            disk.read("device.mv").orElseThrow(), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(file).contains("values").doesNotContain("Room 12").doesNotContain("<report");
  }

  private static DeviceStore open(TestStorage disk) throws IOException {
    return DeviceStore.open(disk, LocalKey.load(disk, RANDOM), RANDOM);
  }

  private static Report report(int sequence) {
    Instant read = START.plus(Duration.ofHours(sequence));
    PrinterReport printer =
        PrinterReport.whole(
            "sn-1234A", read, TestPrinters.facts("10.0.0.5", "1234A", 100 + sequence));
    boolean full = sequence == 1;
    return new Report(
        DEVICE,
        EPOCH,
        sequence,
        full ? Report.Kind.FULL : Report.Kind.DELTA,
        full ? null : Long.valueOf(sequence - 1),
        START,
        Report.ClockQuality.SYNCHRONISED,
        "test",
        List.of(),
        List.of(printer),
        List.of());
  }
}

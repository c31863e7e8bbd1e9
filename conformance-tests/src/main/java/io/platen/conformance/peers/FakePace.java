package io.platen.conformance.peers;

import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How fast the fake device asks printers. [PLT-SYN-022] [PLT-SYN-050] */
final class FakePace {
  private final FakeSync sync;
  private final FakeTime time;
  private final Optional<DeviceFault> fault;
  private Instant paid = Instant.EPOCH;

  FakePace(FakeSync sync, FakeTime time, Optional<DeviceFault> fault) {
    this.sync = sync;
    this.time = time;
    this.fault = fault;
  }

  /** Before a request of a scan. */
  void scans() {
    if (!FakeDevice.has(fault, DeviceFault.SCANS_AS_FAST_AS_IT_CAN)) {
      time.pass(Duration.ofSeconds(1).dividedBy(limits().packetsPerSecond()));
    }
    reads();
  }

  /** Before a request of a scan, and before a printer is read. */
  void reads() {
    if (time.instant().isBefore(paid)
        && !FakeDevice.has(fault, DeviceFault.READS_AS_MUCH_AS_IT_CAN)) {
      time.pass(Duration.between(time.instant(), paid));
    }
  }

  /** After it: so many bytes, both ways. */
  void pays(long bytes) {
    Instant from = time.instant().isAfter(paid) ? time.instant() : paid;
    paid =
        from.plus(Duration.ofMinutes(1).multipliedBy(bytes).dividedBy(limits().bytesPerMinute()));
  }

  private Policy.Limits limits() {
    return sync.document().map(SyncDocument::policy).orElse(Policy.DEFAULT).limits();
  }
}

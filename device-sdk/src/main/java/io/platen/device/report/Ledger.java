package io.platen.device.report;

import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.protocol.report.Report.Lost;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The numbers and dates that the outbox goes by, each one value of the store. */
final class Ledger {
  static final String EPOCH = "epoch";
  static final String SEQUENCE = "sequence";
  static final String ACKNOWLEDGED = "acknowledged";
  static final String BYTES = "bytes";
  static final String LOST = "lost";
  static final String FULL_AT = "full-at";
  static final String MASKS = "masks";

  private final DeviceStore store;

  Ledger(DeviceStore store) {
    this.store = store;
  }

  long number(String name) throws StoreException {
    return text(name).map(Long::parseLong).orElse(0L);
  }

  Optional<String> text(String name) throws StoreException {
    return store.find(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Losses that no report has told yet. */
  List<Lost> lost() throws StoreException {
    return text(LOST).map(LostRanges::parse).orElse(List.of());
  }

  /** Under which masks that was read which waits and is known. */
  MasksInForce masks() throws StoreException {
    return text(MASKS).map(MasksInForce::parse).orElse(MasksInForce.NONE);
  }

  /** Whether the last full report is so old, or of a time that a wrong clock showed. */
  boolean isFullDue(Instant now, Duration every) throws StoreException {
    Optional<Instant> last = text(FULL_AT).map(Instant::parse);
    return last.isEmpty() || last.get().isAfter(now) || last.get().isBefore(now.minus(every));
  }

  boolean hasToldInFull() throws StoreException {
    return store.has(FULL_AT);
  }
}

package io.platen.conformance.peers;

import io.platen.protocol.sync.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** When the fake device begins its cycles (chapter LNK), and what it gets wrong. */
final class FakeTimetable {
  private final SplittableRandom random = new SplittableRandom();
  private final long phase;
  private final Optional<DeviceFault> fault;

  FakeTimetable(UUID device, Optional<DeviceFault> fault) {
    this.phase = device.getLeastSignificantBits() >>> 1;
    this.fault = fault;
  }

  /** The first cycle after this moment. */
  Instant next(Policy.Schedule by, Instant now) {
    if (has(DeviceFault.WORKS_OUTSIDE_ITS_WINDOW)) {
      return now.plus(by.interval());
    }
    for (LocalDate day = now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(1);
        ;
        day = day.plusDays(1)) {
      Instant start = day.atTime(by.from()).toInstant(ZoneOffset.UTC);
      LocalDate last = by.to().isAfter(by.from()) ? day : day.plusDays(1);
      Instant end = last.atTime(by.to()).toInstant(ZoneOffset.UTC);
      long own = has(DeviceFault.HAS_NO_PHASE) ? random.nextLong() >>> 1 : phase;
      Instant slot = start.plusMillis(own % by.interval().toMillis());
      for (; slot.isBefore(end); slot = slot.plus(by.interval())) {
        if (slot.isAfter(now)) {
          return slot.plusMillis(delay(by.randomDelay(), Duration.between(slot, end)));
        }
      }
    }
  }

  private long delay(Duration most, Duration left) {
    return has(DeviceFault.HAS_NO_RANDOM_DELAY)
        ? 0
        : random.nextLong(Math.min(most.toMillis(), left.toMillis()) + 1);
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}

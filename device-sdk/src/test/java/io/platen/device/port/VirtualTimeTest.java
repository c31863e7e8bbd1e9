package io.platen.device.port;

import io.platen.device.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;

class VirtualTimeTest extends SchedulerContract {
  @Override
  Scheduler scheduler() {
    return new VirtualTime(Instant.EPOCH);
  }

  @Override
  void letDueWorkBeDone(Scheduler scheduler) {
    ((VirtualTime) scheduler).advance(Duration.ofSeconds(1));
  }
}

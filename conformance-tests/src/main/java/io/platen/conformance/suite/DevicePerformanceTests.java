package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_RPT_002;
import static io.platen.protocol.Requirement.PLT_SYN_001;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import java.util.function.Supplier;

/** How long a device's work takes, with its adapter's own time in it. */
final class DevicePerformanceTests {
  /** A device does less in an hour than a server in a second. */
  private static final int SHARE = 10;

  @Verifies(positive = PLT_SYN_001)
  void measures_sync(DeviceUnderTest device, Checks checks) {
    time(PLT_SYN_001, device, checks, "sync", device::sync);
  }

  @Verifies(positive = PLT_RPT_002)
  void measures_reports(DeviceUnderTest device, Checks checks) {
    time(PLT_RPT_002, device, checks, "report", device::report);
  }

  private static void time(
      Requirement requirement,
      DeviceUnderTest device,
      Checks checks,
      String what,
      Supplier<Reply> work) {
    device.init();
    Timing timing = new Timing(what);
    for (int i = 0; i < Math.max(1, device.trials().requests() / SHARE); i++) {
      long began = System.nanoTime();
      Reply reply = work.get();
      timing.add(System.nanoTime() - began);
      checks.need(reply.outcome() == Reply.Outcome.DONE, "There is nothing to measure: " + reply);
    }
    timing.tell(requirement, checks);
  }
}

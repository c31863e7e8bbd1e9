package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_LNK_021;
import static io.platen.protocol.Requirement.PLT_SYN_001;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.subject.Footprint;
import io.platen.conformance.subject.Footprint.Reading;
import io.platen.conformance.subject.Pace;
import io.platen.protocol.Verifies;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The same work for hours. What the adapter's {@code state} tells of memory is drawn. */
final class DeviceSoakTests {
  @Verifies(positive = {PLT_SYN_001, PLT_LNK_021})
  void works_for_hours_and_stays_as_it_is(DeviceUnderTest device, Checks checks) {
    Pace pace = device.trials().pace();
    Duration wanted = device.trials().soak();
    Instant began = pace.now();
    Slope slope = new Slope();
    Duration since = Duration.ZERO;
    device.init();
    boolean holds = true;
    for (boolean first = true; holds && since.compareTo(wanted) < 0; first = false) {
      holds = work(device, checks, first, since);
      slope.add(since, footprint(device));
      SoakTests.rest(pace);
      since = Duration.between(began, pace.now());
    }
    slope.judge(PLT_SYN_001, since, checks);
  }

  private static boolean work(
      DeviceUnderTest device, Checks checks, boolean first, Duration since) {
    Reply sync = device.sync();
    Reply report = device.report();
    long reports =
        device.forget().stream()
            .filter(each -> each.request().uri().getPath().equals(ScriptedServer.REPORTS))
            .filter(each -> each.status() == 200)
            .count();
    boolean holds = sync.outcome() == Reply.Outcome.DONE && reports > 0;
    if (first || !holds) {
      String sent = "sync and report, after " + since.toMinutes() + " min";
      String hint = "Look what the device says of itself at this time.";
      String received = sync + ", then " + report + " and " + reports + " reports with a receipt";
      checks.that(PLT_SYN_001, holds, sent, received, "both as at the beginning", hint);
      checks.that(PLT_LNK_021, holds, sent, received, "both as at the beginning", hint);
    }
    return holds;
  }

  /** {@code memoryBytes} and {@code threads}, or the {@code pid} of a process of this machine. */
  private static Optional<Reading> footprint(DeviceUnderTest device) {
    Reply state = device.state();
    Object bytes = state.members().get("memoryBytes");
    Object threads = state.members().get("threads");
    if (bytes instanceof Number memory && threads instanceof Number many) {
      return Optional.of(new Reading(memory.doubleValue(), many.doubleValue()));
    }
    return state.members().get("pid") instanceof Number pid
        ? Footprint.ofProcess(pid.longValue()).read()
        : Optional.empty();
  }
}

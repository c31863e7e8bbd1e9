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
import java.util.OptionalDouble;

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
    OptionalDouble memory = number(state, "memoryBytes");
    OptionalDouble threads = number(state, "threads");
    if (memory.isPresent() && threads.isPresent()) {
      return Optional.of(new Reading(memory.getAsDouble(), threads.getAsDouble()));
    }
    OptionalDouble pid = number(state, "pid");
    return pid.isPresent()
        ? Footprint.ofProcess(Math.round(pid.getAsDouble())).read()
        : Optional.empty();
  }

  /** Also where it stands in quotes. */
  private static OptionalDouble number(Reply state, String member) {
    try {
      String word = String.valueOf(state.members().getOrDefault(member, ""));
      return OptionalDouble.of(Double.parseDouble(word));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}

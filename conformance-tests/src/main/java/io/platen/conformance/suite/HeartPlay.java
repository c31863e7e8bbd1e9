package io.platen.conformance.suite;

import io.platen.conformance.peers.GroundOrders;
import io.platen.conformance.peers.GroundRegistry;
import io.platen.conformance.peers.GroundRegistry.Asked;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.sync.Heartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A device that works by itself and sends heartbeats. */
final class HeartPlay {
  /** So exactly is known when one came. */
  private static final Duration STEP = Duration.ofMinutes(5);

  /** No time is told: the hosts' clock goes in steps, and would seem to be wrong. */
  private static final String NONE = "";

  private static final int STEPS = 24;

  private final DeviceUnderTest device;
  private final GroundRegistry registry;
  private int documents;

  HeartPlay(DeviceUnderTest device, GroundRegistry registry) {
    this.device = device;
    this.registry = registry;
  }

  /** Set up anew, with a document that names this, or nothing. */
  void begin(@Nullable Heartbeat by) {
    device.init();
    DevicePlay.answer(
        device, ScriptedServer.REPORTS, (asked, right) -> right.get().with("Date", NONE));
    DevicePlay.answer(device, GroundOrders.POLL, Reaction.status(204).with("Date", NONE));
    sync(by);
    device.start();
  }

  /** It gets another document. */
  void sync(@Nullable Heartbeat by) {
    Reaction document =
        Reaction.sync(LivePlay.quiet(device).beating(by), "document-" + ++documents);
    DevicePlay.answer(device, ScriptedServer.SYNC, document.with("Date", NONE));
    device.sync();
    registry.take();
  }

  /** What comes in that time; a name that comes again an hour later is there again. */
  List<Asked> beats(Duration within) {
    List<Asked> all = new ArrayList<>();
    for (Duration left = within; !left.isZero(); left = left.minus(Duration.ofHours(1))) {
      device.letPass(Duration.ofHours(1));
      all.addAll(registry.take());
    }
    return all;
  }

  List<Long> counters(Duration within) {
    return beats(within).stream().map(Asked::counter).toList();
  }

  /** Whether one comes before so much time has passed since the last one, which was just seen. */
  boolean isEarly(Duration wait) {
    device.letPass(wait.minus(STEP.multipliedBy(2)));
    return !registry.take().isEmpty();
  }

  /** Whether one comes after that, in two hours. */
  boolean next() {
    for (int i = 0; i < STEPS; i++) {
      device.letPass(STEP);
      if (!registry.take().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  static boolean isKnown(Asked asked) {
    return asked.counter() >= 0;
  }

  static String told(List<Asked> all) {
    return all.stream()
        .map(each -> isKnown(each) ? "of counter " + each.counter() : each.name())
        .toList()
        .toString();
  }
}

package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_LNK_040;
import static io.platen.protocol.Requirement.PLT_LNK_041;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundOrders;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** When a device that works by itself begins its cycles. */
final class DeviceScheduleTests {
  private static final int INTERVAL = 60;
  private static final int WINDOW = 4 * INTERVAL;
  private static final int A_DAY = 24 * 60;
  private static final int STEP = 10;
  private static final int DELAY = 50;

  /** By chance all delays of a day may be short, but not those of all days. */
  private static final int MOST_DAYS = 6;

  /** No time is told: the hosts' clock goes in steps, and would seem to be wrong. */
  private static final String NONE = "";

  /** Two days without a random delay, which show the phase, and some with it. */
  @Verifies(
      positive = {PLT_LNK_040, PLT_LNK_041},
      negative = {PLT_LNK_040, PLT_LNK_041})
  void works_within_its_window_by_its_own_phase(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    Instant start = device.ground().now().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.HOURS);
    answer(device, start, 0);
    device.sync();
    device.start();
    device.letPass(Duration.between(device.ground().now(), start));
    // when
    List<Integer> first = aDay(device);
    List<Integer> second = aDay(device);
    answer(device, start, DELAY); // which it hears of in the first cycle of the third day
    Set<Integer> by = new TreeSet<>();
    for (int i = 0; i < MOST_DAYS && !areDrawn(by); i++) {
      by.addAll(delays(aDay(device), first));
    }
    // then
    String sent =
        "a window of four hours and an interval of one; two days without a random delay, and then"
            + " some with one of up to "
            + DELAY
            + " minutes";
    checks.that(
        PLT_LNK_040,
        isEvery(first) && areNear(first, second),
        sent,
        "cycles after " + first + " and " + second + " minutes of the window",
        "four within the window, an hour from each to the next, at the same times on both days",
        "Count from the window's start, shifted by a phase that is the device's own.");
    checks.that(
        PLT_LNK_041,
        areDrawn(by),
        sent,
        "delays of " + by + " minutes on the days with a delay",
        "each after its time by a part of the delay, and not all by the same",
        "Draw a delay for each cycle.");
  }

  private static void answer(DeviceUnderTest device, Instant start, int delay) {
    LocalTime from = LocalTime.ofInstant(start, ZoneOffset.UTC);
    Policy.Schedule schedule =
        new Policy.Schedule(
            from,
            from.plusMinutes(WINDOW),
            ZoneOffset.UTC,
            Duration.ofMinutes(INTERVAL),
            Duration.ofMinutes(delay),
            Duration.ofHours(24));
    Policy policy = new Policy(false, schedule, Policy.Limits.DEFAULT, Map.of());
    SyncDocument document = new SyncDocument(device.device(), null, policy, List.of());
    Reaction sync = Reaction.sync(document, "delay-" + delay).with("Date", NONE);
    DevicePlay.answer(device, ScriptedServer.SYNC, sync);
    DevicePlay.answer(
        device, ScriptedServer.REPORTS, (asked, right) -> right.get().with("Date", NONE));
    DevicePlay.answer(device, GroundOrders.POLL, Reaction.status(204).with("Date", NONE));
  }

  /** From the window's start to that of the next day: when cycles began, in minutes. */
  private static List<Integer> aDay(DeviceUnderTest device) {
    List<Integer> begun = new ArrayList<>();
    int before = asked(device);
    for (int minute = 0; minute < A_DAY; ) {
      int next = minute < WINDOW + STEP ? STEP : (A_DAY - minute);
      device.letPass(Duration.ofMinutes(next));
      minute += next;
      for (; before < asked(device); before++) {
        begun.add(minute - next);
      }
    }
    return begun;
  }

  private static int asked(DeviceUnderTest device) {
    return DevicePlay.seen(device, ScriptedServer.SYNC).size();
  }

  /** The steps are coarse, and the time that commands take is added to them. */
  private static boolean areNear(List<Integer> one, List<Integer> other) {
    boolean near = one.size() == other.size();
    for (int i = 0; near && i < one.size(); i++) {
      near = Math.abs(one.get(i) - other.get(i)) <= STEP;
    }
    return near;
  }

  private static boolean isEvery(List<Integer> begun) {
    List<Integer> right = new ArrayList<>();
    for (int i = 0; i < WINDOW / INTERVAL; i++) {
      right.add((begun.isEmpty() ? 0 : begun.get(0)) + i * INTERVAL);
    }
    return areNear(begun, right) && begun.get(begun.size() - 1) <= WINDOW;
  }

  /** By how much each began later than without a delay. */
  private static Set<Integer> delays(List<Integer> begun, List<Integer> without) {
    Set<Integer> by = new TreeSet<>();
    for (int i = 0; i < Math.min(begun.size(), without.size()); i++) {
      by.add(begun.get(i) - without.get(i));
    }
    return by;
  }

  private static boolean areDrawn(Set<Integer> by) {
    boolean within = by.stream().allMatch(each -> each >= -STEP && each <= DELAY + 2 * STEP);
    return within && by.stream().anyMatch(each -> each >= 2 * STEP);
  }
}

package io.platen.protocol.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a policy may say, for those who make one and those who work by it. PLT-SYN-011. */
public final class PolicyRules {
  private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(1);
  private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);
  private static final Duration RAREST_FULL = Duration.ofDays(7);
  private static final Duration SHORTEST_AGE = Duration.ofHours(1);
  private static final long SMALLEST_BODY = 16 * 1024;
  private static final long SMALLEST_OUTBOX = 64 * 1024;

  private PolicyRules() {}

  /**
   * A value that no device works by.
   *
   * @param allowed in words
   */
  public record Violation(String field, String value, String allowed) {
    @Override
    public String toString() {
      return field + " is " + value + ", but allowed is " + allowed;
    }
  }

  /** All of them, empty where every device can work by the policy. */
  public static List<Violation> violations(Policy policy) {
    List<Violation> found = new ArrayList<>();
    Policy.Schedule schedule = policy.schedule();
    between(found, "interval", schedule.interval(), SHORTEST_INTERVAL, LONGEST_INTERVAL);
    between(found, "randomDelay", schedule.randomDelay(), Duration.ZERO, LONGEST_INTERVAL);
    between(found, "fullEvery", schedule.fullEvery(), SHORTEST_INTERVAL, RAREST_FULL);
    Policy.Limits limits = policy.limits();
    atLeast(found, "bodyBytes", limits.bodyBytes(), SMALLEST_BODY);
    atLeast(found, "printersPerReport", limits.printersPerReport(), 1);
    atLeast(found, "outboxBytes", limits.outboxBytes(), SMALLEST_OUTBOX);
    atLeast(found, "packetsPerSecond", limits.packetsPerSecond(), 1);
    if (limits.outboxAge().compareTo(SHORTEST_AGE) < 0) {
      found.add(new Violation("outboxAge", limits.outboxAge().toString(), "from " + SHORTEST_AGE));
    }
    return found;
  }

  private static void between(
      List<Violation> found, String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      found.add(new Violation(name, value.toString(), "from " + least + " to " + most));
    }
  }

  private static void atLeast(List<Violation> found, String name, long value, long least) {
    if (value < least) {
      found.add(new Violation(name, Long.toString(value), "from " + least));
    }
  }
}

package io.platen.protocol.sync;

import io.platen.protocol.Limit;
import io.platen.protocol.registry.DataClasses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * What a policy may say, for those who make one and those who work by it. PLT-SYN-011, PLT-PRV-002.
 */
public final class PolicyRules {
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
    between(found, "interval", schedule.interval(), Limit.INTERVAL);
    between(found, "randomDelay", schedule.randomDelay(), Limit.RANDOM_DELAY);
    between(found, "fullEvery", schedule.fullEvery(), Limit.FULL_EVERY);
    between(found, "discoveryEvery", schedule.discoveryEvery(), Limit.DISCOVERY_EVERY);
    Policy.Limits limits = policy.limits();
    atLeast(found, "bodyBytes", limits.bodyBytes(), Limit.DOCUMENT_BYTES);
    atLeast(found, "printersPerReport", limits.printersPerReport(), Limit.PRINTERS_PER_REPORT);
    atLeast(found, "outboxBytes", limits.outboxBytes(), Limit.OUTBOX_BYTES);
    atLeast(found, "packetsPerSecond", limits.packetsPerSecond(), Limit.PACKETS_PER_SECOND);
    atLeast(found, "bytesPerMinute", limits.bytesPerMinute(), Limit.BYTES_PER_MINUTE);
    Duration age = Limit.OUTBOX_HOURS.leastDuration();
    if (limits.outboxAge().compareTo(age) < 0) {
      found.add(new Violation("outboxAge", limits.outboxAge().toString(), "from " + age));
    }
    new TreeMap<>(policy.masks()).forEach((dataClass, kind) -> mask(found, dataClass, kind));
    return found;
  }

  /** A class that is not registered here belongs to values that are not sent from here either. */
  private static void mask(List<Violation> found, String dataClass, Policy.MaskKind kind) {
    boolean known = DataClasses.registry().find(dataClass).isPresent();
    if (kind != Policy.MaskKind.NONE && known && !DataClasses.maskable().contains(dataClass)) {
      found.add(
          new Violation(
              "masks." + dataClass, kind.name().toLowerCase(Locale.ROOT), "none for this class"));
    }
  }

  private static void between(List<Violation> found, String name, Duration value, Limit limit) {
    Duration least = limit.leastDuration();
    Duration most = limit.mostDuration();
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      found.add(new Violation(name, value.toString(), "from " + least + " to " + most));
    }
  }

  private static void atLeast(List<Violation> found, String name, long value, Limit limit) {
    if (value < limit.least()) {
      found.add(new Violation(name, Long.toString(value), "from " + limit.least()));
    }
  }
}

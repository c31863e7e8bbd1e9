package io.platen.device.sync;

import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a document must hold beyond its schema before a device works by it. PLT-SYN-011. */
final class SyncRules {
  private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(1);
  private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);
  private static final long SMALLEST_BODY = 16 * 1024;
  private static final long SMALLEST_OUTBOX = 64 * 1024;

  private SyncRules() {}

  /** All violations, empty where the document can be worked by. */
  static List<String> violations(SyncDocument document, UUID device) {
    List<String> found = new ArrayList<>();
    if (!document.device().equals(device)) {
      found.add("it is for the device " + document.device());
    }
    Policy.Schedule schedule = document.policy().schedule();
    between(found, "interval", schedule.interval(), SHORTEST_INTERVAL, LONGEST_INTERVAL);
    between(found, "randomDelay", schedule.randomDelay(), Duration.ZERO, LONGEST_INTERVAL);
    between(found, "fullEvery", schedule.fullEvery(), SHORTEST_INTERVAL, Duration.ofDays(7));
    Policy.Limits limits = document.policy().limits();
    atLeast(found, "bodyBytes", limits.bodyBytes(), SMALLEST_BODY);
    atLeast(found, "printersPerReport", limits.printersPerReport(), 1);
    atLeast(found, "outboxBytes", limits.outboxBytes(), SMALLEST_OUTBOX);
    atLeast(found, "packetsPerSecond", limits.packetsPerSecond(), 1);
    if (limits.outboxAge().compareTo(Duration.ofHours(1)) < 0) {
      found.add("outboxAge is " + limits.outboxAge() + ", but at least PT1H");
    }
    return found;
  }

  private static void between(
      List<String> found, String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      found.add(name + " is " + value + ", but from " + least + " to " + most);
    }
  }

  private static void atLeast(List<String> found, String name, long value, long least) {
    if (value < least) {
      found.add(name + " is " + value + ", but at least " + least);
    }
  }
}

package io.platen.reference.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Which devices come to the server in which second. */
final class Arrivals {
  private final Map<Long, Set<UUID>> seconds = new HashMap<>();

  void arrived(UUID device, Instant when) {
    seconds.computeIfAbsent(when.getEpochSecond(), second -> new TreeSet<>()).add(device);
  }

  /** How many devices came in the busiest second from then on. */
  int peakFrom(Instant when) {
    return seconds.entrySet().stream()
        .filter(each -> each.getKey() >= when.getEpochSecond())
        .mapToInt(each -> each.getValue().size())
        .max()
        .orElse(0);
  }
}

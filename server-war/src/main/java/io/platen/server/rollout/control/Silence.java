package io.platen.server.rollout.control;

import io.platen.protocol.sync.Policy;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

/**
 * [PLT-UPD-435] Whether a device was due to be heard of so often, and was not. Where the schedule
 * names no zone it is the device's own, which is not known here: it is silent only where it would
 * be in each.
 */
final class Silence {
  private final List<PollSlots> schedules;
  private final Policy.Schedule schedule;
  private final int slots;

  Silence(Policy.Schedule schedule, int slots) {
    this.schedule = schedule;
    this.slots = slots;
    this.schedules = zones(schedule).stream().map(zone -> new PollSlots(schedule, zone)).toList();
  }

  private static List<ZoneId> zones(Policy.Schedule schedule) {
    ZoneId own = schedule.zone();
    return own == null
        ? IntStream.rangeClosed(-4, 4).<ZoneId>mapToObj(i -> ZoneOffset.ofHours(i * 3)).toList()
        : List.of(own);
  }

  /** Who was heard of after that is not silent. */
  Instant notBefore(Instant now) {
    return now.minus(schedule.interval().multipliedBy(slots));
  }

  boolean isSilent(Instant heard, Instant now) {
    return schedules.stream().allMatch(each -> each.between(heard, now, slots) >= slots);
  }
}

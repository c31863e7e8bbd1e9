package io.platen.server.rollout.control;

import io.platen.protocol.sync.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The times at which a device was due to be heard of: silence overnight is no silence. A slot
 * counts when its whole interval has passed, so that phase and random delay make nobody silent.
 */
final class PollSlots {
  private static final Duration DAY = Duration.ofDays(1);

  private final Policy.Schedule schedule;
  private final ZoneId zone;

  /**
   * @param zone the device's own, where the schedule has none
   */
  PollSlots(Policy.Schedule schedule, ZoneId zone) {
    this.schedule = schedule;
    ZoneId own = schedule.zone();
    this.zone = own == null ? zone : own;
  }

  /**
   * How many began at or after an instant and are over.
   *
   * @param most no more are counted
   */
  int between(Instant from, Instant to, int most) {
    ZonedDateTime begin = from.atZone(zone);
    int slots = 0;
    LocalDate last = to.atZone(zone).toLocalDate();
    for (LocalDate day = begin.toLocalDate().minusDays(1);
        slots < most && !day.isAfter(last);
        day = day.plusDays(1)) {
      slots += ofDay(day, from, to);
    }
    return Math.min(slots, most);
  }

  /** Of the window that opens on that day. */
  private int ofDay(LocalDate day, Instant from, Instant to) {
    int slots = 0;
    for (Duration at = Duration.ZERO; at.compareTo(window()) < 0; at = at.plus(step())) {
      Instant start = day.atTime(schedule.from()).plus(at).atZone(zone).toInstant();
      if (!start.isBefore(from) && !start.plus(step()).isAfter(to)) {
        slots++;
      }
    }
    return slots;
  }

  private Duration step() {
    return schedule.interval();
  }

  /** A window whose end is not after its start goes over midnight. */
  private Duration window() {
    LocalTime begin = schedule.from();
    Duration length = Duration.between(begin, schedule.to());
    return length.compareTo(Duration.ZERO) > 0 ? length : length.plus(DAY);
  }
}

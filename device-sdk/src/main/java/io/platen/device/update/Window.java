package io.platen.device.update;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When a device may restart, in the time of its site. One whose end is not after its start goes
 * over midnight. A zone by its IANA name keeps the local hours when clocks change; a window that
 * falls into the hour that is left out opens when that hour would be over, and one in the hour that
 * comes twice opens once.
 */
public record Window(LocalTime from, LocalTime to, ZoneId zone) {
  /** {@code now} where it is open, or else when it opens next. */
  public Instant next(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    // One over midnight began yesterday.
    for (LocalDate day = today.minusDays(1); ; day = day.plusDays(1)) {
      Instant start = day.atTime(from).atZone(zone).toInstant();
      LocalDate lastDay = to.isAfter(from) ? day : day.plusDays(1);
      Instant end = lastDay.atTime(to).atZone(zone).toInstant();
      if (now.isBefore(end) && start.isBefore(end)) {
        return now.isBefore(start) ? start : now;
      }
    }
  }
}

package io.platen.server.notice.entity;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hours in which nobody is told.
 *
 * @param device the site; null for all
 * @param days on which it begins
 * @param ends of the next day where that is not after {@code begins}
 */
public record Window(
    long tenant,
    UUID id,
    String name,
    @Nullable UUID device,
    ZoneId zone,
    Set<DayOfWeek> days,
    LocalTime begins,
    LocalTime ends) {
  public Window {
    days = Set.copyOf(days);
  }

  /** Whether it holds notices of a site back; by the clock on that site's wall. */
  public boolean holds(UUID site, Instant now) {
    if (device != null && !device.equals(site)) {
      return false;
    }
    LocalDate today = now.atZone(zone).toLocalDate();
    return isIn(today, now) || isIn(today.minusDays(1), now);
  }

  private boolean isIn(LocalDate day, Instant now) {
    LocalDate last = ends.isAfter(begins) ? day : day.plusDays(1);
    return days.contains(day.getDayOfWeek())
        && !now.isBefore(ZonedDateTime.of(day, begins, zone).toInstant())
        && now.isBefore(ZonedDateTime.of(last, ends, zone).toInstant());
  }
}

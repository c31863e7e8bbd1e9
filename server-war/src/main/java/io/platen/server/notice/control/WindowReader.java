package io.platen.server.notice.control;

import io.platen.server.notice.entity.Window;
import io.platen.server.problem.InvalidException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a maintenance window as people typed it, and says all at once what cannot be read. */
public final class WindowReader {
  private WindowReader() {}

  /**
   * A window as it was typed.
   *
   * @param device the id of a device: only its site
   * @param zone IANA, e.g. {@code Europe/Vienna}
   * @param days monday, tuesday, ...; all where it is left out
   */
  public record Typed(
      @Nullable String name,
      @Nullable String device,
      @Nullable String zone,
      @Nullable List<String> days,
      @Nullable String begins,
      @Nullable String ends) {}

  /**
   * @throws InvalidException with every error there is in the forms
   */
  public static Window read(long tenant, UUID id, Typed typed) {
    FormErrors form = new FormErrors();
    String name = form.name(typed.name());
    UUID device = form.id("device", typed.device());
    ZoneId zone =
        form.parsed("zone", or(typed.zone()), "an IANA zone, as Europe/Vienna", WindowReader::zone);
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String each : typed.days() == null ? List.<String>of() : typed.days()) {
      DayOfWeek day =
          form.parsed(
              "days", each, "monday to sunday", w -> DayOfWeek.valueOf(w.toUpperCase(Locale.ROOT)));
      if (day != null) {
        days.add(day);
      }
    }
    if (typed.days() == null) {
      days.addAll(EnumSet.allOf(DayOfWeek.class));
    } else if (days.isEmpty()) {
      form.wrong("days", "There are none", "monday to sunday", null);
    }
    LocalTime begins =
        form.parsed("begins", or(typed.begins()), "a time, as 20:00", LocalTime::parse);
    LocalTime ends = form.parsed("ends", or(typed.ends()), "a time, as 05:00", LocalTime::parse);
    form.demandNone();
    return new Window(
        tenant,
        id,
        name,
        device,
        zone == null ? ZoneOffset.UTC : zone,
        days,
        begins == null ? LocalTime.MIN : begins,
        ends == null ? LocalTime.MIN : ends);
  }

  private static String or(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }

  /** An offset knows no summer time. */
  private static @Nullable ZoneId zone(String typed) {
    return ZoneId.getAvailableZoneIds().contains(typed) ? ZoneId.of(typed) : null;
  }
}

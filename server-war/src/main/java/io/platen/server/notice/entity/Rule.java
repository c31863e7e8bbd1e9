package io.platen.server.notice.entity;

import io.platen.protocol.printer.PrinterAlert.Severity;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant wants to be told of.
 *
 * @param channels where to tell it; where there are none it is only shown
 */
public record Rule(
    long tenant,
    UUID id,
    String name,
    Template template,
    int threshold,
    Severity severity,
    Scope scope,
    Set<UUID> channels,
    boolean enabled) {
  public static final int LONGEST_NAME = 100;

  public Rule {
    channels = Set.copyOf(channels);
  }

  /**
   * Which printers and devices.
   *
   * @param device the site; null for all
   * @param location a part of the printer's place, whatever its case; empty for any
   * @param model the same of maker and model
   */
  public record Scope(@Nullable UUID device, String location, String model) {
    public static final Scope ALL = new Scope(null, "", "");

    public boolean takes(UUID site) {
      return device == null || device.equals(site);
    }

    public boolean takes(UUID site, String place, String kind) {
      return takes(site) && contains(place, location) && contains(kind, model);
    }

    private static boolean contains(String whole, String part) {
      return whole.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
  }

  /** The threshold as a length of time; not for percents. */
  public Duration time() {
    return switch (template.unit()) {
      case MINUTES -> Duration.ofMinutes(threshold);
      case HOURS -> Duration.ofHours(threshold);
      case DAYS -> Duration.ofDays(threshold);
      case PERCENT -> throw new IllegalStateException(template + " has no time");
    };
  }
}

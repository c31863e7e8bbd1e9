package io.platen.server.notice.entity;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a rule finds now.
 *
 * @param subject what it is of, the same each time, such as one supply of one printer
 * @param firm whether it is reason enough to begin; else what has begun only goes on, so that a
 *     value at the threshold does not come and go
 * @param detail what the template's sentence has places for
 */
public record Condition(String subject, Place place, boolean firm, List<String> detail) {
  public Condition {
    detail = List.copyOf(detail);
  }

  /**
   * Where it is.
   *
   * @param device the site
   * @param name the printer's name, or the device's
   * @param alert the printer's own alert that it comes from
   */
  public record Place(UUID device, @Nullable Long printer, String name, @Nullable Long alert) {}
}

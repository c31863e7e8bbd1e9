package io.platen.server.notice.entity;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Where notices go.
 *
 * @param targets e-mail addresses, or one https URL
 * @param language of the texts: en or de
 * @param digest what comes within is one notice of a site
 * @param hourlyLimit no more notices in an hour; the last one of them takes all that waits
 */
public record Channel(
    long tenant,
    UUID id,
    String name,
    Kind kind,
    List<String> targets,
    String language,
    Duration digest,
    int hourlyLimit) {
  public static final int MOST_TARGETS = 20;
  public static final Duration LONGEST_DIGEST = Duration.ofDays(1);
  public static final int HIGHEST_LIMIT = 1_000;
  public static final Duration USUAL_DIGEST = Duration.ofMinutes(2);
  public static final int USUAL_LIMIT = 30;

  public Channel {
    targets = List.copyOf(targets);
  }

  /** How. */
  public enum Kind {
    MAIL,
    WEBHOOK
  }
}

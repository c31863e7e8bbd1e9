package io.platen.device.link;

import io.platen.protocol.Limit;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** RFC 9110 section 10.2.3: seconds, or a date. PLT-LNK-013. */
final class RetryAfter {
  private static final Duration LEAST = Limit.RETRY_AFTER_LEAST.duration();
  private static final Duration MOST = Limit.RETRY_AFTER_MOST.duration();

  private RetryAfter() {}

  /**
   * Empty where there is none, or one that cannot be read: the device's own back-off holds then.
   */
  static Optional<Duration> parse(@Nullable String header, Instant now) {
    if (header == null) {
      return Optional.empty();
    }
    String text = header.strip();
    return text.matches("[0-9]{1,10}")
        ? Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))))
        : date(text, now);
  }

  private static Optional<Duration> date(String text, Instant now) {
    try {
      Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(bounded(Duration.between(now, then)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static Duration bounded(Duration wish) {
    return wish.compareTo(LEAST) < 0 ? LEAST : wish.compareTo(MOST) > 0 ? MOST : wish;
  }
}

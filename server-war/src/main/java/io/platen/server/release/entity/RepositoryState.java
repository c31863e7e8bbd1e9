package io.platen.server.release.entity;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A maker's repository as devices see it.
 *
 * @param published when its timestamp last changed; null: nothing was published yet
 * @param expiries of each role
 */
public record RepositoryState(
    String name, @Nullable Instant published, @Nullable String publishedBy, List<Expiry> expiries) {
  public RepositoryState {
    expiries = List.copyOf(expiries);
  }

  /**
   * When a role's file ends to be good.
   *
   * @param since when it came here
   */
  public record Expiry(String role, long version, Instant since, Instant expires) {
    private static final Duration OFTEN = Duration.ofDays(2);
    private static final Duration MONTHLY = Duration.ofDays(7);
    private static final Duration RARELY = Duration.ofDays(30);

    /**
     * From when on people are warned: days ahead for what a timer renews, a month for what needs
     * several people; and never in the first two thirds of its life.
     */
    public Instant warnFrom() {
      Duration ahead =
          switch (role) {
            case "timestamp" -> OFTEN;
            case "snapshot" -> MONTHLY;
            default -> RARELY;
          };
      Duration third = Duration.between(since, expires).dividedBy(3);
      return expires.minus(ahead.compareTo(third) < 0 ? ahead : third);
    }

    public Warning at(Instant now) {
      if (!now.isBefore(expires)) {
        return Warning.EXPIRED;
      }
      return now.isBefore(warnFrom()) ? Warning.NONE : Warning.SOON;
    }
  }

  /** The worst of its expiries. */
  public Warning worst(Instant now) {
    return expiries.stream()
        .map(each -> each.at(now))
        .max(Comparator.naturalOrder())
        .orElse(Warning.NONE);
  }

  /** How urgent it is. */
  public enum Warning {
    NONE,
    SOON,
    EXPIRED
  }
}

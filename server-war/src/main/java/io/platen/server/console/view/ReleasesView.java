package io.platen.server.console.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makers' repositories and what they offer.
 *
 * @param room how full the store of objects is, in words
 */
public record ReleasesView(List<Repository> repositories, List<Line> releases, String room) {
  public ReleasesView {
    repositories = List.copyOf(repositories);
    releases = List.copyOf(releases);
  }

  /**
   * @param badge the most urgent of its expiries
   * @param published null: nothing was yet
   */
  public record Repository(
      String name, Badge badge, @Nullable Instant published, String by, List<Expiry> expiries) {
    public Repository {
      expiries = List.copyOf(expiries);
    }
  }

  /**
   * @param role in words, with its edition
   * @param advice what to do; empty where there is time
   */
  public record Expiry(String role, Instant expires, Badge badge, String advice) {}

  /**
   * @param hardware model and revisions, in words
   * @param size what a device fetches that has nothing of it, in words
   * @param runs how many devices run it, in words
   * @param forecast which devices would fetch how much; empty where no device is known
   * @param plan where a rollout of it begins; empty where the reader may not
   */
  public record Line(
      String id,
      String repository,
      String hardware,
      List<String> components,
      String size,
      String runs,
      Instant since,
      List<String> forecast,
      String plan) {
    public Line {
      components = List.copyOf(components);
      forecast = List.copyOf(forecast);
    }
  }
}

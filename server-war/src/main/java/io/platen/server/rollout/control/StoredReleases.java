package io.platen.server.rollout.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** A server without a store of releases: nothing is published. */
@ApplicationScoped
public class StoredReleases implements PublishedReleases {
  @Override
  public List<Published> list(long tenant) {
    return List.of();
  }

  @Override
  public Optional<Published> find(long tenant, Plan.Subject subject) {
    return Optional.empty();
  }

  @Override
  public List<Pair> pairs(long tenant, Plan.Subject subject, String oldSha256) {
    return List.of();
  }
}

package io.platen.server.rollout.control;

import io.platen.server.release.control.Releases;
import io.platen.server.release.entity.StoredRelease;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** What the server's store of releases has. */
@ApplicationScoped
public class StoredReleases implements PublishedReleases {
  private Releases releases;
  private ReportedImages images;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected StoredReleases() {}

  @Inject
  public StoredReleases(Releases releases, ReportedImages images) {
    this.releases = releases;
    this.images = images;
  }

  @Override
  public List<Published> list(long tenant) {
    return releases.all(tenant).stream().map(StoredReleases::published).toList();
  }

  @Override
  public Optional<Published> find(long tenant, Plan.Subject subject) {
    return stored(tenant, subject).map(StoredReleases::published);
  }

  @Override
  public List<Pair> pairs(long tenant, Plan.Subject subject, String oldSha256) {
    return stored(tenant, subject)
        .map(release -> releases.pairs(release, List.of(oldSha256)))
        .orElse(List.of())
        .stream()
        .map(pair -> new Pair(pair.component(), pair.oldImage(), pair.pack()))
        .toList();
  }

  @Override
  public boolean awaitsPairs(long tenant, Plan.Subject subject) {
    return stored(tenant, subject)
        .filter(release -> releases.awaitsPairs(tenant, release, images))
        .isPresent();
  }

  private Optional<StoredRelease> stored(long tenant, Plan.Subject subject) {
    return releases.find(tenant, subject.repository(), subject.hardware(), subject.release());
  }

  private static Published published(StoredRelease stored) {
    return new Published(stored.repository(), stored.model(), stored.release());
  }
}

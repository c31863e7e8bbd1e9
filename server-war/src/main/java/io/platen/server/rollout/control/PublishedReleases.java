package io.platen.server.rollout.control;

import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release;
import java.util.List;
import java.util.Optional;

/** What devices of a tenant can fetch: a port to the store of releases. */
public interface PublishedReleases {
  /**
   * One that verified metadata names.
   *
   * @param hardware the model that it is published for
   */
  record Published(String repository, String hardware, Release release) {}

  /** A pair pack that the server has. */
  record Pair(ComponentName component, String oldSha256, Release.Bytes pack) {}

  /** All, the newest first. */
  List<Published> list(long tenant);

  /** Empty where it was never published, or is not named any more. */
  Optional<Published> find(long tenant, Plan.Subject subject);

  /** For a device that runs an image. */
  List<Pair> pairs(long tenant, Plan.Subject subject, String oldSha256);

  /** Whether pair packs that devices need for it are still to be made. */
  boolean awaitsPairs(long tenant, Plan.Subject subject);
}

package io.platen.protocol.update;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All metadata of a repository, verified as a device would have done it.
 *
 * @param roles the targets and all roles that they lead to, by name
 * @param targets what a device finds, by path
 */
public record VerifiedSet(
    RootMetadata root,
    TimestampMetadata timestamp,
    SnapshotMetadata snapshot,
    Map<String, TargetsMetadata> roles,
    Map<String, TargetFile> targets) {
  public VerifiedSet {
    roles = Map.copyOf(roles);
    targets = Map.copyOf(targets);
  }

  /** When each file expires, by its role; the four that every repository has come first. */
  public Map<String, Instant> expiries() {
    Map<String, Instant> all = new LinkedHashMap<>();
    all.put(TopLevelRole.TIMESTAMP.token(), timestamp.expires());
    all.put(TopLevelRole.SNAPSHOT.token(), snapshot.expires());
    TargetsMetadata own = roles.get(TopLevelRole.TARGETS.token());
    if (own != null) {
      all.put(TopLevelRole.TARGETS.token(), own.expires());
    }
    all.put(TopLevelRole.ROOT.token(), root.expires());
    roles.forEach((role, metadata) -> all.putIfAbsent(role, metadata.expires()));
    return all;
  }
}

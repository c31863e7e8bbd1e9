package io.platen.protocol.update;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Files that may be installed, and other roles that may name some.
 *
 * @param targets by path
 * @param keys of the delegations, by id
 * @param delegations in the order in which they are asked
 */
public record TargetsMetadata(
    long version,
    Instant expires,
    Map<String, TargetFile> targets,
    Map<String, MetadataKey> keys,
    List<Delegation> delegations)
    implements Metadata {

  public TargetsMetadata {
    Metadata.check(version);
    targets = Map.copyOf(targets);
    keys = Map.copyOf(keys);
    delegations = List.copyOf(delegations);
  }

  /** The same with other targets. */
  public TargetsMetadata withTargets(Map<String, TargetFile> other) {
    return new TargetsMetadata(version, expires, other, keys, delegations);
  }

  Signers signers(Delegation delegation) {
    return new Signers(keys, delegation.keys());
  }
}

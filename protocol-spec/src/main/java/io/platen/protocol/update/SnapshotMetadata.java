package io.platen.protocol.update;

import java.time.Instant;
import java.util.Map;

/**
 * Which editions of all targets files belong together.
 *
 * @param files by the name of the role
 */
public record SnapshotMetadata(long version, Instant expires, Map<String, MetaFile> files)
    implements Metadata {
  public SnapshotMetadata {
    Metadata.check(version);
    files = Map.copyOf(files);
  }
}

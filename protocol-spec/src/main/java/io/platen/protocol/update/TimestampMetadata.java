package io.platen.protocol.update;

import java.time.Instant;

/** Which snapshot is the newest; signed often, by a key that is online. */
public record TimestampMetadata(long version, Instant expires, MetaFile snapshot)
    implements Metadata {
  public TimestampMetadata {
    Metadata.check(version);
  }
}

package io.platen.protocol.update;

import java.time.Instant;

/** What the files of all roles have in common. */
public sealed interface Metadata
    permits RootMetadata, TimestampMetadata, SnapshotMetadata, TargetsMetadata {

  /** The most that a version may be: every JSON and XML reader keeps it exact. */
  long MOST_VERSION = 1L << 53;

  /** From 1; each edition of a role has a higher one. */
  long version();

  /** From this time on it is not used any more. */
  Instant expires();

  /** For the constructors of the records. [PLT-UPD-005] */
  static void check(long version) {
    if (version < 1 || version > MOST_VERSION) {
      throw new IllegalArgumentException(
          "A version is from 1 to " + MOST_VERSION + ", not " + version);
    }
  }
}

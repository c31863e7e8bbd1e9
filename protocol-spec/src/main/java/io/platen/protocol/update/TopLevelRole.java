package io.platen.protocol.update;

import io.platen.protocol.Limit;
import java.util.Locale;

/** The roles that the root itself names, each with the most bytes that are read of its files. */
public enum TopLevelRole {
  ROOT(Limit.ROOT_BYTES),
  TIMESTAMP(Limit.TIMESTAMP_BYTES),
  SNAPSHOT(Limit.SNAPSHOT_BYTES),
  TARGETS(Limit.TARGETS_BYTES);

  private final Limit mostBytes;

  TopLevelRole(Limit mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Its name in files: {@code root}. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  long mostBytes() {
    return mostBytes.value();
  }
}

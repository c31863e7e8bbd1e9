package io.platen.device.update;

import java.time.Instant;
import java.util.Locale;

/**
 * What became of a release.
 *
 * @param reason in words; empty where nothing is to be said
 */
public record Result(String release, Outcome outcome, String reason, Instant at) {
  /** The ends that an update can have. */
  public enum Outcome {
    CONFIRMED,
    RETURNED,
    FAILED,
    CANCELLED,
    REFUSED;

    /** As it stands in documents. */
    public String token() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

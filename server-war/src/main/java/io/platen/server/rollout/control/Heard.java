package io.platen.server.rollout.control;

/**
 * What a device said of a release when it was last heard of.
 *
 * @param stage how far it says it is
 * @param runsRelease whether the digests that it measured of what runs are the release's
 */
public record Heard(Stage stage, boolean runsRelease) {

  /** How far a device is, in its own words. */
  public enum Stage {
    /** It knows of no such release. */
    NONE,
    DOWNLOADING,
    VERIFIED,
    ARMED,
    TRIAL,
    CONFIRMED,
    FAILED,
    ROLLED_BACK
  }

  /**
   * Where it stands now. What a device runs counts for more than what it says of it: the old
   * software under the word "confirmed" is a contradiction, and so is silence about a release after
   * it was confirmed.
   *
   * @param before who is not assigned stays as it is
   */
  Standing after(Standing before) {
    if (!before.isTouched()) {
      return before;
    }
    return switch (stage) {
      case NONE -> unsaid(before);
      case DOWNLOADING -> Standing.DOWNLOADING;
      case VERIFIED -> Standing.VERIFIED;
      case ARMED -> Standing.ARMED;
      case TRIAL -> Standing.TRIAL;
      case CONFIRMED -> runsRelease ? Standing.CONFIRMED : Standing.CONTRADICTED;
      case FAILED -> Standing.FAILED;
      case ROLLED_BACK -> Standing.ROLLED_BACK;
    };
  }

  private Standing unsaid(Standing before) {
    if (before == Standing.CONFIRMED && !runsRelease) {
      return Standing.CONTRADICTED;
    }
    return before == Standing.SILENT ? Standing.ASSIGNED : before;
  }
}

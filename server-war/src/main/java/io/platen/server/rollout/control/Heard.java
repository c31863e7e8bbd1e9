package io.platen.server.rollout.control;

import io.platen.protocol.report.UpdateState;
import io.platen.protocol.report.UpdateState.Attempt;
import io.platen.protocol.report.UpdateState.Result;
import java.util.Map;

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
   * What it says of one release. An attempt that goes on counts for more than an older result.
   *
   * @param images what the release consists of: SHA-256 by the component's name
   */
  static Heard of(UpdateState state, String release, Map<String, String> images) {
    boolean runs = images.entrySet().stream().allMatch(image -> isRunning(state, image));
    Attempt attempt = state.attempt();
    Result result = state.result();
    if (attempt != null && attempt.release().equals(release)) {
      return new Heard(stage(attempt.stage()), runs);
    }
    if (result != null && result.release().equals(release)) {
      return new Heard(stage(result.outcome()), runs);
    }
    return new Heard(Stage.NONE, runs);
  }

  private static boolean isRunning(UpdateState state, Map.Entry<String, String> image) {
    return state.components().stream()
        .anyMatch(
            each ->
                each.name().token().equals(image.getKey())
                    && image.getValue().equals(each.sha256()));
  }

  private static Stage stage(UpdateState.Stage said) {
    return switch (said) {
      case ASSIGNED -> Stage.NONE;
      case DOWNLOADING -> Stage.DOWNLOADING;
      case VERIFIED -> Stage.VERIFIED;
      case ARMED -> Stage.ARMED;
      case TRIAL -> Stage.TRIAL;
    };
  }

  private static Stage stage(UpdateState.Outcome said) {
    return switch (said) {
      case CONFIRMED -> Stage.CONFIRMED;
      case RETURNED -> Stage.ROLLED_BACK;
      case FAILED, REFUSED -> Stage.FAILED;
      // It gave up what it was told to give up: that is nothing against the release.
      case CANCELLED -> Stage.NONE;
    };
  }

  /**
   * [PLT-UPD-434] Where it stands now. What a device runs counts for more than what it says of it:
   * the old software under the word "confirmed" is a contradiction, and so is silence about a
   * release after it was confirmed.
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

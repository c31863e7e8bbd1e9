package io.platen.device.update;

/**
 * Why a release is not installed.
 *
 * @param text in words
 */
public record Refusal(Reason reason, String text) {
  /** The reasons. */
  public enum Reason {
    /** Another one is under way, or its result was not reported yet. */
    BUSY,
    /** It was tried and did not work here. */
    BROKEN,
    /** It is not for this device as it is: {@link io.platen.protocol.release.ReleaseCheck}. */
    UNFIT
  }
}

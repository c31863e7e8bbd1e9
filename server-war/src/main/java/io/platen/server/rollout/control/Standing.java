package io.platen.server.rollout.control;

/** Where one device stands in a rollout, as far as the server knows. */
public enum Standing {
  /** Its wave has not begun. */
  WAITING,
  /** Its next sync tells it of the release, or has told it. */
  ASSIGNED,
  DOWNLOADING,
  /** All is there, and is what was signed. */
  VERIFIED,
  /** The next start is into the new slot. */
  ARMED,
  /** It runs the new slot, and has not yet found itself healthy. */
  TRIAL,
  /** It runs what was released, by digests that it measured, and found itself healthy. */
  CONFIRMED,
  /** It gave up before it started into the new slot. */
  FAILED,
  /** It started into the new slot and came back. */
  ROLLED_BACK,
  /** It was due to be heard of, and was not. */
  SILENT,
  /** It says that it is done, and runs something else. */
  CONTRADICTED,
  /** The rollout no longer wants it. */
  WITHDRAWN;

  /** Whether the release has reached it, or may have. */
  public boolean isTouched() {
    return this != WAITING && this != WITHDRAWN;
  }

  /** Whether it is on its way. */
  public boolean isUnderway() {
    return isTouched() && !isEnded();
  }

  /** Whether it has come to an end, good or bad, for now: who was silent may be heard again. */
  public boolean isEnded() {
    return this == CONFIRMED || isBad();
  }

  /** What counts against a release. */
  public boolean isBad() {
    return this == FAILED || this == ROLLED_BACK || this == SILENT || this == CONTRADICTED;
  }
}

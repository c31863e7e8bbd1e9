package io.platen.conformance.subject;

/** The adapter saw the device itself fall over: a failure of the device, not of the adapter. */
public final class TargetCrashed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TargetCrashed(String when) {
    super(when);
  }
}

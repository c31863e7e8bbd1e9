package io.platen.protocol.assignment;

/** An assignment is refused: the device goes on as if it had not come. */
public final class AssignmentException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, for those who decide by it. */
  public enum Reason {
    /** Not of the form that it should have. */
    MALFORMED,
    /** More than is read. */
    TOO_LARGE,
    /** No key that the device may believe has signed it. */
    SIGNATURE,
    /** It is for another device. */
    DEVICE,
    /** It is about another OEM's releases. */
    REPOSITORY,
    /** It answers another question. */
    NONCE,
    /** Its time lies outside of its key's certificate. */
    TIME
  }

  private final Reason reason;
  private final String requirement;

  AssignmentException(Reason reason, String requirement, String message) {
    super(message + " [" + requirement + "]");
    this.reason = reason;
    this.requirement = requirement;
  }

  public Reason reason() {
    return reason;
  }

  /** The id of what was violated, e.g. {@code PLT-UPD-301}. */
  public String requirement() {
    return requirement;
  }
}

package io.platen.protocol.update;

/** A metadata file is refused; what was trusted before stays. */
public final class MetadataException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, for those who decide by it. */
  public enum Reason {
    /** Not of the form that it should have. */
    MALFORMED,
    /** A threshold of signatures is not reached. */
    SIGNATURE,
    /** Not the bytes that another file announced. */
    CONTENT,
    /** Not the version that it should be, or one that lies back. */
    VERSION,
    /** Out of date. */
    EXPIRED,
    /** The host has no such file, or another file does not name it. */
    MISSING,
    /** More than is read. */
    TOO_LARGE
  }

  private final Reason reason;
  private final String role;
  private final String requirement;

  public MetadataException(Reason reason, String role, String requirement, String message) {
    super(role + ": " + message + " [" + requirement + "]");
    this.reason = reason;
    this.role = role;
    this.requirement = requirement;
  }

  public Reason reason() {
    return reason;
  }

  /** Whose file. */
  public String role() {
    return role;
  }

  /** The id of what was violated, e.g. {@code PLT-UPD-012}. */
  public String requirement() {
    return requirement;
  }
}

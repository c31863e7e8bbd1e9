package io.platen.server.problem;

import org.jspecify.annotations.Nullable;

/** The REST API refuses a call with an HTTP status that says it all. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable Long retryAfterSeconds;

  public RefusedException(int status, String detail) {
    this(status, detail, null);
  }

  public RefusedException(int status, String detail, @Nullable Long retryAfterSeconds) {
    super(detail);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Nothing here, or nothing that the caller may see: both look the same. */
  public static RefusedException notFound(String what) {
    return new RefusedException(404, "There is no " + what);
  }

  public int status() {
    return status;
  }

  public @Nullable Long retryAfterSeconds() {
    return retryAfterSeconds;
  }
}

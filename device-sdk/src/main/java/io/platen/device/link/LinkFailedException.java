package io.platen.device.link;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** No answer came from a host. */
public final class LinkFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient LinkFailure failure;
  private final @Nullable Duration wish;

  public LinkFailedException(LinkFailure failure, @Nullable Throwable cause) {
    this(failure, cause, null);
  }

  /**
   * @param wish how long the host asks to wait; null where it does not
   */
  public LinkFailedException(
      LinkFailure failure, @Nullable Throwable cause, @Nullable Duration wish) {
    super(failure.message(), cause);
    this.failure = failure;
    this.wish = wish;
  }

  public LinkFailure failure() {
    return failure;
  }

  /** How long the host asks to wait, within the limits; empty where it does not. */
  public Optional<Duration> wish() {
    return Optional.ofNullable(wish);
  }
}

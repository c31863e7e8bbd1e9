package io.platen.device.link;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** No answer came from a host. */
public final class LinkFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient LinkFailure failure;

  public LinkFailedException(LinkFailure failure, @Nullable Throwable cause) {
    super(failure.message(), cause);
    this.failure = failure;
  }

  public LinkFailure failure() {
    return failure;
  }
}

package io.platen.device.live;

import io.platen.protocol.live.LiveClose;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The server has ended the channel, or does not open one. */
final class EndedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final @Nullable LiveClose why;

  EndedException(@Nullable LiveClose why, String message) {
    super(message);
    this.why = why;
  }

  /** Null where it gave no reason of the registry. */
  @Nullable LiveClose why() {
    return why;
  }
}

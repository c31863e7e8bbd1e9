package io.platen.device.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The device's memory cannot be read or written; nothing of what was tried is kept. */
public final class StoreException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  StoreException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  static StoreException notWritten(Exception cause) {
    return new StoreException(
        Kind.NOT_WRITTEN,
        "The data folder cannot be written to; is the disk full? What was acknowledged is safe",
        cause);
  }

  static StoreException unreadable(String why, @Nullable Exception cause) {
    return new StoreException(Kind.UNREADABLE, "The device's store cannot be read: " + why, cause);
  }

  public Kind kind() {
    return kind;
  }

  /** What to do about it differs. */
  public enum Kind {
    /** Could not be written, as a rule because the disk is full: works again when there is room. */
    NOT_WRITTEN,
    /** Another process has it open. */
    IN_USE,
    /** Damaged, or written under another key. */
    UNREADABLE,
    /** The device was closed meanwhile: no fault. */
    CLOSED
  }
}

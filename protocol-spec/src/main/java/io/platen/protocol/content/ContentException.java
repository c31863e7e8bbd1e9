package io.platen.protocol.content;

import java.io.IOException;

/** Something that was fetched is not what it should be. */
public final class ContentException extends IOException {
  private static final long serialVersionUID = 1L;

  public ContentException(String message) {
    super(message);
  }

  ContentException(String message, Throwable cause) {
    super(message, cause);
  }
}

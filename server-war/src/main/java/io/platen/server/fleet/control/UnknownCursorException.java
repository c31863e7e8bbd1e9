package io.platen.server.fleet.control;

import org.jspecify.annotations.Nullable;

/** The cursor is none of ours, or belongs to another order. */
public final class UnknownCursorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownCursorException(@Nullable Throwable cause) {
    super("The cursor is not known; take it from 'next' of a page with the same sort", cause);
  }
}

package io.platen.reference;

/**
 * A command could not do its work. The message says what failed, why, and what to do; it is all
 * that the user sees.
 */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandFailure(String message) {
    super(message);
  }

  public CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}

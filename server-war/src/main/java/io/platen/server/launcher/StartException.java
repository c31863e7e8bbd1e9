package io.platen.server.launcher;

import org.jspecify.annotations.Nullable;

/** The server cannot start; the message says what failed, why, and what to do. */
final class StartException extends Exception {
  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;

  StartException(ExitCode exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  StartException(ExitCode exitCode, String message) {
    this(exitCode, message, null);
  }

  ExitCode exitCode() {
    return exitCode;
  }
}

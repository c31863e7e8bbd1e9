package io.platen.device.redirect;

import io.platen.protocol.command.CommandReason;

/** The device stays with the server that it has. */
public final class NotFollowedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final CommandReason reason;

  /**
   * @param message what a person is told
   */
  public NotFollowedException(CommandReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** By the registry. */
  public CommandReason reason() {
    return reason;
  }

  /** In words. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}

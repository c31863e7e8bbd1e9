package io.platen.protocol.order;

import io.platen.protocol.command.Command;
import io.platen.protocol.command.CommandReason;
import org.jspecify.annotations.Nullable;

/** A signed command must not be carried out. */
public final class CommandRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final CommandReason reason;
  private final String requirement;
  private final transient @Nullable Command command;

  CommandRefusedException(
      CommandReason reason, String requirement, String message, @Nullable Command command) {
    super(message);
    this.reason = reason;
    this.requirement = requirement;
    this.command = command;
  }

  public CommandReason reason() {
    return reason;
  }

  /** The id of the sentence that forbids it. */
  public String requirement() {
    return requirement;
  }

  /**
   * What was asked for; null where nobody trusted has signed it, so that nothing is known of it.
   */
  public @Nullable Command command() {
    return command;
  }
}

package io.platen.server.command.entity;

/** How far a command is, as the server knows. */
public enum CommandState {
  /** A second person must confirm it. */
  AWAITING,
  /** For the device's next channel. */
  WAITING,
  /** Given to a channel; the device has not said that it has it. */
  SENT,
  RUNNING,
  DONE,
  FAILED,
  REFUSED,
  CANCELLED,
  /** Its time was over, and the device has not said how it ended. */
  EXPIRED;

  /** Whether nothing comes after it. */
  public boolean isEnd() {
    return compareTo(RUNNING) > 0;
  }
}

package io.platen.protocol.command;

import java.util.Locale;

/** Why a command was not done: the registry {@code command-reasons}. */
public enum CommandReason {
  SIGNATURE,
  FOREIGN,
  EXPIRED,
  REORDERED,
  KIND_UNKNOWN,
  PARAMETERS,
  NOT_ALLOWED,
  BUSY,
  INTERRUPTED,
  DEADLINE,
  UNREACHABLE,
  UNTRUSTED,
  TURNED_AWAY,
  FAULT;

  /** As documents have it. */
  public String token() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

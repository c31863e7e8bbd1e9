package io.platen.protocol.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of the registry {@code commands}. */
public enum CommandKind {
  DEACTIVATE,
  MIB_WALK,
  REDIRECT,
  UPDATE,
  UNINSTALL,
  SYNC,
  SCAN,
  READ,
  RESTART,
  COLLECT_LOGS;

  /** As documents have it. */
  public String token() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it takes a device away from its server: the site and a second person must agree. */
  public boolean isGrave() {
    return this == REDIRECT || this == UNINSTALL;
  }

  public static Optional<CommandKind> find(String token) {
    return Arrays.stream(values()).filter(kind -> kind.token().equals(token)).findFirst();
  }
}

package io.platen.protocol.release;

import java.util.Arrays;
import java.util.Optional;

/** What an update replaces, in the order in which it is installed. */
public enum ComponentName {
  BOOTLOADER("bootloader"),
  OPERATING_SYSTEM("operating-system"),
  APPLICATION("application");

  private final String token;

  ComponentName(String token) {
    this.token = token;
  }

  /** As it is written on the wire. */
  public String token() {
    return token;
  }

  public static Optional<ComponentName> of(String token) {
    return Arrays.stream(values()).filter(each -> each.token.equals(token)).findFirst();
  }
}

package io.platen.device.port;

import io.platen.protocol.release.ComponentName;
import java.util.Locale;

/** Which of the two slots of a component. */
public enum SlotName {
  A,
  B;

  /** The one that does not run while this one does. */
  public SlotName other() {
    return this == A ? B : A;
  }

  /** In lower case, as boot environments and names of slots have it. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How {@link SlotStorage} calls this slot of a component, such as {@code bootloader-b}. */
  public String of(ComponentName component) {
    return component.token() + "-" + token();
  }

  /**
   * The slot of a letter, in either case.
   *
   * @throws IllegalArgumentException when it is neither A nor B
   */
  public static SlotName parse(String letter) {
    return valueOf(letter.toUpperCase(Locale.ROOT));
  }
}

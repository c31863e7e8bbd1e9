package io.platen.device.update;

import java.util.Optional;

/**
 * How a release may be installed.
 *
 * @param consent whether somebody at the site has to agree before it starts
 * @param window when it may start; at any time where there is none
 */
public record Terms(boolean consent, Optional<Window> window) {
  /** At once. */
  public static final Terms NONE = new Terms(false, Optional.empty());
}

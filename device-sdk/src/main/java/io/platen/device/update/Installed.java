package io.platen.device.update;

import io.platen.device.port.SlotName;

/**
 * What runs of a component.
 *
 * @param slot it runs from
 * @param version for people; empty where the firmware's maker gave none
 * @param counter of security
 * @param sha256 as it was measured in the slot; empty where that was not done yet
 */
public record Installed(SlotName slot, String version, int counter, String sha256) {
  /** What a device leaves the factory with, in slot A. */
  public static Installed atFactory(String version, int counter) {
    return new Installed(SlotName.A, version, counter, "");
  }

  Installed measured(String hash) {
    return new Installed(slot, version, counter, hash);
  }

  Installed in(SlotName now) {
    return new Installed(now, version, counter, sha256);
  }
}

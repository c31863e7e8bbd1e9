package io.platen.device.update;

import io.platen.device.port.SlotName;

/**
 * What runs of a component.
 *
 * @param slot it runs from
 * @param version for people; empty where the firmware's maker gave none
 * @param counter of security
 * @param sha256 as it was measured in the slot; empty where nothing was installed yet
 */
public record Installed(SlotName slot, String version, int counter, String sha256) {
  /** What a device leaves the factory with, in slot A. */
  public static Installed atFactory(String version, int counter) {
    return new Installed(SlotName.A, version, counter, "");
  }

  Installed in(SlotName now) {
    return new Installed(now, version, counter, sha256);
  }
}

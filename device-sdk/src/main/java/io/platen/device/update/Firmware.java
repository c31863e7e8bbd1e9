package io.platen.device.update;

import io.platen.protocol.release.ComponentName;
import java.util.Map;

/**
 * What a device is, and what it left the factory with.
 *
 * @param model of the hardware, as releases name it
 * @param revision of the hardware
 * @param dataForm of the data that the application keeps
 * @param factory what ran before the first update
 */
public record Firmware(
    String model, int revision, int dataForm, Map<ComponentName, Installed> factory) {
  public Firmware {
    factory = Map.copyOf(factory);
  }
}

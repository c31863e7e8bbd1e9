package io.platen.reference.device;

import io.platen.device.DeviceConfig;
import java.nio.file.Path;

/** What other commands than those of this package know of a device's configuration file. */
public final class DeviceSettings {
  private DeviceSettings() {}

  /** Reads and checks it. */
  public static DeviceConfig of(Path file) {
    return DeviceProperties.read(file).config();
  }
}

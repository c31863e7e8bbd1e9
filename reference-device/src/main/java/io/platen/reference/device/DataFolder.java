package io.platen.reference.device;

import java.nio.file.Path;

/** Where a device keeps its memory, for commands that look into it. */
public final class DataFolder {
  private DataFolder() {}

  /**
   * @param config the device's configuration file
   */
  public static Path of(Path config) {
    return DeviceProperties.read(config).data();
  }
}

package io.platen.device;

import io.platen.device.port.Interfaces;
import io.platen.device.port.Keys;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;

/** What a simulation in another module sets and sees of a configuration, and no OEM may. */
public final class OpenConfig {
  private static final Interfaces.Port PORT =
      new Interfaces.Port("sim0", true, List.of(InetAddress.getLoopbackAddress()));

  private OpenConfig() {}

  /** All that a device draws, it draws from this; and its machine always stands in a network. */
  public static DeviceConfig.Builder drawing(DeviceConfig.Builder builder, SecureRandom random) {
    return builder.random(random).interfaces(() -> List.of(PORT));
  }

  /** What the device shows its hosts. */
  public static Keys keys(DeviceConfig config) {
    return config.keys();
  }
}

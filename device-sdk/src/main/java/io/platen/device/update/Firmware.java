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
 * @param lengths of factory images, in bytes, where a partition is longer than its image: without
 *     it the measured hash is that of the whole partition, for which no server has a pair pack
 */
public record Firmware(
    String model,
    int revision,
    int dataForm,
    Map<ComponentName, Installed> factory,
    Map<ComponentName, Long> lengths) {
  public Firmware {
    factory = Map.copyOf(factory);
    lengths = Map.copyOf(lengths);
  }

  /** Whose factory images are as long as their slots' content. */
  public Firmware(String model, int revision, int dataForm, Map<ComponentName, Installed> factory) {
    this(model, revision, dataForm, factory, Map.of());
  }
}

package io.platen.protocol.release;

import java.util.EnumMap;
import java.util.Map;

/**
 * The device that a release would be installed on.
 *
 * @param model of its hardware
 * @param revision of its hardware
 * @param floors by component that it has slots for, the highest security counter that it has
 *     confirmed
 * @param dataForm the form of the data that it keeps
 */
public record Target(String model, int revision, Map<ComponentName, Integer> floors, int dataForm) {
  public Target {
    floors = floors.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(floors));
  }
}

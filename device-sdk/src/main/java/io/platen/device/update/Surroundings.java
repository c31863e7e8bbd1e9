package io.platen.device.update;

import io.platen.device.port.BootControl;
import io.platen.device.port.SlotStorage;
import io.platen.device.port.Storage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * What an updater works with.
 *
 * @param storage for its journal
 * @param slots by the names of {@link io.platen.device.port.SlotName#of}
 * @param boots each for other components; a component that none starts is never updated
 * @param firmware what the device is
 * @param clock tells when a window is open
 * @param elapsed time since some moment, that no change of the clock moves, such as {@link
 *     io.platen.device.port.Scheduler#elapsed}
 */
public record Surroundings(
    Storage storage,
    SlotStorage slots,
    List<BootControl> boots,
    Firmware firmware,
    InstantSource clock,
    Supplier<Duration> elapsed) {
  public Surroundings {
    boots = List.copyOf(boots);
  }
}

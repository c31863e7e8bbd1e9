package io.platen.device;

import java.util.List;

/**
 * Whether a device's own work goes on: for what watches over the process, such as systemd's
 * watchdog. A device that cannot reach its server, or whose disk is full, is alive: starting it
 * anew would change nothing.
 *
 * @param faults what stands still, in words; none where it is alive
 */
public record DeviceHealth(List<String> faults) {
  public DeviceHealth {
    faults = List.copyOf(faults);
  }

  public boolean isAlive() {
    return faults.isEmpty();
  }
}

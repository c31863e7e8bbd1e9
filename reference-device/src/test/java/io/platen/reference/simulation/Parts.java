package io.platen.reference.simulation;

import io.platen.device.port.Scheduler;
import io.platen.device.port.SlotStorage;

/** Which parts a device is made of. A test puts a wrong one among them, and sees it found. */
interface Parts {
  /** The right ones. */
  Parts RIGHT = new Parts() {};

  default TearingDisk disk(Power power) {
    return new TearingDisk(power);
  }

  default SlotStorage.Slot slot(SlotStorage.Slot right) {
    return right;
  }

  default Wire.Carrier carrier(Wire.Carrier network) {
    return network;
  }

  default Scheduler scheduler(Scheduler right) {
    return right;
  }

  default Draw draw(Draw right) {
    return right;
  }
}

package io.platen.reference.powercut;

import io.platen.device.port.SlotStorage;
import java.io.IOException;

/** Slots on a disk whose operations are recorded; each is a file that was there before. */
final class RecordingSlots implements SlotStorage {
  private final RecordingStorage disk;

  RecordingSlots(RecordingStorage disk) {
    this.disk = disk;
  }

  static String file(String slot) {
    return "slot-" + slot;
  }

  @Override
  public Slot open(String name) throws IOException {
    if (!disk.exists(file(name))) {
      throw new IOException("There is no slot " + name);
    }
    return new ChannelSlot(disk.open(file(name)));
  }
}

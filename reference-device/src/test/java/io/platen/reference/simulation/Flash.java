package io.platen.reference.simulation;

import io.platen.device.port.BootControl;
import io.platen.device.port.SlotName;
import io.platen.device.port.SlotStorage;
import io.platen.device.port.StorageBootControl;
import io.platen.device.testing.TestMaker;
import io.platen.device.update.Firmware;
import io.platen.device.update.Installed;
import io.platen.device.update.Probe;
import io.platen.device.update.UpdateSettings;
import io.platen.protocol.release.ComponentName;
import io.platen.reference.powercut.ChannelSlot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The slots of a device, on the disk that tears, and a bootloader that chooses among them as
 * chapter UPD asks of one.
 */
final class Flash {
  private static final Duration TRIAL = Duration.ofMinutes(10);

  private final TearingDisk disk;
  private final UpdateSettings.Restarter restarter;
  private final Parts parts;
  private final Map<ComponentName, StorageBootControl> boots = new EnumMap<>(ComponentName.class);

  private Flash(TearingDisk disk, UpdateSettings.Restarter restarter, Parts parts) {
    this.disk = disk;
    this.restarter = restarter;
    this.parts = parts;
  }

  /** What the factory puts onto a disk. */
  static void fill(TearingDisk disk) throws IOException {
    for (ComponentName each : ComponentName.values()) {
      for (SlotName slot : SlotName.values()) {
        try (FileChannel file = disk.open(file(slot.of(each)))) {
          file.write(ByteBuffer.wrap(new byte[Maker.SLOT]), 0);
          if (slot == SlotName.A) {
            file.write(ByteBuffer.wrap(Maker.image(each, Maker.FACTORY)), 0);
          }
          file.force(true);
        }
      }
    }
    disk.syncNames();
  }

  private static String file(String slot) {
    return "slot-" + slot;
  }

  /** The bootloader chooses what starts. */
  static Flash started(TearingDisk disk, UpdateSettings.Restarter restarter, Parts parts)
      throws IOException {
    Flash flash = new Flash(disk, restarter, parts);
    for (ComponentName each : ComponentName.values()) {
      StorageBootControl boot =
          new StorageBootControl(disk, "boot-" + each.token(), Set.of(each), null);
      boot.start();
      flash.boots.put(each, boot);
    }
    return flash;
  }

  /** What an update needs to know of the device. */
  UpdateSettings settings() {
    Map<ComponentName, Installed> factory = new EnumMap<>(ComponentName.class);
    for (ComponentName each : ComponentName.values()) {
      factory.put(each, Installed.atFactory(Maker.FACTORY, 1));
    }
    return new UpdateSettings(
        TestMaker.REPOSITORY,
        Maker.ONE::root,
        new Firmware(TestMaker.MODEL, 1, 0, factory),
        new Slots(),
        List.<BootControl>copyOf(boots.values()),
        restarter,
        List.of(new Works()),
        TRIAL);
  }

  /** Which version of a component runs, by the octets of its slot; empty where it is torn. */
  String runs(ComponentName component) throws IOException {
    SlotName slot = boots.get(component).read().running();
    return Maker.version(component, disk.read(file(slot.of(component))).orElse(new byte[0]));
  }

  boolean isOnTrial(ComponentName component) throws IOException {
    return boots.get(component).read().isOnTrial();
  }

  private final class Works implements Probe {
    @Override
    public String name() {
      return "firmware";
    }

    @Override
    public Finding look() throws IOException {
      for (ComponentName each : ComponentName.values()) {
        if (runs(each).equals(Maker.BROKEN)) {
          return Finding.bad("the " + each.token() + " does not work");
        }
      }
      return Finding.GOOD;
    }
  }

  private final class Slots implements SlotStorage {
    @Override
    public Slot open(String name) {
      return parts.slot(new ChannelSlot(disk.open(file(name))));
    }
  }
}

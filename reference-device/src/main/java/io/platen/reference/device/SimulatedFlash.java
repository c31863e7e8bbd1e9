package io.platen.reference.device;

import io.platen.device.port.BootControl;
import io.platen.device.port.FileSlots;
import io.platen.device.port.FolderStorage;
import io.platen.device.port.SlotName;
import io.platen.device.port.SlotStorage;
import io.platen.device.port.Storage;
import io.platen.device.port.StorageBootControl;
import io.platen.device.update.Firmware;
import io.platen.device.update.Installed;
import io.platen.device.update.Probe;
import io.platen.device.update.UpdateSettings;
import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The flash of a device, in files: two slots for each component, and what chooses between them. A
 * firmware has partitions and a boot environment in its place.
 */
public final class SimulatedFlash {
  /** What the reference device is. */
  public static final String MODEL = "platen-reference";

  public static final int REVISION = 1;

  private static final String FACTORY = "1.0";
  private static final long SLOT = 16L * 1024 * 1024;

  private final Path folder;
  private final Settings settings;
  private final SlotStorage slots;
  private final List<StorageBootControl> boots = new ArrayList<>();

  /**
   * @param repository whose releases it takes
   * @param root the file with the first root that it trusts
   * @param trial how long what is on trial may take
   * @param groups what a boot control starts together; each component is in one
   */
  public record Settings(
      String repository, Path root, Duration trial, List<Set<ComponentName>> groups) {
    public Settings {
      groups = List.copyOf(groups);
    }

    /** Each component by itself. */
    public Settings(String repository, Path root, Duration trial) {
      this(repository, root, trial, Arrays.stream(ComponentName.values()).map(Set::of).toList());
    }
  }

  /**
   * @param data the device's data folder
   */
  public SimulatedFlash(Path data, Settings settings) throws IOException {
    this.folder = data.resolve("flash");
    this.settings = settings;
    Files.createDirectories(folder);
    Storage storage = new FolderStorage(folder);
    Map<String, FileSlots.Place> places = new TreeMap<>();
    for (ComponentName each : ComponentName.values()) {
      for (SlotName slot : SlotName.values()) {
        places.put(slot.of(each), new FileSlots.Place(folder.resolve(slot.of(each)), SLOT));
      }
    }
    for (Set<ComponentName> group : settings.groups()) {
      String name = group.stream().map(ComponentName::token).sorted().findFirst().orElseThrow();
      boots.add(new StorageBootControl(storage, "boot-" + name, group, null));
    }
    this.slots = new FileSlots(places);
    leaveFactory();
  }

  /** What the factory wrote into the first slots. */
  private void leaveFactory() throws IOException {
    for (ComponentName each : ComponentName.values()) {
      Path first = folder.resolve(SlotName.A.of(each));
      if (!Files.exists(first)) {
        Files.write(first, SimulatedImage.of(each, FACTORY));
      }
    }
  }

  /** What a bootloader does when the device starts, and says of it. */
  public List<String> start() throws IOException {
    List<String> lines = new ArrayList<>();
    for (StorageBootControl each : boots) {
      SlotName slot = each.start();
      BootControl.State state = each.read();
      lines.add(
          "Starts the "
              + each.components().stream()
                  .map(ComponentName::token)
                  .sorted()
                  .collect(Collectors.joining(" and the "))
              + " from slot "
              + slot.name()
              + (state.isOnTrial() ? ", on trial" : ""));
    }
    return lines;
  }

  /** Whether something that runs begins with these words. */
  public boolean runs(String words) throws IOException {
    byte[] begin = words.getBytes(StandardCharsets.US_ASCII);
    for (StorageBootControl boot : boots) {
      for (ComponentName each : boot.components()) {
        try (InputStream in =
            Files.newInputStream(folder.resolve(boot.read().running().of(each)))) {
          if (Arrays.equals(in.readNBytes(begin.length), begin)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * @param own whether the device works, as its own probe says
   */
  public UpdateSettings updates(UpdateSettings.Restarter restarter, Probe own) {
    Map<ComponentName, Installed> factory = new EnumMap<>(ComponentName.class);
    for (ComponentName each : ComponentName.values()) {
      factory.put(each, Installed.atFactory(FACTORY, 1));
    }
    return new UpdateSettings(
        settings.repository(),
        () -> Files.readAllBytes(settings.root()),
        new Firmware(MODEL, REVISION, 0, factory),
        slots,
        List.<BootControl>copyOf(boots),
        restarter,
        List.of(own),
        settings.trial());
  }
}

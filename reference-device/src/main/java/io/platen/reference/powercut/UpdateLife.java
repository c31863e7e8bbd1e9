package io.platen.reference.powercut;

import io.platen.device.port.BootControl;
import io.platen.device.port.SlotName;
import io.platen.device.port.SlotStorage.Slot;
import io.platen.device.port.StorageBootControl;
import io.platen.device.update.Content;
import io.platen.device.update.Firmware;
import io.platen.device.update.Health;
import io.platen.device.update.Installed;
import io.platen.device.update.Next;
import io.platen.device.update.Probe;
import io.platen.device.update.Probe.Finding;
import io.platen.device.update.Surroundings;
import io.platen.device.update.Terms;
import io.platen.device.update.UpdateStatus;
import io.platen.device.update.Updater;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.ComponentVersion;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.DataForms;
import io.platen.protocol.release.Release.Hardware;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A device that updates bootloader, operating system and application, on one disk that holds slots,
 * boot choices and journal; its bootloader is a model that does what chapter UPD asks of one.
 */
final class UpdateLife {
  /** Small, so that every piece can be lost apart from the others. */
  static final int IMAGE = 3_000;

  private static final String MODEL = "pl-100";
  private static final int SLOT = 4_096;
  private static final int PIECE = 1_024;
  private static final int MOST_STEPS = 300;
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  private final RecordingStorage disk;
  private final Map<ComponentName, StorageBootControl> boots = new EnumMap<>(ComponentName.class);

  /** Which version does not work here; empty where all do. */
  private final String broken;

  private final List<Integer> promisedAt = new ArrayList<>();
  private final List<UpdatePromise> promises = new ArrayList<>();
  private boolean notes;
  private Duration elapsed = Duration.ZERO;

  @SuppressWarnings("NullAway.Init") // by powerOn()
  private Updater updater;

  private UpdateLife(DiskImage before, String broken) throws IOException {
    this.disk = new RecordingStorage(before, SyncSite::ofCallers);
    this.broken = broken;
    powerOn();
  }

  /** A device as it leaves the factory. */
  static DiskImage factory() {
    DiskImage image = new DiskImage();
    int file = 1;
    for (ComponentName each : ComponentName.values()) {
      for (SlotName slot : SlotName.values()) {
        image.name(RecordingSlots.file(slot.of(each)), file);
        image.write(file, 0, new byte[SLOT]);
        image.write(file++, 0, image(each, slot == SlotName.A ? "1" : "0"));
      }
    }
    return image;
  }

  /** Starts a device on a disk. */
  static UpdateLife on(DiskImage disk, String broken) throws IOException {
    return new UpdateLife(disk, broken);
  }

  static byte[] image(ComponentName component, String version) {
    byte[] image = new byte[IMAGE];
    new SplittableRandom((component.token() + version).hashCode()).nextBytes(image);
    return image;
  }

  static Release release(String version) {
    List<Component> parts = new ArrayList<>();
    for (ComponentName each : ComponentName.values()) {
      String sum = sha256(image(each, version));
      parts.add(
          new Component(
              each,
              ComponentVersion.of(version),
              Integer.parseInt(version),
              IMAGE,
              sum,
              new Bytes(IMAGE, sum),
              List.of()));
    }
    return new Release(version, List.of(new Hardware(MODEL, 1, 1)), parts, DataForms.NONE);
  }

  private static String sha256(byte[] image) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(image));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** From here on what the device has done is promised to last. */
  void noteAll() throws IOException {
    notes = true;
    note();
  }

  List<UpdatePromise> promises() {
    return promises;
  }

  /** What was done to the disk, for {@link Cuts}. */
  Life recorded(DiskImage before) {
    List<Life.Promise> marks = new ArrayList<>();
    for (int operations : promisedAt) {
      marks.add(new Life.Promise(operations, Memory.NOTHING, 0, 0));
    }
    return new Life(before, disk.operations(), marks);
  }

  private void powerOn() throws IOException {
    boots.clear();
    Map<ComponentName, Installed> factory = new EnumMap<>(ComponentName.class);
    for (ComponentName each : ComponentName.values()) {
      StorageBootControl boot =
          new StorageBootControl(disk, "boot-" + each.token(), Set.of(each), null);
      boot.start();
      boots.put(each, boot);
      factory.put(each, Installed.atFactory("1", 1));
    }
    elapsed = Duration.ZERO;
    updater =
        new Updater(
            new Surroundings(
                disk,
                new RecordingSlots(disk),
                List.<BootControl>copyOf(boots.values()),
                new Firmware(MODEL, 1, 0, factory),
                () -> NOW,
                () -> elapsed),
            UpdateLife::bring,
            new Health(List.of(new Works())));
  }

  /** The server offers a release. */
  boolean offer(String version) throws IOException {
    boolean taken = updater.assign(release(version), Terms.NONE).isEmpty();
    note();
    return taken;
  }

  /** Lets the device work until there is a result to report, or nothing to do. */
  Next live() throws IOException, InterruptedException {
    for (int i = 0; i < MOST_STEPS; i++) {
      Next next = updater.step();
      note();
      if (next instanceof Next.Restart) {
        powerOn();
      } else if (next instanceof Next.Wait) {
        elapsed = elapsed.plus(Duration.ofMinutes(11));
      } else if (!(next instanceof Next.Again)) {
        return next;
      }
    }
    throw new BrokenPromiseException("It goes round in circles: " + updater.status());
  }

  void reported() throws IOException {
    updater.reported();
    note();
  }

  UpdateStatus status() throws IOException {
    return updater.status();
  }

  private void note() throws IOException {
    if (notes) {
      promisedAt.add(disk.operations().size());
      promises.add(UpdatePromise.of(updater.status()));
    }
  }

  /** Which version a component runs from its slot, byte for byte; empty where it is none. */
  String runs(ComponentName component) throws IOException {
    byte[] content =
        disk.read(RecordingSlots.file(boot(component).read().running().of(component)))
            .orElseThrow();
    for (String version : List.of("1", "2", "3")) {
      if (Arrays.equals(Arrays.copyOf(content, IMAGE), image(component, version))) {
        return version;
      }
    }
    return "";
  }

  private StorageBootControl boot(ComponentName component) {
    return Objects.requireNonNull(boots.get(component));
  }

  boolean isOnTrial(ComponentName component) throws IOException {
    return boot(component).read().isOnTrial();
  }

  /**
   * What is right in the slot is not written again. It tells no progress: that is never asked onto
   * the disk, and nothing depends on it.
   */
  private static void bring(Component part, Slot into, Slot running, Content.Progress progress)
      throws IOException {
    byte[] image = image(part.name(), part.version().toString());
    byte[] there = new byte[PIECE];
    for (int at = 0; at < IMAGE; at += PIECE) {
      int length = Math.min(PIECE, IMAGE - at);
      into.read(at, there, 0, length);
      if (!Arrays.equals(there, 0, length, image, at, at + length)) {
        into.write(at, image, at, length);
      }
    }
  }

  private final class Works implements Probe {
    @Override
    public String name() {
      return "service";
    }

    @Override
    public Finding look() throws IOException {
      for (ComponentName each : ComponentName.values()) {
        if (runs(each).equals(broken)) {
          return Finding.bad("the " + each.token() + " does not work");
        }
      }
      return Finding.GOOD;
    }
  }
}

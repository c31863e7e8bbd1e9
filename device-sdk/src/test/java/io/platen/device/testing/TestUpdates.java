package io.platen.device.testing;

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
import io.platen.device.update.Updater;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.ComponentVersion;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.DataForms;
import io.platen.protocol.release.Release.Hardware;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A device with three components, each with a boot control of its own, in memory; it can be
 * restarted, and what it finds healthy is chosen.
 */
public final class TestUpdates implements Content {
  public static final int SLOT = 4096;
  private static final int MOST_STEPS = 200;

  public final TestStorage storage = new TestStorage();
  public final MemorySlots slots = new MemorySlots();
  public final Map<ComponentName, StorageBootControl> boots = new EnumMap<>(ComponentName.class);
  public final List<Set<ComponentName>> restarts = new ArrayList<>();
  private final Map<String, byte[]> images = new TreeMap<>();
  private final Map<ComponentName, Installed> factory = new EnumMap<>(ComponentName.class);
  public List<BootControl> controls;
  public Finding health = Finding.GOOD;
  public Instant now = Instant.parse("2026-11-26T10:00:00Z");
  public Duration elapsed = Duration.ZERO;
  private Map<ComponentName, Long> factoryLengths = Map.of();
  public int networkFailures;
  public boolean contentGone;
  public Updater updater;

  public TestUpdates() throws IOException {
    for (ComponentName each : ComponentName.values()) {
      slots.with(SlotName.A.of(each), SLOT, image(each, "1"));
      slots.with(SlotName.B.of(each), SLOT, new byte[0]);
      StorageBootControl boot =
          new StorageBootControl(storage, "boot-" + each.token(), Set.of(each), null);
      boot.start();
      boots.put(each, boot);
      factory.put(each, Installed.atFactory("1", 5));
    }
    controls = List.copyOf(boots.values());
    newProcess();
  }

  /** What an image of a version looks like. */
  public static byte[] image(ComponentName component, String version) {
    return (component.token() + " " + version + " ").repeat(40).getBytes(StandardCharsets.UTF_8);
  }

  /** A part whose content can be had. */
  public Component part(ComponentName component, String version, int counter) {
    byte[] image = image(component, version);
    images.put(sha256(image), image);
    return new Component(
        component,
        ComponentVersion.of(version),
        counter,
        image.length,
        sha256(image),
        new Bytes(40, sha256(image)),
        List.of());
  }

  /** All three components of a version. */
  public Release release(String version, int counter) {
    return of(
        version,
        part(ComponentName.APPLICATION, version, counter),
        part(ComponentName.OPERATING_SYSTEM, version, counter),
        part(ComponentName.BOOTLOADER, version, counter));
  }

  /** Some components for this hardware. */
  public static Release of(String id, Component... parts) {
    return new Release(id, List.of(new Hardware("pl-100", 1, 9)), List.of(parts), DataForms.NONE);
  }

  private static String sha256(byte[] image) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(image));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same device, by a process that knows only what is on the disk. */
  public void newProcess() throws IOException {
    Probe probe =
        new Probe() {
          @Override
          public String name() {
            return "service";
          }

          @Override
          public Finding look() {
            return health;
          }
        };
    updater =
        new Updater(
            new Surroundings(
                storage,
                slots,
                controls,
                new Firmware("pl-100", 2, 0, factory, factoryLengths),
                () -> now,
                () -> elapsed),
            this,
            new Health(List.of(probe)));
  }

  /** The same device, with factory images as long as this. */
  public void factoryLengths(Map<ComponentName, Long> lengths) throws IOException {
    factoryLengths = lengths;
    newProcess();
  }

  /** As after a loss of power. */
  public void restart() throws IOException {
    for (StorageBootControl each : boots.values()) {
      each.start();
    }
    newProcess();
  }

  /** Steps, and restarts when asked to; gives what it cannot go on from by itself. */
  public Next run() throws IOException, InterruptedException {
    for (int i = 0; i < MOST_STEPS; i++) {
      Next next = updater.step();
      if (next instanceof Next.Restart asked) {
        restarts.add(asked.components());
        restart();
      } else if (!(next instanceof Next.Again)) {
        return next;
      }
    }
    throw new IllegalStateException("It goes round in circles: " + updater.status());
  }

  /** The same, but returns where a trial begins. */
  public Next runToTrial() throws IOException, InterruptedException {
    Next next = updater.step();
    while (next instanceof Next.Again) {
      next = updater.step();
    }
    if (next instanceof Next.Restart) {
      restart();
    }
    return next;
  }

  /** The content of the slot that runs, as far as an image is long. */
  public String runs(ComponentName component) throws IOException {
    String all =
        new String(
            slots.bytes(boots.get(component).read().running().of(component)),
            StandardCharsets.UTF_8);
    return all.substring(
        component.token().length() + 1, all.indexOf(' ', component.token().length() + 1));
  }

  @Override
  public void bring(Component part, Slot into, Slot running, Progress progress)
      throws IOException, ContentException {
    if (contentGone) {
      throw new ContentException("The chunk list is not the one that was signed");
    }
    if (networkFailures > 0) {
      networkFailures--;
      throw new IOException("Connection reset");
    }
    byte[] image = images.get(part.sha256());
    into.write(0, image, 0, image.length);
    progress.at(image.length);
  }
}

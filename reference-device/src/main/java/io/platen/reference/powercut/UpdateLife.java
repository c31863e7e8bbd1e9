package io.platen.reference.powercut;

import io.platen.device.link.Backoff;
import io.platen.device.port.BootControl;
import io.platen.device.port.SlotName;
import io.platen.device.port.StorageBootControl;
import io.platen.device.update.Content;
import io.platen.device.update.Firmware;
import io.platen.device.update.Health;
import io.platen.device.update.Installed;
import io.platen.device.update.Next;
import io.platen.device.update.Probe;
import io.platen.device.update.Probe.Finding;
import io.platen.device.update.Result;
import io.platen.device.update.Stage;
import io.platen.device.update.Surroundings;
import io.platen.device.update.Terms;
import io.platen.device.update.UpdateStatus;
import io.platen.device.update.UpdateStatus.Waits;
import io.platen.device.update.Updater;
import io.platen.device.update.content.StoredBudget;
import io.platen.device.update.service.Acknowledged;
import io.platen.device.update.service.AssignedContent;
import io.platen.device.update.service.ClockFloor;
import io.platen.device.update.service.ReleaseFinder;
import io.platen.device.update.service.TrustedMetadata;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.update.MetadataException;
import io.platen.reference.powercut.ModelMaker.Edition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A device that updates bootloader, operating system and application by the SDK's own code, on one
 * disk that holds slots, boot choices, journal, metadata, chunk lists and data budget. Its
 * bootloader is a model that does what chapter UPD asks of one; its hosts are in memory.
 */
final class UpdateLife {
  /** So little that one release takes two days. */
  static final long BYTES_A_DAY = 2_000;

  private static final Duration DAY = Duration.ofDays(1);
  private static final int SLOT = 3_072;
  private static final int MOST_STEPS = 300;
  private static final Instant BUILT = ModelMaker.NOW.minus(DAY);

  private final RecordingStorage disk;
  private final Kind kind;
  private final LifeTime time;
  private final ModelHosts hosts = new ModelHosts(ModelMaker.ONE, this::noteDelivered);
  private final Map<ComponentName, StorageBootControl> boots = new EnumMap<>(ComponentName.class);
  private final List<Integer> promisedAt = new ArrayList<>();
  private final List<UpdatePromise> promises = new ArrayList<>();
  private final boolean notes;

  /** Of this life: when one is cut off, more than was noted last may be trusted already. */
  private Optional<Edition> trusted = Optional.empty();

  private long spentBefore;

  @SuppressWarnings("NullAway.Init") // by powerOn()
  private Updater updater;

  @SuppressWarnings("NullAway.Init") // by powerOn()
  private AssignedContent content;

  @SuppressWarnings("NullAway.Init") // by powerOn()
  private Acknowledged acknowledged;

  @SuppressWarnings("NullAway.Init") // by powerOn()
  private ClockFloor floor;

  /**
   * Of a life.
   *
   * @param broken which version does not work here; empty where all do
   * @param pairs whether there are pair packs
   */
  record Kind(String broken, boolean pairs) {
    /** The same, where a server has no pair packs any more. */
    Kind withoutPairs() {
      return new Kind(broken, false);
    }
  }

  private UpdateLife(DiskImage before, Kind kind, UpdatePromise since, boolean notes)
      throws IOException {
    this.disk = new RecordingStorage(before, notes ? SyncSite::ofCallers : () -> "");
    this.kind = kind;
    this.notes = notes;
    this.time = new LifeTime(since.elapsed());
    this.spentBefore = since.spent();
    powerOn();
    note();
  }

  /** A device as it leaves the factory. */
  static DiskImage factory() {
    DiskImage image = new DiskImage();
    int file = 1;
    for (ComponentName each : ComponentName.values()) {
      for (SlotName slot : SlotName.values()) {
        image.name(RecordingSlots.file(slot.of(each)), file);
        image.write(file, 0, new byte[SLOT]);
        image.write(file++, 0, ModelMaker.ONE.image(each, slot == SlotName.A ? "1" : "0"));
      }
    }
    return image;
  }

  /**
   * Starts a device on a disk.
   *
   * @param since what it was before
   */
  static UpdateLife on(DiskImage disk, Kind kind, UpdatePromise since) throws IOException {
    return new UpdateLife(disk, kind, since, false);
  }

  /** The same, and what the device does from here on is promised to last. */
  static UpdateLife noted(DiskImage disk, Kind kind, UpdatePromise since) throws IOException {
    return new UpdateLife(disk, kind, since, true);
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
    Map<ComponentName, Long> lengths = new EnumMap<>(ComponentName.class);
    for (ComponentName each : ComponentName.values()) {
      StorageBootControl boot =
          new StorageBootControl(disk, "boot-" + each.token(), Set.of(each), null);
      boot.start();
      boots.put(each, boot);
      factory.put(each, Installed.atFactory("1", 1));
      lengths.put(each, (long) ModelMaker.IMAGE);
    }
    content = new AssignedContent(hosts, time, () -> new Backoff(new Random(1)), disk);
    Duration since = time.elapsed();
    updater =
        new Updater(
            new Surroundings(
                disk,
                new RecordingSlots(disk),
                List.<BootControl>copyOf(boots.values()),
                new Firmware(ModelMaker.MODEL, 1, 0, factory, lengths),
                time::now,
                () -> time.elapsed().minus(since)),
            withoutProgress(content),
            new Health(List.of(new Works())));
    acknowledged = new Acknowledged(disk);
    floor = new ClockFloor(disk, BUILT);
    String release = updater.status().release();
    if (release != null) {
      permit(release);
    }
  }

  /** The server goes on to want it. */
  private void permit(String release) throws IOException {
    List<Order.Pair> pairs = kind.pairs() ? ModelMaker.ONE.pairs(release) : List.of();
    content.by(
        new Order.Install(release, false, null, null, List.of(), pairs),
        ModelHosts.ADDRESSES,
        this::installed,
        new StoredBudget(disk, time::now, BYTES_A_DAY, DAY),
        null);
  }

  /** Progress is never asked onto the disk, and nothing depends on it: it would only be more. */
  private static Content withoutProgress(Content content) {
    return (part, into, running, progress) -> content.bring(part, into, running, done -> {});
  }

  private String installed(ComponentName component) throws IOException {
    return updater.status().components().stream()
        .filter(each -> each.component() == component)
        .map(each -> each.installed().sha256())
        .findFirst()
        .orElse("");
  }

  /** The server offers a release, which stands in metadata of these editions, one after another. */
  boolean offer(String version, Edition... editions) throws IOException {
    Release release = ModelMaker.ONE.release(version);
    for (Edition each : editions) {
      release = find(version, each);
      trusted = Optional.of(each);
      note();
    }
    boolean taken = updater.assign(release, Terms.NONE).isEmpty();
    permit(version);
    note();
    return taken;
  }

  private Release find(String version, Edition edition) throws IOException {
    hosts.has(edition);
    try {
      return new ReleaseFinder(
              new TrustedMetadata(disk, "acme", ModelMaker.ONE::root),
              hosts,
              ModelMaker.ONE.signatures(),
              ModelMaker.MODEL,
              floor)
          .find(version, time.now());
    } catch (MetadataException | ReleaseFinder.UnfitException e) {
      throw new BrokenPromiseException("It does not find what the OEM has signed: " + e);
    }
  }

  /** Whether it believes a host that has an old edition. */
  boolean believes(Edition edition) throws IOException {
    try {
      find("2", edition);
      return true;
    } catch (BrokenPromiseException e) {
      return false;
    }
  }

  /** Lets the device work until there is a result to report, or nothing to do. */
  Next live() throws IOException, InterruptedException {
    for (int i = 0; i < MOST_STEPS; i++) {
      Next next = updater.step();
      updater.waits(
          next instanceof Next.Wait wait
              ? new Waits(Waits.NETWORK, wait.until(), wait.why())
              : null);
      note();
      if (next instanceof Next.Restart) {
        demandWithinBudget();
        powerOn();
      } else if (next instanceof Next.Wait) {
        await();
      } else if (!(next instanceof Next.Again)) {
        demandWithinBudget();
        return next;
      }
    }
    throw new BrokenPromiseException("It goes round in circles: " + updater.status());
  }

  /** Where content is fetched, the next day begins. */
  private void await() throws IOException {
    if (updater.status().stage() != Stage.DOWNLOADING) {
      time.pass(Duration.ofMinutes(11));
      return;
    }
    demandWithinBudget();
    time.pass(DAY);
    spentBefore = -hosts.bytes();
    note();
  }

  private void demandWithinBudget() {
    if (spent() > BYTES_A_DAY) {
      throw new BrokenPromiseException("It fetched " + spent() + " bytes in a day");
    }
  }

  private long spent() {
    return spentBefore + hosts.bytes();
  }

  /** The server has taken the result. */
  void reported() throws IOException {
    Result last = updater.status().last();
    if (last != null) {
      acknowledged.keep(last);
      note();
    }
    updater.reported();
    note();
  }

  UpdateStatus status() throws IOException {
    return updater.status();
  }

  ModelHosts hosts() {
    return hosts;
  }

  /** What it says, trusts, keeps and has spent now. */
  UpdatePromise now() throws IOException {
    UpdateStatus status = updater.status();
    return new UpdatePromise(
        status.stage(),
        UpdatePromise.floors(status),
        Optional.ofNullable(status.last()),
        Optional.ofNullable(acknowledged.open(status.last())),
        floor.now(Instant.MIN),
        trusted,
        hosts.kept(),
        time.elapsed(),
        spent());
  }

  private void note() throws IOException {
    if (notes) {
      promisedAt.add(disk.operations().size());
      promises.add(now());
    }
  }

  private void noteDelivered() {
    try {
      note();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Which version a component runs from its slot, byte for byte; empty where it is none. */
  String runs(ComponentName component) throws IOException {
    byte[] content =
        disk.read(RecordingSlots.file(boot(component).read().running().of(component)))
            .orElseThrow();
    for (String version : List.of("1", "2", "3")) {
      byte[] image = ModelMaker.ONE.image(component, version);
      if (Arrays.equals(Arrays.copyOf(content, image.length), image)) {
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

  private final class Works implements Probe {
    @Override
    public String name() {
      return "service";
    }

    @Override
    public Finding look() throws IOException {
      for (ComponentName each : ComponentName.values()) {
        if (runs(each).equals(kind.broken())) {
          return Finding.bad("the " + each.token() + " does not work");
        }
      }
      return Finding.GOOD;
    }
  }
}

package io.platen.device;

import io.platen.device.port.BootControl;
import io.platen.device.port.Interfaces;
import io.platen.device.port.Keys;
import io.platen.device.port.SlotName;
import io.platen.device.port.StorageBootControl;
import io.platen.device.testing.Heard;
import io.platen.device.testing.MemorySlots;
import io.platen.device.testing.PassingBootControl;
import io.platen.device.testing.ServerDates;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestDirector;
import io.platen.device.testing.TestMaker;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.device.update.Firmware;
import io.platen.device.update.Installed;
import io.platen.device.update.Probe;
import io.platen.device.update.UpdateSettings;
import io.platen.device.update.UpdateStatus;
import io.platen.protocol.assignment.AssignmentSigner;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.UpdateState;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.SyncDocument;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A whole device with a server and an OEM, below the container: what it asks goes over real TLS,
 * what it installs goes into memory, and it restarts as often as it asks to.
 */
final class TestUpdatedDevice implements AutoCloseable {
  static final UUID ID = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  static final TestAuthority AUTHORITY = new TestAuthority("test authority");
  static final TestAuthority.Issued DIRECTOR = AUTHORITY.documents();
  static final AssignmentSigner SIGNER =
      new AssignmentSigner(DIRECTOR.certificate(), DIRECTOR.key());
  static final int SLOT = 256 * 1024;
  private static final int IMAGE = 160_000;
  private static final Interfaces.Port PORT =
      new Interfaces.Port("eth0", true, List.of(InetAddress.getLoopbackAddress()));
  private static final DiscoveryEntry ENTRY =
      new DiscoveryEntry("one", DiscoveryEntry.Kind.HOST, "10.0.0.5", List.of(), List.of());

  final VirtualTime time;
  final TestStorage storage = new TestStorage();
  final MemorySlots slots = new MemorySlots();
  final Map<ComponentName, StorageBootControl> boots = new EnumMap<>(ComponentName.class);
  final Map<ComponentName, Installed> factory = new EnumMap<>(ComponentName.class);
  final List<ComponentName> started = new ArrayList<>();
  Outside outside = Outside.OPEN;

  /** Whether boot controls fail to take that what runs has started. */
  boolean marksFail;

  /** Whom the software that runs believes. */
  Supplier<List<X509Certificate>> trusts = () -> List.of(AUTHORITY.certificate());

  /** Where the software that runs thinks that its server is, one host or two. */
  Supplier<String> address = () -> server().address().toString();

  final List<Set<ComponentName>> restarts = new ArrayList<>();
  final Heard heard = new Heard();
  final TestMaker maker = new TestMaker(NOW);
  final TestServer server = new TestServer(AUTHORITY.server(), AUTHORITY.certificate(), ID);
  final TestDirector director;
  Probe.Finding health = Probe.Finding.GOOD;
  byte[] root = maker.root();
  private final InstantSource serverTime;
  private Set<ComponentName> restartAsked = Set.of();
  private Device device;

  TestUpdatedDevice() throws IOException {
    this(NOW);
  }

  /**
   * @param clock what the device's own clock shows at first; the server's is right
   */
  TestUpdatedDevice(Instant clock) throws IOException {
    time = new VirtualTime(clock);
    Duration wrong = Duration.between(clock, NOW);
    serverTime = () -> time.instant().plus(wrong);
    director = new TestDirector(ID, maker, serverTime, SIGNER);
    server.withEntries(ENTRY);
    server.instead(director);
    assignedBy(DIRECTOR);
    for (ComponentName each : ComponentName.values()) {
      slots.with(SlotName.A.of(each), SLOT, image(each, 1));
      slots.with(SlotName.B.of(each), SLOT, new byte[0]);
      StorageBootControl boot =
          new StorageBootControl(storage, "boot-" + each.token(), Set.of(each), null);
      boot.start();
      boots.put(each, boot);
      factory.put(each, Installed.atFactory("1", 5));
    }
  }

  /** The sync document names these. */
  void assignedBy(TestAuthority.Issued... keys) {
    assignedBy(null, keys);
  }

  void assignedBy(Long bytesPerDay, TestAuthority.Issued... keys) {
    server.withEntries(ENTRY);
    server.with(
        new SyncDocument(ID, null, io.platen.protocol.sync.Policy.DEFAULT, List.of(ENTRY))
            .updated(
                new SyncDocument.Updates(
                    Arrays.stream(keys).map(TestAuthority.Issued::certificate).toList(),
                    bytesPerDay)));
  }

  /** Another host that devices believe. */
  static TestServer mirror() {
    return new TestServer(AUTHORITY.server(), AUTHORITY.certificate(), ID);
  }

  /** More than a hundred kilobytes, of which half stays the same from version to version. */
  static byte[] image(ComponentName component, int version) {
    byte[] image = new byte[IMAGE];
    new Random(component.token().hashCode()).nextBytes(image);
    byte[] changed = new byte[IMAGE / 2];
    new Random(100L * version + component.token().hashCode()).nextBytes(changed);
    System.arraycopy(changed, 0, image, IMAGE / 3, changed.length);
    return image;
  }

  Component part(ComponentName component, int version, int counter) throws IOException {
    return maker.component(component, version + "", counter, image(component, version));
  }

  /** All three components, signed, and assigned. */
  Release assign(int version) throws IOException {
    Release release =
        maker.sign(
            maker.release(
                "r" + version,
                part(ComponentName.BOOTLOADER, version, 7),
                part(ComponentName.OPERATING_SYSTEM, version, 7),
                part(ComponentName.APPLICATION, version, 7)));
    director.order = Order.Install.of(release.id());
    return release;
  }

  private UpdateSettings settings() {
    return new UpdateSettings(
        TestMaker.REPOSITORY,
        () -> root,
        new Firmware(TestMaker.MODEL, 2, 0, factory),
        slots,
        boots.values().stream().<BootControl>map(Watched::new).toList(),
        components -> restartAsked = components,
        List.of(
            new Probe() {
              @Override
              public String name() {
                return "own";
              }

              @Override
              public Finding look() {
                return health;
              }
            }),
        Duration.ofMinutes(5));
  }

  TestUpdatedDevice start() throws IOException {
    TestAuthority.Issued own = AUTHORITY.device(ID);
    Keys keys = () -> new Keys.Material(own.key(), own.chain(), trusts.get());
    TestPrinters printers = new TestPrinters(time).put("10.0.0.5", "SN-12345A", 100);
    device =
        Device.open(
            DeviceConfig.builder()
                .device(ID.toString())
                .storage(storage)
                .keys(keys)
                .updateHosts(server.address())
                .downloadHosts(
                    Stream.of(address.get().split(" ")).map(URI::create).toArray(URI[]::new))
                .finder(printers)
                .reader(printers)
                .clock(time)
                .connector(new ServerDates(serverTime))
                .zone(ZoneOffset.UTC)
                .scheduler(() -> time.started())
                .updates(settings())
                .outside(outside)
                .interfaces(() -> List.of(PORT))
                .build(),
            heard);
    device.start();
    return this;
  }

  private TestServer server() {
    return server;
  }

  /** Tells which boot controls heard that what they started is not on trial. */
  private final class Watched extends PassingBootControl {
    Watched(BootControl boot) {
      super(boot);
    }

    @Override
    public void started() throws IOException {
      if (marksFail) {
        throw new IOException("rauc: permission denied");
      }
      started.addAll(components());
    }
  }

  /** Time goes by; it restarts as often as it asks to. */
  TestUpdatedDevice live(Duration span) throws IOException {
    for (Duration past = Duration.ZERO; past.compareTo(span) < 0; past = past.plusSeconds(30)) {
      time.advance(Duration.ofSeconds(30));
      if (!restartAsked.isEmpty()) {
        restarts.add(restartAsked);
        restart();
      }
    }
    return this;
  }

  /** As after a loss of power. */
  void restart() throws IOException {
    device.close();
    restartAsked = Set.of();
    for (StorageBootControl each : boots.values()) {
      each.start();
    }
    start();
  }

  Device device() {
    return device;
  }

  UpdateStatus status() throws IOException {
    return UpdateStatus.read(storage).orElseThrow();
  }

  /** Which version of an image the slot that runs has, by its content. */
  int runs(ComponentName component) throws IOException {
    byte[] slot = slots.bytes(boots.get(component).read().running().of(component));
    for (int version = 1; version < 9; version++) {
      if (Arrays.equals(Arrays.copyOf(slot, IMAGE), image(component, version))) {
        return version;
      }
    }
    throw new AssertionError("The slot of the " + component + " holds no image");
  }

  /** What reports have said of updates. */
  List<UpdateState> told() {
    return server.reports().stream().map(Report::updates).filter(Objects::nonNull).toList();
  }

  List<UpdateState.Result> results() {
    return told().stream().map(UpdateState::result).filter(Objects::nonNull).distinct().toList();
  }

  @Override
  public void close() {
    if (device != null) {
      device.close();
    }
    server.close();
  }
}

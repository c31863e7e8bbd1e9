package io.platen.conformance.peers;

import io.platen.conformance.peers.ScriptedServer.Kind;
import io.platen.conformance.printers.SuitePrinters;
import io.platen.conformance.printers.TrapSender;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Identity;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The servers around a device under test, for one test: a pair of hosts that keep to the protocol
 * and share one memory, and, where a test asks for it, one that the device must not accept.
 */
public final class DeviceGround implements AutoCloseable {
  private static final String TAG = "first";

  private final PeerKeys keys;
  private final GroundGuises guises;
  private final FakeProtocol protocol;
  private final Consumer<Exchange> journal;
  private final List<ScriptedServer> open = new ArrayList<>();
  private final ScriptedServer first;
  private final ScriptedServer second;
  private @Nullable GroundUpdates updates;
  private @Nullable SuitePrinters printers;
  private volatile Duration passed = Duration.ZERO;
  private Duration patience = Duration.ofMinutes(1);
  private final Map<String, String> more = new TreeMap<>();
  private final List<AutoCloseable> others = new ArrayList<>();
  private final List<DeviceGround> neighbours = new CopyOnWriteArrayList<>();

  public DeviceGround(PeerKeys keys, Consumer<Exchange> journal) {
    this.keys = keys;
    this.guises = new GroundGuises(keys);
    this.journal = journal;
    this.protocol =
        new FakeProtocol(
            keys.device(),
            keys.deactivated(),
            new FakeProtocol.Authorities(keys.servers(), keys.devices()),
            keys.sealing(),
            Optional.empty());
    this.first = open(guises.right());
    this.second = open(guises.right());
    Reaction plain = Reaction.sync(document(device()), TAG);
    first.when(ScriptedServer.SYNC, plain);
    second.when(ScriptedServer.SYNC, plain);
  }

  /** A sync document with nothing but the defaults: plain reports, no profiles, no updates. */
  public static SyncDocument document(UUID device) {
    return new SyncDocument(device, null, Policy.DEFAULT, List.of());
  }

  public UUID device() {
    return keys.device();
  }

  /** What the hosts say the time is. */
  public Instant now() {
    return Instant.now().plus(passed);
  }

  /** Time goes by at the hosts. */
  public void letPass(Duration time) {
    passed = passed.plus(time);
    neighbours.forEach(each -> each.letPass(time));
  }

  /** Another server, with hosts and authorities of its own, and with the same time. */
  public DeviceGround another() {
    DeviceGround other = new DeviceGround(PeerKeys.make(), journal);
    other.letPass(passed);
    neighbours.add(other);
    others.add(other);
    return other;
  }

  public ScriptedServer first() {
    return first;
  }

  public ScriptedServer second() {
    return second;
  }

  public ScriptedServer wrong(Wrong by) {
    return open(guises.wrong(by));
  }

  /** From now on both hosts are wrong in this way. */
  public void spoil(Wrong by) {
    spoil(first, by);
    spoil(second, by);
  }

  public void spoil(ScriptedServer server, Wrong by) {
    guises.spoil(server, by);
  }

  /** From now on both are as they should be. */
  public void mend() {
    first.become(guises.right());
    second.become(guises.right());
  }

  /** Who opens the TLS of the site, where {@link Wrong#AUTHORITY} does. */
  public X509Certificate opener() {
    return guises.opener().certificate();
  }

  /** A host that sends the certificate of its authority along, for devices that know its pin. */
  public ScriptedServer pinned() {
    return open(guises.withChain(keys.server()));
  }

  /** The same with the name of another host. */
  public ScriptedServer pinnedForAnotherName() {
    return open(guises.withChain(keys.servers().otherServer()));
  }

  /** What a device is given before a test. */
  public enum Given {
    /** Its certificate, and whom to trust. */
    IDENTITY,
    /** The certificate of this device, and the id of another. */
    WRONG_NAME,
    /** Whom to trust alone: it has to enrol. */
    AUTHORITY,
    /** Its hosts alone: it has to enrol by an activation string. */
    HOSTS
  }

  /**
   * Writes what a device needs to reach its hosts.
   *
   * @param folder of the session
   */
  public void write(Path folder, Given given, ScriptedServer one, ScriptedServer other)
      throws IOException {
    GroundUpdates maker = updates;
    Optional<byte[]> root = Optional.ofNullable(maker).map(each -> each.maker().firstRoot());
    new GroundFiles(folder, keys, own()).write(given, one, other, root, more);
  }

  /** Who the device is, where it was given that. */
  public Identity own() {
    return keys.personas().stream()
        .filter(each -> each.name().equals("valid"))
        .map(PeerKeys.Named::identity)
        .findFirst()
        .orElseThrow();
  }

  /** The key behind {@code sealing(true)}. */
  public Identity sealer() {
    return keys.sealing();
  }

  /** The device does within a command all that it ever does: there is nothing to wait for. */
  public void expectAllAtOnce() {
    patience = Duration.ZERO;
  }

  /** How long a host that is too slow stays so: far longer than any device has reason to wait. */
  public Duration slowness() {
    return patience.isZero() ? Duration.ofSeconds(3) : patience.multipliedBy(2);
  }

  /** Something else, or something other than usual, that {@code device.properties} says. */
  public DeviceGround with(String key, String value) {
    more.put(key, value);
    return this;
  }

  /** One more host that keeps to the protocol, which the device is not given. */
  public ScriptedServer third() {
    return open(guises.right());
  }

  /** From now on the site has a proxy; before the device is set up. */
  public FakeProxy proxy(FakeProxy.Login login) {
    FakeProxy proxy = new FakeProxy(login);
    others.add(proxy);
    with("proxy.url", proxy.url().toString());
    with("proxy.user", proxy.user());
    with("proxy.password", proxy.password());
    return proxy;
  }

  /** Where the device takes traps: a port that its owner has set; before it is set up. */
  public InetSocketAddress traps() {
    InetSocketAddress port = TrapSender.freePort();
    with("traps", port.getAddress().getHostAddress() + ":" + port.getPort());
    return port;
  }

  /** How long a test waits for what a device does by itself. */
  public Duration patience() {
    return patience;
  }

  /** One more local agent of the site, which nobody is paired with. */
  public GroundAgent agent() {
    GroundAgent agent = new GroundAgent();
    others.add(agent);
    return agent;
  }

  /** Ends with it. */
  void keep(AutoCloseable other) {
    others.add(other);
  }

  /** From now on the hosts have updates for the device; before it is set up. */
  public GroundUpdates updates() {
    GroundUpdates now = updates;
    if (now == null) {
      now = new GroundUpdates(keys, this::now);
      updates = now;
      first.stock(now::find);
      second.stock(now::find);
    }
    return now;
  }

  /** From now on its hosts have commands for the device; before it is set up. */
  public GroundOrders orders() {
    GroundOrders orders = new GroundOrders(keys, this::now, patience);
    orders.at(first);
    orders.at(second);
    with("live", "true");
    return orders;
  }

  /** From now on there are printers around the device; for the first time before it is set up. */
  public SuitePrinters printers() {
    SuitePrinters now = printers;
    if (now == null) {
      now = new SuitePrinters(this::now, patience.isZero());
      printers = now;
      others.add(now);
      with("printers", "true");
    }
    return now;
  }

  /** One more activation code. */
  public ActivationCode newCode() {
    ActivationCode code = ActivationCode.draw(new SecureRandom());
    protocol.add(code);
    return code;
  }

  /** Certificates to seal for: by the authority of the device's servers, or by a stranger. */
  public X509Certificate sealing(boolean ours) {
    return ours
        ? keys.sealing().chain().get(0)
        : PeerPki.named("Strangers").sealing("fake-server").chain().get(0);
  }

  /** One more of the authority of the device's servers, whose key nobody uses. */
  public X509Certificate otherSealing() {
    return keys.servers().sealing("fake-server").chain().get(0);
  }

  /** Who vouches for the device's servers. */
  public X509Certificate authority() {
    return keys.servers().certificate();
  }

  /** A certificate of the right authority for a key that the device does not have. */
  public X509Certificate foreignKey() {
    return keys.devices().device(UUID.randomUUID().toString()).chain().get(0);
  }

  @Override
  public void close() {
    open.forEach(ScriptedServer::close);
    for (AutoCloseable each : others) {
      quietly(each);
    }
  }

  private static void quietly(AutoCloseable other) {
    try {
      other.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private ScriptedServer open(Kind kind) {
    ScriptedServer server = new ScriptedServer(kind, keys.devices(), protocol, journal, this::now);
    open.add(server);
    return server;
  }
}

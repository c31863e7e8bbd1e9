package io.platen.device;

import io.platen.device.InvalidConfigException.Fault;
import io.platen.device.heartbeat.HeartbeatSender;
import io.platen.device.heartbeat.Resolvers;
import io.platen.device.identity.HeldVault;
import io.platen.device.identity.KeysOnDisk;
import io.platen.device.identity.OwnIdentity;
import io.platen.device.identity.PemKeys;
import io.platen.device.link.DeviceClock;
import io.platen.device.link.ProxySettings;
import io.platen.device.port.Datagrams;
import io.platen.device.port.Echo;
import io.platen.device.port.FolderStorage;
import io.platen.device.port.HostNames;
import io.platen.device.port.Interfaces;
import io.platen.device.port.JdkDatagrams;
import io.platen.device.port.JdkEcho;
import io.platen.device.port.JdkStreams;
import io.platen.device.port.KeyVault;
import io.platen.device.port.Keys;
import io.platen.device.port.Scheduler;
import io.platen.device.port.Storage;
import io.platen.device.port.Streams;
import io.platen.device.port.ThreadScheduler;
import io.platen.device.printer.CombinedReader;
import io.platen.device.printer.PrinterReader;
import io.platen.device.printer.local.LocalAgents;
import io.platen.device.printer.local.Pairings;
import io.platen.device.printer.profile.ProfileStore;
import io.platen.device.printer.snmp.AgentWalk;
import io.platen.device.printer.snmp.Patience;
import io.platen.device.redirect.Home;
import io.platen.device.redirect.PlacedStorage;
import io.platen.device.redirect.Prints;
import io.platen.device.store.DeviceStore;
import io.platen.device.update.UpdateSettings;
import io.platen.protocol.enrolment.ActivationString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider;
import org.glassfish.jersey.client.spi.ConnectorProvider;
import org.jspecify.annotations.Nullable;

/**
 * All that a {@link Device} is told at its start. The builder checks everything at once; what it
 * builds can be worked with.
 */
public final class DeviceConfig {
  private final Builder set;
  private final @Nullable UUID device;
  private final Storage storage;
  private final Keys keys;
  private final HeldVault vault;
  private final Whereabouts where;
  private final @Nullable ProxySettings proxy;
  private final Enrolment.@Nullable Activation activation;

  private DeviceConfig(
      Builder set,
      @Nullable UUID device,
      Storage storage,
      Keys keys,
      HeldVault vault,
      Whereabouts where,
      @Nullable ProxySettings proxy,
      Enrolment.@Nullable Activation activation) {
    this.set = set;
    this.device = device;
    this.storage = storage;
    this.keys = keys;
    this.vault = vault;
    this.where = where;
    this.proxy = proxy;
    this.activation = activation;
  }

  /**
   * Which server is the device's.
   *
   * @param home where a redirect led; null for the server that is set here
   * @param former keys for the server before, where something is owed to that
   * @param print of what is set here
   */
  private record Whereabouts(@Nullable Home home, @Nullable Keys former, String print) {}

  /** Where a redirect has taken the device; null where it is with the server that is set here. */
  @Nullable Home home() {
    return where.home();
  }

  /** Keys for the server before the redirect; empty where nothing is owed to it. */
  Optional<Keys> formerKeys() {
    return Optional.ofNullable(where.former());
  }

  /** Of the settings that a redirect stands in the place of. */
  String print() {
    return where.print();
  }

  /** For what is kept of this server alone. */
  Storage memory() {
    Home home = where.home();
    return home == null ? storage : new PlacedStorage(storage, home.place());
  }

  /** Nothing is set yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether the device has a certificate, from files or by enrolment. */
  public boolean isEnrolled() {
    return identity().map(own -> own.device().isPresent()).orElse(true);
  }

  /** Key and certificate chain from the factory in PEM files, for {@link Builder#factory}. */
  public static Keys factoryKeys(Path chainPem, Path keyPem) {
    return PemKeys.withoutAuthorities(chainPem, keyPem);
  }

  /** The device's id. An enrolled device has it from its certificate. */
  UUID device() {
    UUID own = device;
    return own != null
        ? own
        : identity()
            .flatMap(OwnIdentity::device)
            .orElseThrow(() -> new IllegalStateException("The device is not enrolled yet"));
  }

  /** The keys that the device has made for itself; empty where it has some from files. */
  Optional<OwnIdentity> identity() {
    return keys instanceof OwnIdentity own ? Optional.of(own) : Optional.empty();
  }

  Optional<Enrolment.Activation> activation() {
    return Optional.ofNullable(activation);
  }

  /** What the factory gave the device, for enrolment only. */
  @Nullable Keys factory() {
    return set.factory;
  }

  Storage storage() {
    return storage;
  }

  HeldVault vault() {
    return vault;
  }

  Keys keys() {
    return keys;
  }

  @Nullable ProxySettings proxy() {
    return proxy;
  }

  List<URI> updateHosts() {
    Home home = where.home();
    return home == null ? List.copyOf(set.updateHosts) : home.server().update();
  }

  List<URI> downloadHosts() {
    Home home = where.home();
    return home == null ? List.copyOf(set.downloadHosts) : home.server().download();
  }

  /** All of them, each once. */
  List<URI> hosts() {
    return Stream.of(updateHosts().stream(), downloadHosts().stream(), enrolmentHost().stream())
        .flatMap(each -> each)
        .distinct()
        .toList();
  }

  Optional<URI> enrolmentHost() {
    Home home = where.home();
    return Optional.ofNullable(home == null ? set.enrolmentHost : home.server().enrolment())
        .or(() -> activation().map(Enrolment.Activation::host));
  }

  /** Where to listen for traps; nowhere unless set. */
  Optional<InetSocketAddress> traps() {
    return Optional.ofNullable(set.traps);
  }

  Datagrams datagrams() {
    return set.datagrams;
  }

  boolean live() {
    return set.live;
  }

  boolean mayLeave() {
    return set.mayLeave;
  }

  @Nullable OwnProcess process() {
    return set.process;
  }

  AgentWalk walk() {
    return new AgentWalk(set.datagrams, set.clock, set.random, Patience.POLLING);
  }

  boolean startNow() {
    return set.startNow;
  }

  Duration startSpread() {
    return set.startSpread;
  }

  String software() {
    return set.outside.behind(set.software);
  }

  /** What the site lets come from outside. */
  public Outside outside() {
    return set.outside;
  }

  ZoneId zone() {
    return set.zone;
  }

  InstantSource clock() {
    return set.clock;
  }

  Instant built() {
    return set.built;
  }

  SecureRandom random() {
    return set.random;
  }

  Interfaces interfaces() {
    return set.interfaces;
  }

  /** Whether the site lets the device tell by DNS that it lives. */
  boolean heartbeat() {
    return set.heartbeat;
  }

  HeartbeatSender heartbeatSender(DeviceStore store) {
    Resolvers resolvers = set.resolvers == null ? Resolvers.SYSTEM : set.resolvers;
    return new HeartbeatSender(
        new HeartbeatStore(store), set.datagrams, set.streams, resolvers, set.random);
  }

  Pairings pairings() throws IOException {
    return Pairings.open(storage, vault, set.random);
  }

  LocalAgents localAgents() {
    return new LocalAgents(set.streams, set.datagrams, HostNames.JDK, set.random);
  }

  Scheduler newScheduler() {
    return set.scheduler.get();
  }

  ConnectorProvider connector() {
    return set.connector;
  }

  Optional<UpdateSettings> updates() {
    return Optional.ofNullable(set.updates);
  }

  /**
   * @param threads what echoes are waited for with
   */
  PrinterFinder finder(Scheduler threads) {
    PrinterFinder own = set.finder;
    return own != null ? own : parts().finder(threads);
  }

  /**
   * @param threads what a slow reader is waited for with
   */
  PrinterReader reader(Scheduler threads, ProfileStore profiles) {
    PrinterReader own = set.reader;
    return own != null ? own : parts().reader(threads, profiles, set.furtherReaders);
  }

  private StandardParts parts() {
    return new StandardParts(storage, set.datagrams, set.streams, set.echo, set.clock, set.random);
  }

  /** Collects the settings. Names in messages are those of the reference device's file. */
  public static final class Builder {
    private @Nullable String device;
    private @Nullable Path data;
    private @Nullable Storage storage;
    private @Nullable Keys keys;
    private @Nullable Path certificate;
    private @Nullable Path key;
    private @Nullable Path authority;
    private final List<URI> updateHosts = new ArrayList<>();
    private final List<URI> downloadHosts = new ArrayList<>();
    private @Nullable URI enrolmentHost;
    private @Nullable String activation;
    private @Nullable Keys factory;
    private @Nullable KeyVault vault;
    private @Nullable URI proxyAddress;
    private @Nullable String proxyUser;
    private @Nullable String proxyPassword;
    private boolean basicInClear;
    private boolean heartbeat;
    private @Nullable Resolvers resolvers;
    private boolean startNow = true;
    private Duration startSpread = Duration.ofMinutes(1);
    private @Nullable InetSocketAddress traps;
    private boolean live = true;
    private boolean mayLeave;
    private Outside outside = Outside.OPEN;
    private @Nullable OwnProcess process;
    private String software = "platen-device-sdk";
    private ZoneId zone = ZoneId.systemDefault();
    private InstantSource clock = InstantSource.system();
    private Instant built = DeviceClock.BUILT;
    private SecureRandom random = new SecureRandom();
    private Interfaces interfaces = Interfaces::ofThisMachine;
    private Supplier<Scheduler> scheduler = () -> new ThreadScheduler("platen-device");
    private ConnectorProvider connector = new Apache5ConnectorProvider();
    private Datagrams datagrams = new JdkDatagrams();
    private Streams streams = new JdkStreams();
    private Echo echo = new JdkEcho();
    private final List<CombinedReader.Part> furtherReaders = new ArrayList<>();
    private @Nullable PrinterFinder finder;
    private @Nullable PrinterReader reader;
    private @Nullable UpdateSettings updates;

    private Builder() {}

    /** The device's id: the one in its certificate. Needed, unless the device enrols. */
    public Builder device(@Nullable String uuid) {
      device = uuid;
      return this;
    }

    /** The folder that the device keeps its memory in; made where there is none. Needed. */
    public Builder data(@Nullable Path folder) {
      data = folder;
      return this;
    }

    /** Where reports are sent, the preferred first: one or two addresses. Needed. */
    public Builder updateHosts(URI... hosts) {
      updateHosts.clear();
      updateHosts.addAll(List.of(hosts));
      return this;
    }

    /** Where the device asks what concerns it, the preferred first. Needed. */
    public Builder downloadHosts(URI... hosts) {
      downloadHosts.clear();
      downloadHosts.addAll(List.of(hosts));
      return this;
    }

    /**
     * Where the device asks why the others refuse it (PLT-TLS-032). It asks nobody unless set, and
     * then says only that it was refused.
     */
    public Builder enrolmentHost(@Nullable URI host) {
      enrolmentHost = host;
      return this;
    }

    /**
     * PEM file of the only authorities that servers' certificates may come from. Needed, unless an
     * activation string names one.
     */
    public Builder authority(@Nullable Path pem) {
      authority = pem;
      return this;
    }

    /**
     * What somebody typed: an activation code, or an activation string, which names the server,
     * too. A device that has no certificate from files enrols with it, and renews by itself; once
     * it has a certificate, this is not looked at any more.
     */
    public Builder activation(@Nullable String codeOrString) {
      activation = codeOrString;
      return this;
    }

    /** What the device was given at the factory, which it shows when it enrols. None unless set. */
    public Builder factory(@Nullable Keys given) {
      factory = given;
      return this;
    }

    /** PEM files of the device's certificate chain and of its PKCS#8 key. None where it enrols. */
    public Builder certificate(@Nullable Path chainPem, @Nullable Path keyPem) {
      certificate = chainPem;
      key = keyPem;
      return this;
    }

    /** The site's HTTP proxy, {@code http://host:port}. None unless set. */
    public Builder proxy(@Nullable URI address, @Nullable String user, @Nullable String password) {
      proxyAddress = address;
      proxyUser = user;
      proxyPassword = password;
      return this;
    }

    /** Lets the proxy's password go readable to a proxy that knows no Digest. Off unless set. */
    public Builder proxyBasicInClear(boolean allowed) {
      basicInClear = allowed;
      return this;
    }

    /**
     * Lets the device tell by DNS that it lives, where its server has a registry for that (chapter
     * HBT). Off unless set; dnsjava must be on the class path.
     */
    public Builder heartbeat(boolean allowed) {
      heartbeat = allowed;
      return this;
    }

    /** Other name servers for heartbeats than the system's. */
    public Builder resolvers(Resolvers other) {
      resolvers = other;
      return this;
    }

    /**
     * Whether the server may take the device away, by {@code redirect} and {@code uninstall}. It
     * may not unless somebody at the site has said so (PLT-CMD-011).
     */
    public Builder mayLeave(boolean may) {
      mayLeave = may;
      return this;
    }

    /** What the site lets come from outside. All of it unless set. */
    public Builder outside(Outside allowed) {
      outside = allowed;
      return this;
    }

    /** The process around the device; without one it knows no restart, uninstall or log. */
    public Builder process(OwnProcess own) {
      process = own;
      return this;
    }

    /**
     * Whether the server can reach the device at any moment (chapter LIV). It can unless set: by a
     * connection that the device keeps open while {@link Device#start} works. Else the device asks
     * for commands at the end of each of its cycles.
     */
    public Builder live(boolean on) {
      live = on;
      return this;
    }

    /** Whether the first cycle begins at once and not at its next scheduled time. On unless set. */
    public Builder startNow(boolean now) {
      startNow = now;
      return this;
    }

    /**
     * Within which time the first cycle begins, at random, of a device that has synced within its
     * last interval: so that a site that gets its power back is no storm. A minute unless set.
     */
    public Builder startSpread(Duration most) {
      startSpread = most;
      return this;
    }

    /**
     * Where the device listens for SNMP traps, so that alerts reach the server at once: mostly port
     * 162, which needs a right that few programs have. It listens nowhere unless set.
     */
    public Builder traps(@Nullable InetSocketAddress at) {
      traps = at;
      return this;
    }

    /** Name and version of what the SDK is part of, told in reports. */
    public Builder software(String nameAndVersion) {
      software = nameAndVersion;
      return this;
    }

    /** The site's time zone, where the policy names none. The system's unless set. */
    public Builder zone(ZoneId site) {
      zone = site;
      return this;
    }

    /** Another way to find printers than scanning the network. */
    public Builder finder(PrinterFinder other) {
      finder = other;
      return this;
    }

    /** Another way to read printers than by the SDK's own readers. */
    public Builder reader(PrinterReader other) {
      reader = other;
      return this;
    }

    /** Another source of key and certificates than PEM files, e.g. a secure element. */
    public Builder keys(Keys other) {
      keys = other;
      return this;
    }

    /**
     * Where a device that enrols makes and keeps its keys, e.g. {@link
     * io.platen.device.port.Pkcs11Keys}. On its disk unless set.
     */
    public Builder vault(@Nullable KeyVault other) {
      vault = other;
      return this;
    }

    /** Another place for the device's memory than a folder. */
    public Builder storage(Storage other) {
      storage = other;
      return this;
    }

    /** Another clock than the system's. */
    public Builder clock(InstantSource other) {
      clock = other;
      return this;
    }

    /**
     * When the firmware was built: a clock that shows less was never set, and no certificate is
     * checked against an earlier time (PLT-TLS-014). When the SDK was built unless set.
     */
    public Builder built(Instant firmware) {
      built = firmware;
      return this;
    }

    /** Another source of threads; asked at each start of a device. */
    public Builder scheduler(Supplier<Scheduler> other) {
      scheduler = other;
      return this;
    }

    /** Another way to the network for datagrams. */
    public Builder datagrams(Datagrams other) {
      datagrams = other;
      return this;
    }

    /** Another way to the network for connections to printers. */
    public Builder streams(Streams other) {
      streams = other;
      return this;
    }

    /** Another way to send ICMP echoes, or {@link Echo#NONE}. */
    public Builder echo(Echo other) {
      echo = other;
      return this;
    }

    /**
     * One more reader, e.g. {@code CpcaReader}: it asks after the SDK's own.
     *
     * @param kind as discovery entries name it, e.g. {@code x-cpca}: without that it asks nothing
     */
    public Builder furtherReader(String kind, PrinterReader further) {
      furtherReaders.add(new CombinedReader.Part(kind, further));
      return this;
    }

    /** What the device keeps itself up to date with. It does not unless set. */
    public Builder updates(@Nullable UpdateSettings settings) {
      updates = settings;
      return this;
    }

    /** Another HTTP connector of Jersey than Apache's. */
    public Builder connector(ConnectorProvider other) {
      connector = other;
      return this;
    }

    Builder random(SecureRandom other) {
      random = other;
      return this;
    }

    Builder interfaces(Interfaces other) {
      interfaces = other;
      return this;
    }

    /**
     * Checks all settings at once.
     *
     * @throws InvalidConfigException that names every wrong one
     */
    public DeviceConfig build() {
      List<Fault> faults = new ArrayList<>();
      ConfigRules rules = new ConfigRules(faults);
      Storage ownStorage = storage != null ? storage : folder(faults);
      HeldVault held = new HeldVault(ownVault());
      String print = print();
      Home home = rules.home(ownStorage, print);
      boolean enrols = keys == null && certificate == null && key == null;
      UUID id = home != null || (enrols && device == null) ? null : rules.device(device);
      rules.hosts("update", updateHosts);
      rules.hosts("download", downloadHosts);
      if (enrolmentHost != null) {
        rules.host("enrolment", enrolmentHost);
      }
      ProxySettings proxy = rules.proxy(proxyAddress, proxyUser, proxyPassword, basicInClear);
      Enrolment.Activation typed = rules.activation(activation, enrolmentHost);
      Keys ownKeys =
          home == null || ownStorage == null
              ? given(rules, enrols, ownStorage, held)
              : rules.identity(ownStorage, home.place(), held, random, null);
      if (built.isBefore(DeviceClock.BUILT)) {
        faults.add(
            new Fault("built", "is " + built + ", before the SDK was: " + DeviceClock.BUILT));
      }
      if (ownKeys instanceof OwnIdentity own) {
        rules.identity(own, id);
      } else if (ownKeys != null && id != null) {
        rules.keys(ownKeys, id);
      }
      if (heartbeat) {
        rules.dnsjava();
      }
      if (!faults.isEmpty() || ownKeys == null || ownStorage == null) {
        throw new InvalidConfigException(faults);
      }
      Keys former = home == null ? null : former(home, enrols, ownStorage, held);
      Whereabouts where = new Whereabouts(home, former, print);
      Enrolment.Activation used = home == null ? typed : null;
      return new DeviceConfig(this, id, ownStorage, ownKeys, held, where, proxy, used);
    }

    /** As the settings say. */
    private @Nullable Keys given(
        ConfigRules rules, boolean enrols, @Nullable Storage from, KeyVault held) {
      return keys != null ? keys : enrols ? enrolled(rules, from, held) : pemKeys(rules);
    }

    /** What cannot be had any more is not owed anything. */
    private @Nullable Keys former(Home home, boolean enrols, Storage from, HeldVault held) {
      Home.Former former = home.former();
      if (former == null) {
        return null;
      }
      held.hold();
      ConfigRules lenient = new ConfigRules(new ArrayList<>());
      return former.place().isEmpty()
          ? given(lenient, enrols, from, held)
          : lenient.identity(from, former.place(), held, random, null);
    }

    /**
     * Who changes one of these by hand means the server that is set here; a code may be used up.
     */
    private String print() {
      return Prints.of(updateHosts, downloadHosts, enrolmentHost, authority, certificate, device);
    }

    private @Nullable Keys enrolled(ConfigRules rules, @Nullable Storage from, KeyVault held) {
      boolean vouched = from != null && OwnIdentity.exists(from);
      if (activation == null && !vouched) {
        rules.neitherCertificateNorActivation();
        return null;
      }
      boolean named = activation != null && ActivationString.parse(activation).isPresent();
      Path pinned = named || vouched ? authority : rules.needed("authority", authority);
      return from == null || (pinned == null && !named && !vouched)
          ? null
          : rules.identity(from, held, random, pinned);
    }

    private KeyVault ownVault() {
      return vault != null ? vault : new KeysOnDisk(random);
    }

    private @Nullable Keys pemKeys(ConfigRules rules) {
      Path chainFile = rules.needed("certificate", certificate);
      Path keyFile = rules.needed("key", key);
      Path authorityFile = rules.needed("authority", authority);
      return chainFile == null || keyFile == null || authorityFile == null
          ? null
          : new PemKeys(chainFile, keyFile, authorityFile);
    }

    private @Nullable Storage folder(List<Fault> faults) {
      if (data == null) {
        faults.add(new Fault("data", "is missing; name the folder of the device's memory"));
        return null;
      }
      try {
        return new FolderStorage(data);
      } catch (IOException e) {
        faults.add(new Fault("data", "cannot be used: " + e));
        return null;
      }
    }
  }
}

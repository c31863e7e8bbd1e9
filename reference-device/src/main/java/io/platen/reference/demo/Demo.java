package io.platen.reference.demo;

import io.platen.reference.CommandFailure;
import io.platen.reference.stack.FactoryAuthority;
import io.platen.reference.stack.OpenParts;
import io.platen.reference.stack.Pem;
import io.platen.reference.stack.Progress;
import io.platen.reference.stack.ServerAddresses;
import io.platen.reference.stack.ServerApi;
import io.platen.reference.stack.ServerProcess;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CancellationException;

/**
 * Server, device and simulated printers, all of them real, until it is closed. The main flow is
 * {@link #start}: each step needs the ones before it.
 */
public final class Demo implements AutoCloseable {
  public static final String USER = "admin";

  /** Who sends traps of SNMP v3. */
  static final String TRAP_USER = "printer";

  /** RFC 2606: nobody has it. */
  private static final String ZONE = "hb.example";

  private static final int ENOUGH_PRINTERS = 8;
  private static final Duration PRINTERS_WITHIN = Duration.ofMinutes(2);
  private final DemoOptions options;
  private final Progress progress;
  private final InstantSource clock = InstantSource.system();
  private final OpenParts parts = new OpenParts();
  private volatile boolean closed;

  public Demo(DemoOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Starts everything and waits until printers are there.
   *
   * @throws CommandFailure when a step fails; close it then, too
   */
  public RunningDemo start() throws InterruptedException {
    // 1. An empty folder: every demo begins with fresh data, keys and passwords.
    DemoFolder folder = parts.open(() -> DemoFolder.open(options.folder()));

    // 2. The authority of the factory that makes the devices, before the server that trusts it.
    progress.step("Making the certificates of a device factory");
    FactoryAuthority factory = FactoryAuthority.make("Platen demo factory", now());
    Path authorities = folder.folder("pki").resolve("factory.pem");
    Pem.write(authorities, factory.certificate());

    // 3. The server, with a PostgreSQL of its own.
    progress.step("Starting the server with a new database");
    String registry = SimulatedNetwork.freeAddress();
    ServerProcess server = parts.open(() -> startServer(folder, authorities, registry));

    // 4. The printers, while the server starts; and the keys of the device's maker, whose first
    // root goes into the device, with a release that they sign.
    progress.step("Starting simulated printers");
    SimulatedNetwork network = parts.open(() -> SimulatedNetwork.start(options.speed()));
    DemoMaker maker = new DemoMaker(folder);
    maker.begin();
    progress.step("Signing release " + DemoMaker.RELEASE + " with the keys of the device's maker");
    maker.sign();
    progress.step("Waiting for the server");
    ServerAddresses addresses = server.awaitReady();

    // 5. The first administrator, with the one-time token that the server wrote.
    progress.step("Making the first administrator");
    String password = Passwords.make();
    String token = ServerApi.of(addresses, null).setUp(server.setupToken(), "Demo", USER, password);
    ServerApi api = ServerApi.of(addresses, token);

    // 6. The device's record, its activation code, where it shall look for printers, how often, and
    // by which profile it reads those of one maker.
    progress.step("Registering the device and where it looks for printers");
    ServerApi.Registered registered = api.register("Demo device");
    UUID device = registered.id();
    for (JsonObject entry : network.discoveryEntries()) {
      api.post("/devices/" + device + "/discovery-entries", entry);
    }
    String trapPassword = Passwords.make();
    api.post(
        "/devices/" + device + "/discovery-entries",
        SimulatedNetwork.trapUser(TRAP_USER, trapPassword));
    api.put("/policy", DemoPolicy.json());
    api.postXml("/printer-profiles", profile());

    // 7. What the conformance suite needs: a release to look at, certificates good and bad, and two
    // people.
    progress.step("Publishing the release to the server");
    maker.publish(addresses, token);
    progress.step("Making the identities that the conformance suite plays");
    DemoFiles files = new DemoFiles(folder, addresses);
    files.writeConformance(
        new SuiteIdentities(api, factory, now()).make(),
        new DemoFiles.SuiteMeans(
            registry, token, new SecondPerson(addresses).token(api), maker.root()));

    // 8. The device: a process as it would run in a customer's network. It enrols with its code.
    progress.step("Starting the device, which enrols");
    String traps = SimulatedNetwork.freeAddress();
    Path configuration =
        files.writeDevice(registered.activationCode(), traps, maker.root(), options.trial());
    DemoDevice process =
        parts.open(
            () ->
                DemoDevice.start(
                    options.deviceJar(),
                    configuration,
                    folder.file("device.log"),
                    options.failHealth()));
    RunningDemo running =
        new RunningDemo(
            new RunningDemo.Access(server, addresses, api, password, token),
            network,
            new RunningDemo.Watcher(device, process, new RunningDemo.Traps(traps, trapPassword)),
            folder,
            maker);
    files.writeDemo(running);
    awaitPrinters(api, process);
    return running;
  }

  /**
   * Rolls the release of bootloader, operating system and application out to the device, and tells
   * how it goes.
   *
   * @return whether the rollout has ended by then
   */
  public boolean update(RunningDemo running, Instant deadline) throws InterruptedException {
    try {
      return release(running).watch(deadline);
    } catch (CommandFailure e) {
      if (closed) {
        throw new CancellationException("The demo is being stopped");
      }
      throw e;
    }
  }

  private DemoRollout release(RunningDemo running) throws InterruptedException {
    progress.step("Rolling release " + DemoMaker.RELEASE + " out");
    return new DemoRollout(running, running.maker().rollOut(running.api()), progress, clock);
  }

  private static String profile() {
    try (InputStream file = Demo.class.getResourceAsStream("norda.xml")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param registry where it hears heartbeats, host and port
   */
  private ServerProcess startServer(DemoFolder folder, Path authorities, String registry) {
    Map<String, String> keys = new HashMap<>(options.server());
    keys.put("platen.heartbeat.zone", ZONE);
    keys.put("platen.heartbeat.port", registry.substring(registry.indexOf(':') + 1));
    keys.put("platen.tls.device.authorities", authorities.toString());
    return ServerProcess.start(
        options.serverJar(), ServerProcess.Tuning.QUICK_START, folder.folder("server"), keys);
  }

  private void awaitPrinters(ServerApi api, DemoDevice device) throws InterruptedException {
    progress.step("Waiting for the device to find printers, read them and report");
    Instant deadline = now().plus(PRINTERS_WITHIN);
    int found = 0;
    while (now().isBefore(deadline)) {
      device.check(Duration.ofMillis(500));
      int there = api.list("/printers").size();
      if (there != found) {
        progress.step(there + " printers are there");
        found = there;
      }
      if (found >= ENOUGH_PRINTERS) {
        return;
      }
    }
    throw new CommandFailure(
        "Only "
            + found
            + " printers came within "
            + PRINTERS_WITHIN.toSeconds()
            + " s; "
            + device.log()
            + " says:\n"
            + device.lastWords());
  }

  private Instant now() {
    return clock.instant();
  }

  /** Stops all that was started, also when the start failed half way. */
  @Override
  public void close() {
    closed = true;
    parts.close();
  }
}

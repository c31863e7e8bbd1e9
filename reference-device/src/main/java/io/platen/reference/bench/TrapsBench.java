package io.platen.reference.bench;

import io.platen.reference.CommandFailure;
import io.platen.reference.simulate.PrinterCopies;
import io.platen.reference.stack.DeviceIdentity;
import io.platen.reference.stack.FactoryAuthority;
import io.platen.reference.stack.OpenParts;
import io.platen.reference.stack.Progress;
import io.platen.reference.stack.ServerAddresses;
import io.platen.reference.stack.ServerProcess.Tuning;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From a printer's trap to the committed alert, and how many traps a device takes. */
@Command(
    name = "traps",
    header = "From a printer's trap to the committed alert on the server.",
    description = {
      "",
      "200 simulated printers raise jams and send printerV2Alert, ten a second; a device asks each,"
          + " and tells the server. Then 5,000 traps a second for three seconds. In between,"
          + " net-snmp's snmptrapd with an exec handler (Debian's package snmptrapd) takes the same"
          + " trap, one after the other, and so does the device.",
      "p50ms and p99ms are from the datagram to the receipt, with the printer's own answer time;"
          + " handlerP50ms and peerP50ms from the datagram to the handler; sent and lost of the"
          + " burst.",
      ""
    },
    mixinStandardHelpOptions = true)
final class TrapsBench implements Runnable {
  private static final int JAM = 8;
  private static final int DOOR = 3;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--printers",
      defaultValue = "200",
      paramLabel = "N",
      description = "At most 200. Default: ${DEFAULT-VALUE}")
  private int printers;

  @Option(
      names = "--traps",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Each with an alert of its own. Default: ${DEFAULT-VALUE}")
  private int traps;

  @Option(
      names = "--rate",
      defaultValue = "10",
      paramLabel = "N",
      description = "Traps a second. Default: ${DEFAULT-VALUE}")
  private int rate;

  @Option(
      names = "--burst",
      defaultValue = "5000",
      paramLabel = "N",
      description = "Traps a second of the burst. Default: ${DEFAULT-VALUE}")
  private int burst;

  @Option(
      names = "--server-jar",
      defaultValue = "server-war/target/platen-server.jar",
      paramLabel = "FILE",
      description = "The server to start. Default: ${DEFAULT-VALUE}")
  private Path serverJar = Path.of("");

  @Override
  public void run() {
    if (printers < 1 || printers > 200 || traps < 1 || rate < 1 || burst < 1) {
      throw new CommandFailure("--printers is 1 to 200; --traps, --rate and --burst at least 1");
    }
    OpenParts parts = new OpenParts();
    Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "bench-stop"));
    try (parts) {
      measure(parts, new Progress(spec.commandLine().getOut(), InstantSource.system()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new CommandFailure("The bench cannot work: " + e.getMessage(), e);
    }
  }

  private void measure(OpenParts parts, Progress progress)
      throws InterruptedException, IOException {
    progress.step("Starting the server and " + printers + " printers");
    FactoryAuthority factory = BenchServer.factory();
    BenchServer server = parts.open(() -> BenchServer.start(serverJar, Tuning.SERVICE, factory));
    PrinterCopies copies = parts.open(() -> copies(printers));
    ServerAddresses addresses = server.ready();
    DeviceIdentity identity = server.register(addresses, factory, 1).get(0);
    List<InetSocketAddress> at = copies.addresses();
    server
        .api()
        .post("/devices/" + identity.device() + "/discovery-entries", entry(at.get(0).getPort()));
    Path folder = Files.createTempDirectory("platen-traps");
    parts.<AutoCloseable>open(() -> () -> Folders.delete(folder));
    TrapLoad load = parts.open(() -> new TrapLoad(addresses, identity, folder));
    TrapSender sender =
        parts.open(() -> new TrapSender(at.stream().map(InetSocketAddress::getAddress).toList()));

    progress.step("Waiting until the server knows all printers");
    load.start(printers);
    progress.step("Warming up");
    alerts(load, sender, copies, DOOR, Math.min(traps, printers));
    load.await(Math.min(traps, printers), 30 * SECOND);
    int before = load.took().size();

    progress.step(traps + " traps, " + rate + " a second");
    alerts(load, sender, copies, JAM, traps);
    load.await(before + traps, 30 * SECOND);
    List<Long> took = load.took().subList(before, load.took().size());
    progress.step(took.size() + " alerts are committed");

    progress.step("From the datagram to the handler, in turn with snmptrapd");
    List<Long> handled = handled(load, sender, 100);
    Optional<List<Long>> peer = peer(progress, folder, sender);

    progress.step(burst + " traps a second for three seconds");
    long lost = burst(load, sender);
    parts.unlessClosed(() -> print(took, handled, peer, lost));
  }

  private static PrinterCopies copies(int count) {
    try {
      InetAddress first = InetAddress.getByAddress(new byte[] {127, 48, 0, 11});
      int port;
      try (DatagramSocket probe = new DatagramSocket(0, first)) {
        port = probe.getLocalPort();
      }
      return PrinterCopies.start(first, port, count);
    } catch (IOException e) {
      throw new CommandFailure(
          "This bench needs a loopback that is a whole /8, as Linux has: " + e.getMessage(), e);
    }
  }

  private static JsonObject entry(int port) {
    return Json.createObjectBuilder()
        .add("kind", "network")
        .add("target", "127.48.0.0/24")
        .add("exclusions", Json.createArrayBuilder())
        .add("readers", Json.createArrayBuilder().add("snmp"))
        .add(
            "access",
            Json.createArrayBuilder()
                .add(
                    Json.createObjectBuilder()
                        .add("version", "2c")
                        .add("community", "public")
                        .add("port", port)))
        .build();
  }

  /** One printer after the other raises an alert and sends its trap. */
  private void alerts(TrapLoad load, TrapSender sender, PrinterCopies copies, int code, int count) {
    InetSocketAddress to = load.address();
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      LockSupport.parkNanos(begin + i * SECOND / rate - System.nanoTime());
      int place = i % printers;
      copies.raise(place, code);
      load.sending(copies.addresses().get(place).getAddress());
      sender.send(place, to);
    }
  }

  /** One after the other: until the device says that it has dealt with it. */
  private static List<Long> handled(TrapLoad load, TrapSender sender, int times) {
    List<Long> took = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      long before = load.device().traps().handled();
      long begin = System.nanoTime();
      sender.send(0, load.address());
      while (load.device().traps().handled() == before && System.nanoTime() - begin < 5 * SECOND) {
        Thread.onSpinWait();
      }
      took.add(System.nanoTime() - begin);
    }
    return took;
  }

  private static Optional<List<Long>> peer(Progress progress, Path folder, TrapSender sender)
      throws InterruptedException, IOException {
    InetSocketAddress at;
    try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      at = new InetSocketAddress(probe.getLocalAddress(), probe.getLocalPort());
    }
    Optional<SnmpTrapd> peer = SnmpTrapd.start(folder, at);
    if (peer.isEmpty()) {
      progress.step("There is no snmptrapd here to compare with: install snmptrapd");
      return Optional.empty();
    }
    try (SnmpTrapd running = peer.get()) {
      return Optional.of(running.measure(sender, 30));
    }
  }

  private long burst(TrapLoad load, TrapSender sender) throws InterruptedException {
    long before = load.device().traps().handled();
    InetSocketAddress to = load.address();
    long begin = System.nanoTime();
    int count = 3 * burst;
    for (int i = 0; i < count; i++) {
      LockSupport.parkNanos(begin + i * SECOND / burst - System.nanoTime());
      sender.send(i % printers, to);
    }
    long end = System.nanoTime() + 10 * SECOND;
    while (load.device().traps().handled() - before < count && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return count - (load.device().traps().handled() - before);
  }

  private void print(List<Long> took, List<Long> handled, Optional<List<Long>> peer, long lost) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("p50ms", percentile(took, 0.50))
            .add("p99ms", percentile(took, 0.99))
            .add("handlerP50ms", percentile(handled, 0.50));
    if (peer.isPresent()) {
      json.add("peerP50ms", percentile(peer.get(), 0.50));
    } else {
      json.addNull("peerP50ms");
    }
    json.add("sent", 3 * burst)
        .add("lost", lost)
        .add("alertsSent", traps)
        .add("alertsCommitted", took.size())
        .add("printers", printers);
    spec.commandLine().getOut().println(json.build());
    spec.commandLine().getOut().flush();
  }

  private static BigDecimal percentile(List<Long> nanos, double share) {
    if (nanos.isEmpty()) {
      return BigDecimal.valueOf(-1);
    }
    List<Long> sorted = nanos.stream().sorted().toList();
    int at = (int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size()));
    return BigDecimal.valueOf(sorted.get(at) / 1e6).setScale(2, RoundingMode.HALF_UP);
  }
}

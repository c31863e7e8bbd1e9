package io.platen.reference.bench;

import io.platen.reference.CommandFailure;
import io.platen.reference.stack.DeviceIdentity;
import io.platen.reference.stack.FactoryAuthority;
import io.platen.reference.stack.OpenParts;
import io.platen.reference.stack.Progress;
import io.platen.reference.stack.ServerAddresses;
import io.platen.reference.stack.ServerProcess.Tuning;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Many idle live channels on one node: what each costs, commands, and all of them coming back. */
@CommandLine.Command(
    name = "live",
    header = "Live channels: memory, commands at one node and between two, reconnecting.",
    description = {
      "",
      "Opens the channels, measures the server's live heap before and after, has commands go to"
          + " devices and their results back, both to devices of the node that takes the orders"
          + " (commandP99ms) and of a second node over the same database (otherNodeP99ms), kills"
          + " the first and waits until all channels are open again. heapBytesEachFurther leaves out"
          + " what the server's threads keep for all channels.",
      ""
    },
    mixinStandardHelpOptions = true)
final class LiveBench implements Runnable {
  private static final int AT_ONCE = 16;

  private static final Duration IDLE = Duration.ofSeconds(40);

  /** So many devices are asked, in turn. */
  private static final int ASKED = 100;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--connections",
      defaultValue = "3000",
      paramLabel = "N",
      description = "Devices with a channel. Default: ${DEFAULT-VALUE}")
  private int connections;

  @Option(
      names = "--commands",
      defaultValue = "300",
      paramLabel = "N",
      description = "How many commands are timed at each node. Default: ${DEFAULT-VALUE}")
  private int commands;

  @Option(
      names = "--server-jar",
      defaultValue = "server-war/target/platen-server.jar",
      paramLabel = "FILE",
      description = "The server to start. Default: ${DEFAULT-VALUE}")
  private Path serverJar = Path.of("");

  private final InstantSource clock = InstantSource.system();
  private final List<LiveClient> clients = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void run() {
    if (connections < 1 || commands < 1) {
      throw new CommandFailure("--connections and --commands are at least 1");
    }
    OpenParts parts = new OpenParts();
    Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "bench-stop"));
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    ScheduledExecutorService signs = Executors.newSingleThreadScheduledExecutor();
    try (parts) {
      Future<?> unused = signs.scheduleAtFixedRate(this::sign, 30, 30, TimeUnit.SECONDS);
      measure(parts, threads, new Progress(spec.commandLine().getOut(), clock));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      signs.shutdownNow();
      threads.shutdownNow();
    }
  }

  /** The server gives back what a channel was opened with at its second beat. */
  private static void idle(Progress progress) throws InterruptedException {
    progress.step("Leaving them idle for " + IDLE.toSeconds() + " seconds");
    TimeUnit.SECONDS.sleep(IDLE.toSeconds());
  }

  private void sign() {
    for (LiveClient each : List.copyOf(clients)) {
      try {
        each.sign();
      } catch (IOException e) {
        // the server is gone; all are opened again
      }
    }
  }

  private void measure(OpenParts parts, ExecutorService threads, Progress progress)
      throws InterruptedException {
    progress.step("Starting the server");
    FactoryAuthority factory = BenchServer.factory();
    BenchServer server = parts.open(() -> BenchServer.start(serverJar, Tuning.SERVICE, factory));
    ServerAddresses addresses = server.ready();
    BenchServer.Registered registered = server.registerWithApi(addresses, factory, connections + 1);
    List<DeviceIdentity> devices = registered.devices();
    try (LiveClient first = LiveClient.open(addresses, devices.get(connections), 0)) {
      first.sign(); // the classes of channels are no channel's memory
    } catch (IOException e) {
      throw new CommandFailure("The server opens no channel: " + e.getMessage(), e);
    }
    long before = liveHeap(server.process().pid());
    progress.step("Opening " + connections + " channels");
    int third = Math.max(1, connections / 3);
    Opened some = open(threads, addresses, devices.subList(0, third));
    idle(progress);
    long atThird = liveHeap(server.process().pid());
    Opened rest = open(threads, addresses, devices.subList(third, connections));
    idle(progress);
    long all = liveHeap(server.process().pid());
    long each = (all - before) / connections;
    long further = connections > third ? (all - atThird) / (connections - third) : each;
    // What the threads keep for all channels is there with the first of them.
    progress.step(
        clients.size() + " are open, at " + each + " bytes of heap each, " + further + " further");
    CommandTimes times = new CommandTimes(registered.api(), clock);
    List<DeviceIdentity> asked = devices.subList(0, Math.min(ASKED, connections));
    progress.step("Timing " + commands + " commands to devices of the same node");
    List<Long> same = times.measure(addresses, asked, commands);
    Node first = new Node(server, addresses);
    List<Long> other = elsewhere(parts, first, times, asked, progress);
    progress.step("Killing the server");
    server.process().kill();
    List.copyOf(clients).forEach(LiveClient::close);
    clients.clear();
    Instant killed = clock.instant();
    server.again();
    ServerAddresses again = server.ready();
    Duration start = Duration.between(killed, clock.instant());
    Opened reopened = open(threads, again, devices.subList(0, connections));
    JsonObject figures =
        Json.createObjectBuilder()
            .add("connections", clients.size())
            .add("heapBytesEach", each)
            .add("heapBytesEachFurther", further)
            .add("openSeconds", some.took().plus(rest.took()).toMillis() / 1000.0)
            .add("startSeconds", start.toMillis() / 1000.0)
            .add("reconnectSeconds", reopened.took().toMillis() / 1000.0)
            .add("errors", some.errors() + rest.errors() + reopened.errors())
            .add("commandP50ms", CommandTimes.percentile(same, 0.50))
            .add("commandP99ms", CommandTimes.percentile(same, 0.99))
            .add("otherNodeP50ms", CommandTimes.percentile(other, 0.50))
            .add("otherNodeP99ms", CommandTimes.percentile(other, 0.99))
            .build();
    parts.unlessClosed(() -> print(figures));
    List.copyOf(clients).forEach(LiveClient::close);
  }

  private void print(JsonObject figures) {
    spec.commandLine().getOut().println(figures);
    spec.commandLine().getOut().flush();
  }

  /** The devices have their channels at a second node, and the first one takes the orders. */
  private List<Long> elsewhere(
      OpenParts parts,
      Node first,
      CommandTimes times,
      List<DeviceIdentity> asked,
      Progress progress)
      throws InterruptedException {
    progress.step("Starting a second node over the same database");
    BenchServer second =
        parts.open(() -> first.server().secondNode(serverJar, Tuning.SERVICE, first.addresses()));
    ServerAddresses addresses = second.ready();
    progress.step("Timing " + commands + " commands to devices of the other node");
    List<Long> measured = times.measure(addresses, asked, commands);
    second.process().close();
    return measured;
  }

  private record Node(BenchServer server, ServerAddresses addresses) {}

  private record Opened(Duration took, int errors) {}

  private Opened open(
      ExecutorService threads, ServerAddresses addresses, List<DeviceIdentity> devices)
      throws InterruptedException {
    Instant began = clock.instant();
    List<Callable<Boolean>> all = new ArrayList<>();
    for (DeviceIdentity device : devices) {
      all.add(
          () -> {
            clients.add(LiveClient.open(addresses, device, Long.MAX_VALUE / 2));
            return true;
          });
    }
    int errors = 0;
    for (Future<Boolean> each : threads.invokeAll(all)) {
      try {
        each.get();
      } catch (ExecutionException e) {
        errors++;
        if (errors == 1) {
          spec.commandLine().getErr().println("The first that failed: " + e.getCause());
        }
      }
    }
    return new Opened(Duration.between(began, clock.instant()), errors);
  }

  /** What lives after a collection, by the last line of the histogram. */
  private static long liveHeap(long pid) {
    try {
      long total = 0;
      for (int round = 0; round < 2; round++) {
        Process jcmd =
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                    Long.toString(pid),
                    "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = jcmd.inputReader()) {
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("Total")) {
              total = Long.parseLong(line.strip().split("\\s+", -1)[2]);
            }
          }
        }
      }
      if (total == 0) {
        throw new CommandFailure("jcmd does not tell the server's heap; a JDK is needed here");
      }
      return total;
    } catch (IOException e) {
      throw new CommandFailure("There is no jcmd here: " + e.getMessage(), e);
    }
  }
}

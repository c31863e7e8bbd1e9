package io.platen.reference.bench;

import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveMessage;
import io.platen.reference.CommandFailure;
import io.platen.reference.stack.DeviceIdentity;
import io.platen.reference.stack.FactoryAuthority;
import io.platen.reference.stack.OpenParts;
import io.platen.reference.stack.Progress;
import io.platen.reference.stack.ServerAddresses;
import io.platen.reference.stack.ServerApi;
import io.platen.reference.stack.ServerProcess.Tuning;
import jakarta.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    header = "Idle live channels on one node: memory, commands, and how fast all come back.",
    description = {
      "",
      "Opens the channels, measures the server's live heap before and after, has commands go to"
          + " devices and their results back, kills the server and waits until all channels are"
          + " open again.",
      ""
    },
    mixinStandardHelpOptions = true)
final class LiveBench implements Runnable {
  private static final int AT_ONCE = 16;

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
      description = "How many commands are timed. Default: ${DEFAULT-VALUE}")
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
    ScheduledExecutorService pings = Executors.newSingleThreadScheduledExecutor();
    try (parts) {
      Future<?> unused = pings.scheduleAtFixedRate(this::ping, 30, 30, TimeUnit.SECONDS);
      measure(parts, threads, new Progress(spec.commandLine().getOut(), clock));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      pings.shutdownNow();
      threads.shutdownNow();
    }
  }

  private void ping() {
    for (LiveClient each : List.copyOf(clients)) {
      try {
        each.ping();
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
      first.ping(); // the classes of channels are no channel's memory
    } catch (IOException e) {
      throw new CommandFailure("The server opens no channel: " + e.getMessage(), e);
    }
    long before = liveHeap(server.process().pid());
    progress.step("Opening " + connections + " channels");
    Opened opened = open(threads, addresses, devices);
    long each = (liveHeap(server.process().pid()) - before) / connections;
    progress.step(clients.size() + " are open, at " + each + " bytes of heap each");
    List<Long> times = command(registered.api(), addresses);
    progress.step("Killing the server");
    server.process().kill();
    List.copyOf(clients).forEach(LiveClient::close);
    clients.clear();
    Instant killed = clock.instant();
    server.again();
    ServerAddresses again = server.ready();
    Duration start = Duration.between(killed, clock.instant());
    Opened reopened = open(threads, again, devices);
    spec.commandLine()
        .getOut()
        .println(
            Json.createObjectBuilder()
                .add("connections", clients.size())
                .add("heapBytesEach", each)
                .add("openSeconds", opened.took().toMillis() / 1000.0)
                .add("startSeconds", start.toMillis() / 1000.0)
                .add("reconnectSeconds", reopened.took().toMillis() / 1000.0)
                .add("errors", opened.errors() + reopened.errors())
                .add("commandP50ms", percentile(times, 0.50))
                .add("commandP99ms", percentile(times, 0.99))
                .build());
    spec.commandLine().getOut().flush();
    List.copyOf(clients).forEach(LiveClient::close);
  }

  private record Opened(Duration took, int errors) {}

  private Opened open(
      ExecutorService threads, ServerAddresses addresses, List<DeviceIdentity> devices)
      throws InterruptedException {
    Instant began = clock.instant();
    List<Callable<Boolean>> all = new ArrayList<>();
    for (DeviceIdentity device : devices.subList(0, connections)) {
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

  /** From the order by REST to the server's word that it has the result. */
  private List<Long> command(ServerApi api, ServerAddresses addresses) throws InterruptedException {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < commands; i++) {
      LiveClient client = clients.get(i % clients.size());
      String path = "/devices/" + client.identity().device() + "/commands";
      try {
        client.close(); // its place in the order of commands begins at the start
        LiveClient fresh = LiveClient.open(addresses, client.identity(), i / clients.size());
        clients.set(i % clients.size(), fresh);
        long began = System.nanoTime();
        api.post(path, Json.createObjectBuilder().add("kind", "read").build());
        answer(fresh);
        times.add((System.nanoTime() - began) / 1_000_000);
      } catch (IOException e) {
        throw new CommandFailure("A command did not come back: " + e.getMessage(), e);
      }
    }
    return times;
  }

  private void answer(LiveClient client) throws IOException {
    LiveMessage.Commands commands = (LiveMessage.Commands) client.next();
    Command command;
    try {
      String file = new String(commands.files().get(0).bytes(), StandardCharsets.ISO_8859_1);
      byte[] content =
          file.substring(file.indexOf("\n\n") + 2).getBytes(StandardCharsets.ISO_8859_1);
      command = CommandCodec.read(content);
    } catch (io.platen.protocol.xml.ProtocolException e) {
      throw new IOException(e);
    }
    client.send(piece(command, 1, Stage.RECEIVED));
    client.send(piece(command, 2, Stage.DONE));
    LiveMessage first = client.next();
    LiveMessage second = client.next();
    if (!(first instanceof LiveMessage.Taken) || !(second instanceof LiveMessage.Taken)) {
      throw new IOException("The server has not taken the result");
    }
  }

  private CommandResult piece(Command command, long number, Stage stage) {
    return new CommandResult(
        command.device(),
        command.id(),
        number,
        stage,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        clock.instant());
  }

  private static long percentile(List<Long> times, double share) {
    List<Long> sorted = times.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size())));
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

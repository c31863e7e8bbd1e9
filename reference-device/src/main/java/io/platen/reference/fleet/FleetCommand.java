package io.platen.reference.fleet;

import io.platen.device.port.SharedThreads;
import io.platen.reference.CommandFailure;
import io.platen.reference.fleet.FleetCounts.Standing;
import io.platen.reference.stack.Progress;
import io.platen.reference.stack.ServerApi;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Many devices in one process, against one server. */
@Command(
    name = "fleet",
    header = "Runs many devices in one process, for load.",
    description = {
      "",
      "Each is a whole device with a key and a certificate of its own: it enrols with an activation"
          + " code, keeps a live channel open, and reports a few printers that are made up at the"
          + " times of the server's policy. What they know stays in --data; a second start goes on"
          + " with the same devices.",
      "",
      "Against the demo:",
      "  platen-device fleet --devices 50 --server reference-device/target/demo/demo.properties"
          + " --data fleet",
      ""
    },
    footer = {
      "",
      "Ctrl-C ends all of them in order. The last line is one JSON object. Exit status: 0 where all"
          + " devices worked and no report was refused, else 1.",
    },
    mixinStandardHelpOptions = true)
public final class FleetCommand implements Callable<Integer> {
  private static final int MOST_DEVICES = 20_000;
  private static final int MOST_PRINTERS = 250;
  private static final int THREADS = 32;
  private static final int SECONDS_BETWEEN_LINES = 10;
  private static final int MEGABYTE = 1_000_000;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(names = "--devices", required = true, paramLabel = "N", description = "How many.")
  private int devices;

  @Option(
      names = "--server",
      required = true,
      paramLabel = "FILE",
      description = {
        "Where the server is: the demo's demo.properties, or server.properties in a server's data"
            + " folder."
      })
  private Path server = Path.of("");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "For what the devices know, a folder each.")
  private Path data = Path.of("");

  @Option(
      names = "--token",
      paramLabel = "FILE",
      description = {
        "Holds an API token of an operator, who makes the devices. Needed where --server has"
            + " no api.token."
      })
  private @Nullable Path token;

  @Option(
      names = "--codes",
      paramLabel = "FILE",
      description =
          "Activation codes, one a line: devices are not made then, but taken from these.")
  private @Nullable Path codes;

  @Option(
      names = "--printers",
      defaultValue = "3",
      paramLabel = "N",
      description = "Printers of each device, at most 250. Default: ${DEFAULT-VALUE}")
  private int printers;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Ends by itself so long after all have begun.")
  private @Nullable Integer seconds;

  @Option(names = "--no-live", description = "Keeps no live channels.")
  private boolean noLive;

  private final CountDownLatch stopped = new CountDownLatch(1);

  @Override
  public Integer call() throws InterruptedException {
    check();
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = new Progress(out, InstantSource.system());
    FleetCounts counts = new FleetCounts();
    FleetServer at = FleetServer.read(server);
    Fleet.Codes given = codes(at);
    SharedThreads threads = new SharedThreads("fleet", THREADS + devices / THREADS);
    Fleet fleet =
        new Fleet(devices, new FleetMember.Common(data, at, threads, printers, !noLive, counts));
    CountDownLatch done = new CountDownLatch(1);
    Thread hook = new Thread(() -> stop(done), "platen-fleet-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    int begun = 0;
    Standing last;
    try {
      begun = start(fleet, given, counts, progress);
      watch(counts, progress);
    } finally {
      last = counts.standing();
      progress.step("Stopping " + devices + " devices");
      fleet.close();
      progress.step("All have stopped");
      print(out, last, begun);
      done.countDown();
    }
    return begun == devices && last.refused() == 0 ? 0 : 1;
  }

  private void check() {
    if (devices < 1 || devices > MOST_DEVICES || printers < 1 || printers > MOST_PRINTERS) {
      throw new ParameterException(
          spec.commandLine(),
          "--devices is 1 to " + MOST_DEVICES + ", --printers 1 to " + MOST_PRINTERS);
    }
    if (seconds != null && seconds < 1) {
      throw new ParameterException(spec.commandLine(), "--seconds is at least 1");
    }
  }

  private Fleet.Codes codes(FleetServer at) {
    if (codes != null) {
      return Fleet.of(lines("--codes", codes));
    }
    Optional<String> named =
        token == null ? at.token() : lines("--token", token).stream().findFirst();
    ServerApi api =
        ServerApi.of(
            at.api()
                .orElseThrow(
                    () ->
                        new CommandFailure("--server " + server + " has no api.url; use --codes")),
            at.authority(),
            named.orElseThrow(
                () ->
                    new CommandFailure(
                        "There is no API token to make devices with: name a file with one by"
                            + " --token, or one with activation codes by --codes")));
    String name = String.format(Locale.ROOT, "Fleet %04x", new SecureRandom().nextInt(1 << 16));
    return number ->
        api.register(name + String.format(Locale.ROOT, " %05d", number)).activationCode();
  }

  private static List<String> lines(String option, Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new CommandFailure(option + " " + file + " cannot be read: " + e, e);
    }
  }

  private int start(Fleet fleet, Fleet.Codes given, FleetCounts counts, Progress progress)
      throws InterruptedException {
    progress.step("Starting " + devices + " devices");
    Thread lines = new Thread(() -> tellUntilInterrupted(counts, progress), "fleet-progress");
    lines.setDaemon(true);
    lines.start();
    try {
      int begun = fleet.start(given);
      progress.step(begun + " of " + devices + " devices work");
      return begun;
    } finally {
      lines.interrupt();
    }
  }

  private void tellUntilInterrupted(FleetCounts counts, Progress progress) {
    try {
      while (!stopped.await(SECONDS_BETWEEN_LINES, TimeUnit.SECONDS)) {
        progress.step(line(counts.standing()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until somebody ends it, or its time is up. */
  private void watch(FleetCounts counts, Progress progress) throws InterruptedException {
    long left = seconds == null ? Long.MAX_VALUE : seconds;
    while (left > 0) {
      long next = Math.min(left, SECONDS_BETWEEN_LINES);
      if (stopped.await(next, TimeUnit.SECONDS)) {
        return;
      }
      left -= next;
      progress.step(line(counts.standing()));
    }
  }

  private String line(Standing now) {
    String problem = now.problems() == 0 ? "" : "; the last: " + now.lastProblem();
    return String.format(
            Locale.ROOT,
            "%d enrolled, %d synced, %d channels open (%d ended); reports: %d stored,"
                + " %d acknowledged, %d refused; %d problems; %d threads, %d MB",
            now.enrolled(),
            now.synced(),
            now.channels(),
            now.drops(),
            now.stored(),
            now.acknowledged(),
            now.refused(),
            now.problems(),
            threads(),
            heap())
        + problem;
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
  }

  private void print(PrintWriter out, Standing last, int begun) {
    JsonObject summary =
        Json.createObjectBuilder()
            .add("devices", devices)
            .add("working", begun)
            .add("synced", last.synced())
            .add("channels", last.channels())
            .add("channelsEnded", last.drops())
            .add("reportsStored", last.stored())
            .add("reportsAcknowledged", last.acknowledged())
            .add("reportsRefused", last.refused())
            .add("reportsLost", last.lost())
            .add("problems", last.problems())
            .add("threadsLeft", threads())
            .build();
    out.println(summary);
    out.flush();
  }

  /** Ctrl-C: the process lives on until all devices have ended. */
  private void stop(CountDownLatch done) {
    stopped.countDown();
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

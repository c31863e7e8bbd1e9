package io.platen.reference.bench;

import io.platen.reference.CommandFailure;
import io.platen.reference.stack.DeviceIdentity;
import io.platen.reference.stack.FactoryAuthority;
import io.platen.reference.stack.OpenParts;
import io.platen.reference.stack.Progress;
import io.platen.reference.stack.ServerAddresses;
import io.platen.reference.stack.ServerProcess.Tuning;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Uploads as fast as the server takes them, beside PostgreSQL's own limit. */
@Command(
    name = "ingest",
    header = "Uploads of 21 rows each, as fast as the server takes them.",
    description = {
      "",
      "Devices upload deltas over kept connections with mutual TLS. In turn with them pgbench"
          + " (Debian's package postgresql-contrib) inserts the same rows into the same database:"
          + " what PostgreSQL could take here if nothing stood in front of it.",
      ""
    },
    mixinStandardHelpOptions = true)
final class IngestBench implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--connections",
      defaultValue = "4",
      paramLabel = "N",
      description = "Devices that upload at the same time. Default: ${DEFAULT-VALUE}")
  private int connections;

  @Option(
      names = "--warm-up",
      defaultValue = "30",
      paramLabel = "SECONDS",
      description = "Not measured. Default: ${DEFAULT-VALUE}")
  private int warmUp;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      paramLabel = "N",
      description = "Turns of uploads and pgbench; the median counts. Default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      paramLabel = "N",
      description = "How long each turn takes. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--server-jar",
      defaultValue = "server-war/target/platen-server.jar",
      paramLabel = "FILE",
      description = "The server to start. Default: ${DEFAULT-VALUE}")
  private Path serverJar = Path.of("");

  private final InstantSource clock = InstantSource.system();

  @Override
  public void run() {
    if (connections < 1 || rounds < 1 || seconds < 1 || warmUp < 0) {
      throw new CommandFailure("--connections, --rounds and --seconds are at least 1");
    }
    OpenParts parts = new OpenParts();
    Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "bench-stop"));
    try (parts) {
      measure(parts, new Progress(spec.commandLine().getOut(), clock));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void measure(OpenParts parts, Progress progress) throws InterruptedException {
    progress.step("Starting the server");
    FactoryAuthority factory = BenchServer.factory();
    Instant before = clock.instant();
    BenchServer server = parts.open(() -> BenchServer.start(serverJar, Tuning.SERVICE, factory));
    ServerAddresses addresses = server.ready();
    Duration start = Duration.between(before, clock.instant());
    List<DeviceIdentity> devices = server.register(addresses, factory, connections);
    IngestLoad load = parts.open(() -> new IngestLoad(addresses, devices));
    @Nullable PgBench pgBench = pgBench(progress, server, addresses, devices.get(0));

    progress.step("Warming up for " + warmUp + " s");
    load.run(Duration.ofSeconds(warmUp));
    Figures figures = new Figures(server);
    for (int round = 1; round <= rounds; round++) {
      figures.addUploads(load, Duration.ofSeconds(seconds));
      if (pgBench != null) {
        figures.addLimit(pgBench.measure(connections, Duration.ofSeconds(seconds)));
      }
      progress.step("Round " + round + ": " + figures.lastRound());
    }
    int bodySize = load.bodySize();
    parts.unlessClosed(() -> print(figures, start, bodySize));
  }

  private static @Nullable PgBench pgBench(
      Progress progress, BenchServer server, ServerAddresses addresses, DeviceIdentity device) {
    Optional<Path> program = PgBench.findProgram();
    if (program.isEmpty()) {
      progress.step(
          "There is no pgbench here, and so no limit to compare with: install postgresql-contrib");
      return null;
    }
    return PgBench.of(program.get(), server, addresses, device.device());
  }

  private void print(Figures figures, Duration start, int bodySize) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("uploadsPerSecond", rounded(median(figures.uploads)))
            .add("p50ms", rounded(figures.percentile(0.50)))
            .add("p99ms", rounded(figures.percentile(0.99)))
            .add("cpuMsPerUpload", rounded(median(figures.serverCpu)))
            .add("postgresCpuMsPerUpload", rounded(median(figures.postgresCpu)));
    if (figures.limits.isEmpty()) {
      json.addNull("limitPerSecond");
    } else {
      json.add("limitPerSecond", rounded(median(figures.limits)));
    }
    json.add("uploads", figures.times.size())
        .add("rowsPerUpload", SampleReports.ROWS)
        .add("bytesPerUpload", bodySize)
        .add("connections", connections)
        .add("serverRssKb", ProcessTimes.kilobytes(figures.pid, "VmRSS"))
        .add("serverPeakRssKb", ProcessTimes.kilobytes(figures.pid, "VmHWM"))
        .add("startSeconds", rounded(start.toMillis() / 1000.0));
    spec.commandLine().getOut().println(json.build());
    spec.commandLine().getOut().flush();
  }

  private static BigDecimal rounded(double figure) {
    return BigDecimal.valueOf(figure).setScale(2, RoundingMode.HALF_UP);
  }

  private static double median(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /** What the rounds gave. */
  private static final class Figures {
    private final long pid;
    private final ProcessHandle postgres;
    private final List<Double> uploads = new ArrayList<>();
    private final List<Double> serverCpu = new ArrayList<>();
    private final List<Double> postgresCpu = new ArrayList<>();
    private final List<Double> limits = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();

    Figures(BenchServer server) {
      pid = server.process().pid();
      postgres =
          server
              .process()
              .postgres()
              .orElseThrow(() -> new CommandFailure("The server's PostgreSQL does not run"));
    }

    void addUploads(IngestLoad load, Duration time) throws InterruptedException {
      Duration server = ProcessTimes.cpu(pid);
      Duration database = ProcessTimes.cpuOfTree(postgres);
      long begin = System.nanoTime();
      List<Long> round = load.run(time);
      double took = (System.nanoTime() - begin) / 1e9;
      uploads.add(round.size() / took);
      serverCpu.add(each(ProcessTimes.cpu(pid).minus(server), round.size()));
      postgresCpu.add(each(ProcessTimes.cpuOfTree(postgres).minus(database), round.size()));
      times.addAll(round);
    }

    private static double each(Duration cpu, int uploads) {
      return cpu.toMillis() / (double) uploads;
    }

    void addLimit(double limit) {
      limits.add(limit);
    }

    String lastRound() {
      String line = String.format(Locale.ROOT, "%.1f uploads/s", uploads.get(uploads.size() - 1));
      return limits.isEmpty()
          ? line
          : line + String.format(Locale.ROOT, ", pgbench %.1f/s", limits.get(limits.size() - 1));
    }

    double percentile(double share) {
      List<Long> sorted = times.stream().sorted().toList();
      int at = (int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size()));
      return sorted.get(at) / 1e6;
    }
  }
}

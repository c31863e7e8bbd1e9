package io.platen.reference.bench;

import io.platen.reference.CommandFailure;
import io.platen.reference.stack.FactoryAuthority;
import io.platen.reference.stack.OpenParts;
import io.platen.reference.stack.Progress;
import io.platen.reference.stack.ServerAddresses;
import io.platen.reference.stack.ServerProcess.Tuning;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a sealed and signed report costs the server, beside one that is neither. */
@Command(
    name = "seal",
    header = "CPU of the server for a sealed report, beside an unsealed one.",
    description = {
      "",
      "One device uploads the same reports sealed and unsealed, in turn: over a kept connection, and"
          + " each over a new one that resumes its TLS session. The figures are the CPU time of the"
          + " server's process (not of PostgreSQL) by reports stored; the median of the rounds.",
      ""
    },
    mixinStandardHelpOptions = true)
final class SealBench implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      paramLabel = "SECONDS",
      description = "Of each kind; not measured. Default: ${DEFAULT-VALUE}")
  private int warmUp;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      paramLabel = "N",
      description = "Turns of all four kinds. Default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      paramLabel = "N",
      description = "How long each kind takes in a turn. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--server-jar",
      defaultValue = "server-war/target/platen-server.jar",
      paramLabel = "FILE",
      description = "The server to start. Default: ${DEFAULT-VALUE}")
  private Path serverJar = Path.of("");

  @Override
  public void run() {
    if (rounds < 1 || seconds < 1 || warmUp < 0) {
      throw new CommandFailure("--rounds and --seconds are at least 1");
    }
    OpenParts parts = new OpenParts();
    Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "bench-stop"));
    try (parts) {
      measure(parts, new Progress(spec.commandLine().getOut(), InstantSource.system()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void measure(OpenParts parts, Progress progress) throws InterruptedException {
    progress.step("Starting the server");
    FactoryAuthority factory = BenchServer.factory();
    BenchServer server = parts.open(() -> BenchServer.start(serverJar, Tuning.SERVICE, factory));
    ServerAddresses addresses = server.ready();
    SealLoad load = new SealLoad(addresses, server.register(addresses, factory, 1).get(0));
    List<Kind> kinds =
        List.of(
            new Kind(server, load, false, true),
            new Kind(server, load, true, true),
            new Kind(server, load, false, false),
            new Kind(server, load, true, false));
    progress.step("Warming up for " + warmUp + " s of each kind");
    kinds.forEach(kind -> load.run(Duration.ofSeconds(warmUp), kind.sealed, kind.kept));
    for (int round = 1; round <= rounds; round++) {
      kinds.forEach(kind -> kind.turn(Duration.ofSeconds(seconds)));
      progress.step("Round " + round + ": " + line(kinds));
    }
    print(kinds, load);
  }

  private static String line(List<Kind> kinds) {
    return String.format(
        Locale.ROOT,
        "kept: sealed %.2f ms, plain %.2f ms; resumed: sealed %.2f ms, plain %.2f ms",
        kinds.get(1).last(),
        kinds.get(0).last(),
        kinds.get(3).last(),
        kinds.get(2).last());
  }

  private void print(List<Kind> kinds, SealLoad load) {
    try {
      int[] sizes = load.sizes();
      JsonObject json =
          Json.createObjectBuilder()
              .add("sealedCpuMs", kinds.get(1).median())
              .add("plainCpuMs", kinds.get(0).median())
              .add("sealedResumedCpuMs", kinds.get(3).median())
              .add("plainResumedCpuMs", kinds.get(2).median())
              .add("sealedBytes", sizes[0])
              .add("plainBytes", sizes[1])
              .add("reports", kinds.stream().mapToInt(kind -> kind.reports).sum())
              .add("newConnections", kinds.get(2).reports + kinds.get(3).reports)
              .add("resumed", kinds.get(2).resumed + kinds.get(3).resumed)
              .add("rounds", rounds)
              .build();
      spec.commandLine().getOut().println(json);
      spec.commandLine().getOut().flush();
    } catch (GeneralSecurityException e) {
      throw new CommandFailure("A report cannot be sealed: " + e.getMessage(), e);
    }
  }

  /** One of the four, with what its turns cost. */
  private static final class Kind {
    private final long pid;
    private final SealLoad load;
    private final boolean sealed;
    private final boolean kept;
    private final List<Double> millis = new ArrayList<>();
    private int reports;
    private int resumed;

    Kind(BenchServer server, SealLoad load, boolean sealed, boolean kept) {
      this.pid = server.process().pid();
      this.load = load;
      this.sealed = sealed;
      this.kept = kept;
    }

    void turn(Duration time) {
      Duration before = ProcessTimes.cpu(pid);
      int earlier = load.resumed();
      int stored = load.run(time, sealed, kept);
      resumed += load.resumed() - earlier;
      millis.add(ProcessTimes.cpu(pid).minus(before).toMillis() / (double) stored);
      reports += stored;
    }

    double last() {
      return millis.get(millis.size() - 1);
    }

    BigDecimal median() {
      double middle = millis.stream().sorted().toList().get(millis.size() / 2);
      return BigDecimal.valueOf(middle).setScale(2, RoundingMode.HALF_UP);
    }
  }
}

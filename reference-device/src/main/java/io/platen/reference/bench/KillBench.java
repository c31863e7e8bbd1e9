package io.platen.reference.bench;

import io.platen.reference.CommandFailure;
import io.platen.reference.stack.DeviceIdentity;
import io.platen.reference.stack.FactoryAuthority;
import io.platen.reference.stack.OpenParts;
import io.platen.reference.stack.Progress;
import io.platen.reference.stack.ServerAddresses;
import io.platen.reference.stack.ServerProcess;
import io.platen.reference.stack.ServerProcess.Tuning;
import jakarta.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Kills server and database under load, again and again, and counts what was lost or doubled. */
@Command(
    name = "kill",
    header = "Kills the server under load; counts what was lost or stored twice.",
    description = {
      "",
      "Devices upload reports while the server is killed (SIGKILL) at random moments and started"
          + " again; every fifth time it is PostgreSQL that is killed. At the end the database must"
          + " hold each acknowledged report once, with all of its readings.",
      ""
    },
    mixinStandardHelpOptions = true)
final class KillBench implements Runnable {
  private static final int DEVICES = 4;
  // Enough for 1,000 acknowledged reports in 50 kills, also on a slow machine.
  private static final int ACKNOWLEDGED_BETWEEN = 30;
  private static final int LOADED_MILLIS = 1500;
  private static final int STARTING_MILLIS = 6000;
  private static final Duration GOES_ON_WITHIN = Duration.ofMinutes(3);
  private static final long LOOKS_EVERY_MILLIS = 20;

  /** Whom a kill meets. */
  private enum Victim {
    SERVER("the server"),
    STARTING_SERVER("the server while it starts"),
    POSTGRES("PostgreSQL");

    private static final int ROUND = 5;

    private final String text;

    Victim(String text) {
      this.text = text;
    }

    /** Every fifth time PostgreSQL; a start is a moment, too. */
    static Victim of(int kill) {
      return switch (kill % ROUND) {
        case 0 -> POSTGRES;
        case 3 -> STARTING_SERVER;
        default -> SERVER;
      };
    }
  }

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--times",
      defaultValue = "50",
      paramLabel = "N",
      description = "How many kills. Default: ${DEFAULT-VALUE}")
  private int times;

  @Option(
      names = "--server-jar",
      defaultValue = "server-war/target/platen-server.jar",
      paramLabel = "FILE",
      description = "The server to start. Default: ${DEFAULT-VALUE}")
  private Path serverJar = Path.of("");

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "NUMBER",
      description = "Chooses the random moments. Default: ${DEFAULT-VALUE}")
  private long seed;

  private final InstantSource clock = InstantSource.system();

  @Override
  public void run() {
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
    BenchServer server =
        parts.open(() -> BenchServer.start(serverJar, Tuning.QUICK_START, factory));
    ServerAddresses addresses = server.ready();
    List<DeviceIdentity> devices = server.register(addresses, factory, DEVICES);
    KillLoad load = parts.open(() -> new KillLoad(addresses, devices));
    load.start();

    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 1; i <= times; i++) {
      Victim victim = Victim.of(i);
      if (victim == Victim.STARTING_SERVER) {
        TimeUnit.MILLISECONDS.sleep(random.nextLong(STARTING_MILLIS));
      } else {
        awaitAcknowledged(server, load, load.acknowledged() + ACKNOWLEDGED_BETWEEN);
        TimeUnit.MILLISECONDS.sleep(random.nextLong(LOADED_MILLIS));
      }
      progress.step(
          "Kill " + i + ": " + victim.text + "; " + load.acknowledged() + " acknowledged so far");
      kill(victim, server);
    }
    awaitAcknowledged(server, load, load.acknowledged() + ACKNOWLEDGED_BETWEEN);
    print(progress, server, load);
  }

  private static void kill(Victim victim, BenchServer server) {
    if (victim == Victim.POSTGRES) {
      server.process().killPostgres();
    } else {
      server.process().kill();
      server.again();
    }
  }

  /** Waits until the devices got on; a server that died with its database is started again. */
  private void awaitAcknowledged(BenchServer server, KillLoad load, long wanted)
      throws InterruptedException {
    Instant deadline = clock.instant().plus(GOES_ON_WITHIN);
    boolean ready = false;
    while (load.acknowledged() < wanted) {
      load.check();
      ServerProcess process = server.process();
      if (!process.isAlive()) {
        server.again();
        ready = false;
      }
      if (!ready) {
        load.moveTo(server.ready().device());
        ready = true;
      }
      if (clock.instant().isAfter(deadline)) {
        throw new CommandFailure(
            "Nothing is acknowledged any more; look into " + server.process().log());
      }
      TimeUnit.MILLISECONDS.sleep(LOOKS_EVERY_MILLIS);
    }
  }

  private void print(Progress progress, BenchServer server, KillLoad load)
      throws InterruptedException {
    List<KillLoad.Acknowledged> acknowledged = load.finish();
    progress.step("Looking into the database");
    StoredReports.Verdict verdict = new StoredReports.Verdict(0, 0);
    try (StoredReports stored = new StoredReports(server.process().databaseUrl(server.ready()))) {
      for (KillLoad.Acknowledged each : acknowledged) {
        verdict = verdict.plus(stored.judge(each));
      }
    }
    spec.commandLine()
        .getOut()
        .println(
            Json.createObjectBuilder()
                .add("kills", times)
                .add("postgresKills", times / Victim.ROUND)
                .add("acknowledged", load.acknowledged())
                .add("lost", verdict.lost())
                .add("doubled", verdict.doubled())
                .add("resent", load.resent())
                .build());
    spec.commandLine().getOut().flush();
    if (verdict.lost() + verdict.doubled() > 0) {
      throw new CommandFailure("Reports were lost or doubled");
    }
  }
}

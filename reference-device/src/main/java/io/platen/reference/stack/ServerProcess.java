package io.platen.reference.stack;

import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** {@code platen-server.jar} on a folder of its own, with free ports on loopback. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofMinutes(3);
  private static final Duration LOOKS_EVERY = Duration.ofMillis(100);

  /** What a JVM of 512 MB heap is tuned for. */
  public enum Tuning {
    /** As a partner runs it: for figures of work. */
    SERVICE("-Xmx512m"),
    /** Half the work at start: for what starts often, or is waited for. */
    QUICK_START("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot change
    private final List<String> options;

    Tuning(String... options) {
      this.options = List.of(options);
    }
  }

  private final Path jar;
  private final Tuning tuning;
  private final Path folder;
  private final JavaProcess process;

  private ServerProcess(Path jar, Tuning tuning, Path folder, JavaProcess process) {
    this.jar = jar;
    this.tuning = tuning;
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts it and does not wait.
   *
   * @param folder holds the server's data, its configuration and its log
   * @param keys of the server's configuration, beside those for folder and ports
   */
  public static ServerProcess start(
      Path jar, Tuning tuning, Path folder, Map<String, String> keys) {
    try {
      Files.createDirectories(folder);
      writeConfiguration(folder, keys);
    } catch (IOException e) {
      throw new CommandFailure(folder + " cannot be written: " + e.getMessage(), e);
    }
    return start(jar, tuning, folder);
  }

  private static ServerProcess start(Path jar, Tuning tuning, Path folder) {
    JavaProcess process =
        JavaProcess.start(
            jar,
            tuning.options,
            List.of("--config", folder.resolve("server.conf").toString()),
            folder.resolve("server.log"));
    return new ServerProcess(jar, tuning, folder, process);
  }

  private static void writeConfiguration(Path folder, Map<String, String> keys) throws IOException {
    Properties configuration = new Properties();
    configuration.setProperty("platen.data", folder.resolve("data").toString());
    configuration.setProperty("platen.device.port", "0");
    configuration.setProperty("platen.console.port", "0");
    configuration.setProperty("platen.enrolment.port", "0");
    configuration.setProperty("platen.crl.port", "0");
    keys.forEach(configuration::setProperty);
    try (Writer writer = Files.newBufferedWriter(folder.resolve("server.conf"))) {
      configuration.store(writer, null);
    }
  }

  /** The same server again on the same folder, after it ended or was killed. */
  public ServerProcess again() {
    return start(jar, tuning, folder);
  }

  /**
   * Waits until it serves.
   *
   * @throws CommandFailure when it ends or takes too long, with its last words
   */
  public ServerAddresses awaitReady() throws InterruptedException {
    InstantSource clock = InstantSource.system();
    var deadline = clock.instant().plus(READY_WITHIN);
    while (clock.instant().isBefore(deadline)) {
      if (process.endsWithin(LOOKS_EVERY)) {
        throw new CommandFailure(
            "The server ended at its start; " + process.log() + " says:\n" + process.lastWords());
      }
      if (isReady()) {
        return ServerAddresses.read(properties());
      }
    }
    throw new CommandFailure(
        "The server was not ready within "
            + READY_WITHIN.toSeconds()
            + " s; "
            + process.log()
            + " says:\n"
            + process.lastWords());
  }

  /** A killed server leaves the file behind: its own process number tells it from an old one. */
  private boolean isReady() {
    if (!Files.exists(properties())) {
      return false;
    }
    try {
      return Files.readAllLines(properties()).contains("pid=" + process.pid());
    } catch (IOException e) {
      return false;
    }
  }

  private Path properties() {
    return data().resolve("server.properties");
  }

  public Path data() {
    return folder.resolve("data");
  }

  public Path log() {
    return process.log();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The word that the first administrator proves himself with; the server made it. */
  public String setupToken() {
    return read("setup-token");
  }

  /** JDBC URL of the embedded database, with its credentials. */
  public String databaseUrl(ServerAddresses addresses) {
    return "jdbc:postgresql://127.0.0.1:"
        + addresses.databasePort()
        + "/platen?user=platen&password="
        + databasePassword();
  }

  public String databasePassword() {
    return read("postgres-password");
  }

  private String read(String file) {
    try {
      return Files.readString(data().resolve(file)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The embedded PostgreSQL's first process, empty where none runs. */
  public Optional<ProcessHandle> postgres() {
    Path file = data().resolve("postgres").resolve("postmaster.pid");
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
              .filter(handle -> handle.info().command().orElse("").contains("postgres"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** SIGKILL to the server alone; its database lives on until the next start. */
  public void kill() {
    process.kill();
  }

  /** SIGKILL to the database and all of its sessions. */
  public void killPostgres() {
    postgres()
        .ifPresent(
            first -> {
              List<ProcessHandle> all = first.descendants().toList();
              first.destroyForcibly();
              all.forEach(ProcessHandle::destroyForcibly);
            });
  }

  /** Stops the server, and the database of one that could not stop its own. */
  @Override
  public void close() {
    process.close();
    postgres()
        .ifPresent(
            left -> {
              left.destroy();
              left.onExit().orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
            });
  }
}

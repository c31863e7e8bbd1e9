package io.platen.server.launcher;

import io.platen.server.listener.DatabasePool;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL of the server's own in the data folder: loopback only, a generated password, every
 * commit on disk.
 */
final class EmbeddedPostgres {
  private static final String USER = "platen";
  private static final String DATABASE = "platen";
  private static final Duration READY_WITHIN = Duration.ofMinutes(1);
  private static final Duration TOOL_WITHIN = Duration.ofMinutes(2);
  private static final int PID_FILE_STATUS_LINE = 7;

  private final DataFolder folder;
  private final PostgresPrograms programs;
  private final int port;
  private final int connections;

  EmbeddedPostgres(DataFolder folder, PostgresPrograms programs, int port, int connections) {
    this.folder = folder;
    this.programs = programs;
    this.port = port;
    this.connections = connections;
  }

  int port() {
    return port;
  }

  DatabasePool pool() throws IOException {
    return new DatabasePool(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE,
        USER,
        Files.readString(folder.postgresPassword()).strip(),
        connections);
  }

  /** Stops one that a killed server left, makes the database at first start, and starts it. */
  Process start() throws StartException {
    try {
      stopLeftOver();
      if (!Files.exists(folder.postgres())) {
        make();
      }
      writeSettings();
      return startAndWait();
    } catch (IOException e) {
      throw failed("cannot be started (" + e + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was not started: interrupted", e);
    }
  }

  /** Ends its sessions and stops it; what was committed is on disk. */
  void stop() {
    try {
      stop("fast");
    } catch (StartException | IOException e) {
      System.getLogger(EmbeddedPostgres.class.getName())
          .log(System.Logger.Level.WARNING, "The embedded PostgreSQL did not stop by itself", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopLeftOver() throws StartException, IOException, InterruptedException {
    Optional<ProcessHandle> left = findLeftOver();
    if (left.isEmpty()) {
      return;
    }
    System.getLogger(EmbeddedPostgres.class.getName())
        .log(
            System.Logger.Level.INFO,
            "Stopping the PostgreSQL (process {0}) that the last run left on {1}",
            Long.toString(left.get().pid()),
            folder.postgres());
    try {
      stop("fast");
    } catch (StartException e) {
      stop("immediate");
    }
  }

  private Optional<ProcessHandle> findLeftOver() throws IOException {
    return findPidFile()
        .map(lines -> Long.parseLong(lines.get(0).strip()))
        .flatMap(ProcessHandle::of)
        // After a restart of the machine another program may have the number.
        .filter(handle -> handle.info().command().orElse("").contains("postgres"));
  }

  private Optional<List<String>> findPidFile() throws IOException {
    try {
      List<String> lines = Files.readAllLines(folder.postgres().resolve("postmaster.pid"));
      return lines.isEmpty() ? Optional.empty() : Optional.of(lines);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private void make() throws StartException, IOException, InterruptedException {
    PrivateFiles.write(
        folder.postgresPassword(),
        (PrivateFiles.newSecret() + "\n").getBytes(StandardCharsets.US_ASCII));
    Path part = folder.postgres().resolveSibling("postgres.part");
    PrivateFiles.deleteTree(part);
    run(
        "",
        programs.command(
            "initdb",
            "--pgdata=" + part,
            "--username=" + USER,
            "--pwfile=" + folder.postgresPassword(),
            "--auth=scram-sha-256",
            "--encoding=UTF-8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions"));
    run(
        "CREATE DATABASE " + DATABASE + ";\n",
        programs.command("postgres", "--single", "-D", part.toString(), "postgres"));
    Files.writeString(
        part.resolve("postgresql.conf"),
        "include 'platen.conf'\n",
        java.nio.file.StandardOpenOption.APPEND);
    Files.move(part, folder.postgres(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void writeSettings() throws IOException {
    PrivateFiles.write(
        folder.postgres().resolve("platen.conf"),
        String.join(
                "\n",
                "# Written at each start of the server.",
                "listen_addresses = '127.0.0.1'",
                "port = " + port,
                "unix_socket_directories = ''",
                "max_connections = " + (connections + 20),
                "fsync = on",
                "synchronous_commit = on",
                "full_page_writes = on",
                "timezone = 'UTC'",
                "log_timezone = 'UTC'",
                "jit = off",
                "logging_collector = on",
                "log_directory = 'log'",
                "log_filename = 'postgresql-%a.log'",
                "log_rotation_age = 1d",
                "log_truncate_on_rotation = on",
                "")
            .getBytes(StandardCharsets.US_ASCII));
  }

  private Process startAndWait() throws StartException, IOException, InterruptedException {
    Path log = folder.run().resolve("postgres.log");
    Process process =
        new ProcessBuilder(programs.detached("postgres", "-D", folder.postgres().toString()))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .redirectInput(Redirect.from(devNull().toFile()))
            .start();
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (System.nanoTime() - deadline < 0) {
      if (process.waitFor(25, TimeUnit.MILLISECONDS)) {
        throw failed("ended at once: " + Files.readString(log), null);
      }
      if (isReady(process)) {
        return process;
      }
    }
    process.destroyForcibly();
    throw failed("was not ready within " + READY_WITHIN.toSeconds() + " s", null);
  }

  private boolean isReady(Process process) throws IOException {
    return findPidFile()
        .filter(lines -> lines.size() > PID_FILE_STATUS_LINE)
        .filter(lines -> lines.get(0).strip().equals(Long.toString(process.pid())))
        .filter(lines -> lines.get(PID_FILE_STATUS_LINE).strip().equals("ready"))
        .isPresent();
  }

  private void stop(String mode) throws StartException, IOException, InterruptedException {
    run(
        "",
        programs.command(
            "pg_ctl", "stop", "-D", folder.postgres().toString(), "-m", mode, "-w", "-t", "20"));
  }

  private void run(String input, List<String> command)
      throws StartException, IOException, InterruptedException {
    Path output = Files.createTempFile(folder.run(), "tool", ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.US_ASCII));
    }
    if (!process.waitFor(TOOL_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw failed("did not answer: " + command, null);
    }
    String said = Files.readString(output);
    Files.delete(output);
    if (process.exitValue() != 0) {
      throw failed("answers " + said.strip(), null);
    }
  }

  private static Path devNull() {
    return Path.of(System.getProperty("os.name", "").startsWith("Win") ? "NUL" : "/dev/null");
  }

  private StartException failed(String what, @org.jspecify.annotations.Nullable Throwable cause) {
    return new StartException(
        ExitCode.START_FAILED,
        "The embedded PostgreSQL in "
            + folder.postgres()
            + " "
            + what.strip()
            + ". Look into its folder log/, or name another database with platen.db.url.",
        cause);
  }
}

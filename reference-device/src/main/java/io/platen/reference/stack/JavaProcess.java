package io.platen.reference.stack;

import io.platen.reference.CommandFailure;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A child process on the Java of this process; what it prints goes to a file. */
public final class JavaProcess implements AutoCloseable {
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);
  private static final int LAST_LINES = 15;

  private final Process process;
  private final Path log;

  private JavaProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts {@code java OPTIONS -jar JAR ARGUMENTS}.
   *
   * @throws CommandFailure when the jar is not there or the process cannot start
   */
  public static JavaProcess start(
      Path jar, List<String> options, List<String> arguments, Path log) {
    if (!Files.isRegularFile(jar)) {
      throw new CommandFailure(
          jar + " is not there: build it with ./mvnw package, or name another file");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log.toFile()))
              .start();
      return new JavaProcess(process, log);
    } catch (IOException e) {
      throw new CommandFailure(jar + " cannot be started: " + e.getMessage(), e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits a moment; true when the process has ended in it. */
  public boolean endsWithin(Duration moment) throws InterruptedException {
    return process.waitFor(moment.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The last lines that it printed, for a message. */
  public String lastWords() {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
      List<String> all = lines.toList();
      return String.join(
          System.lineSeparator(), all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
    } catch (IOException e) {
      return "(" + log + " cannot be read: " + e.getMessage() + ")";
    }
  }

  public Path log() {
    return log;
  }

  /** SIGKILL, as a power cut would; returns when the process is gone. */
  public void kill() {
    process.destroyForcibly();
    join();
  }

  /** SIGTERM, and SIGKILL to one that does not end. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  private void join() {
    boolean interrupted = Thread.interrupted();
    process.onExit().join();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.platen.conformance.adapter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the vendor's executable once a command: {@code ADAPTER COMMAND SESSION [ARGUMENT...]}. It
 * prints to files, so that a device that it leaves running in the background, and that inherits its
 * output, keeps nobody waiting.
 */
public final class ProcessAdapter implements Adapter {
  private static final long MOST = 64 * 1024;
  private static final long MOST_NOTES = 16 * 1024 * 1024;
  private static final long SLICE_MILLIS = 20;

  private final List<String> executable;
  private final Map<AdapterCommand, Duration> limits;
  private final InstantSource clock;

  /**
   * @param executable with the arguments that come before the command, if any
   * @param limits how long a command may take, where it is another time than usual
   */
  public ProcessAdapter(
      List<String> executable, Map<AdapterCommand, Duration> limits, InstantSource clock) {
    this.executable = List.copyOf(executable);
    this.limits = Map.copyOf(limits);
    this.clock = clock;
  }

  @Override
  public Reply run(AdapterCommand command, Path session, List<String> arguments) {
    try {
      Path out = Files.createTempFile("platen-adapter", ".out");
      Path err = Files.createTempFile("platen-adapter", ".err");
      try {
        return run(command, session, arguments, out, err);
      } catch (AdapterFault e) {
        throw new AdapterFault(
            "The adapter failed at \"" + command.word() + "\": " + e.getMessage() + said(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new AdapterFault(
          "The adapter cannot be run at \"" + command.word() + "\": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AdapterFault("The suite was ended during \"" + command.word() + "\"");
    }
  }

  private Reply run(
      AdapterCommand command, Path session, List<String> arguments, Path out, Path err)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(executable);
    line.add(command.word());
    line.add(session.toAbsolutePath().toString());
    line.addAll(arguments);
    Process process =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    try {
      await(process, limits.getOrDefault(command, command.limit()), out, err);
    } finally {
      end(process);
    }
    if (process.exitValue() != 0) {
      throw new AdapterFault("it ended with exit status " + process.exitValue());
    }
    return Reply.read(text(out));
  }

  private void await(Process process, Duration limit, Path out, Path err)
      throws IOException, InterruptedException {
    Instant deadline = clock.instant().plus(limit);
    while (!process.waitFor(SLICE_MILLIS, TimeUnit.MILLISECONDS)) {
      if (Files.size(out) > MOST || Files.size(err) > MOST_NOTES) {
        throw new AdapterFault("it prints without end");
      }
      if (clock.instant().isAfter(deadline)) {
        throw new AdapterFault("no answer within its limit of " + limit.toSeconds() + " s");
      }
    }
    if (Files.size(out) > MOST) {
      throw new AdapterFault("it printed more than " + MOST + " bytes");
    }
  }

  /** What is left of one that does not end by itself; one that has ended keeps its children. */
  private static void end(Process process) throws InterruptedException {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  /** The last line of what it wrote to standard error. */
  private static String said(Path err) throws IOException {
    return text(err)
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((first, second) -> second)
        .map(line -> "; it said: " + line.strip())
        .orElse("");
  }

  /** Whatever is no UTF-8 in it is no answer either, and shows as such. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}

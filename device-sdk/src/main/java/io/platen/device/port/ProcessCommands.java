package io.platen.device.port;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs as processes of their own, with a limit to how long they run. */
public final class ProcessCommands implements Commands {
  private static final int MOST_MESSAGE = 500;

  private final Duration limit;

  /**
   * @param limit after which a program is killed
   */
  public ProcessCommands(Duration limit) {
    this.limit = limit;
  }

  /** Output goes through files: a pipe that nobody empties would stop the program. */
  @Override
  public String run(List<String> command, String input) throws IOException {
    Path output = Files.createTempFile("platen", ".out");
    Path errors = Files.createTempFile("platen", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(Redirect.to(output.toFile()))
              .redirectError(Redirect.to(errors.toFile()))
              .start();
      feed(process, input);
      demandEnd(process, command.get(0), errors);
      return Files.readString(output);
    } finally {
      Files.deleteIfExists(output);
      Files.deleteIfExists(errors);
    }
  }

  /** A program that ends without reading all is judged by its status. */
  private static void feed(Process process, String input) {
    try (OutputStream to = process.getOutputStream()) {
      to.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      System.getLogger(ProcessCommands.class.getName())
          .log(System.Logger.Level.DEBUG, "A program did not read its input", e);
    }
  }

  private void demandEnd(Process process, String program, Path errors) throws IOException {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(program + " did not end within " + limit.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException(program + " was interrupted").initCause(e);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      String text = Files.readString(errors).strip();
      throw new IOException(
          program
              + " ended with status "
              + process.exitValue()
              + ": "
              + text.substring(0, Math.min(text.length(), MOST_MESSAGE)));
    }
  }
}

package io.platen.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** Programs of others, called as a person would, in a folder. */
public final class Peer {
  private final Path folder;

  public Peer(Path folder) {
    this.folder = folder;
  }

  /**
   * Without the program the test is skipped with a line that says so, unless
   * PLATEN_PEERS_REQUIRED=true demands it.
   */
  public static void demand(String aptPackage, String program) {
    boolean there =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    if (there) {
      return;
    }
    String line = "No " + program + ": apt-get install " + aptPackage;
    if ("true".equals(System.getenv("PLATEN_PEERS_REQUIRED"))) {
      throw new IllegalStateException(line);
    }
    System.err.println("A test against a program of others is skipped. " + line);
    throw new TestAbortedException(line);
  }

  /** What it wrote; it must end well. */
  public String run(String... command) throws IOException, InterruptedException {
    Run run = tried(Map.of(), command);
    assertThat(run.status()).as(String.join(" ", command) + "\n" + run.said()).isZero();
    return run.said();
  }

  /** How a program ended, and what it wrote. */
  public record Run(int status, String said) {}

  public Run tried(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("Still running: " + String.join(" ", command));
    }
    return new Run(process.exitValue(), said);
  }
}

package io.platen.server.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The real {@code platen-server.jar} in a process of its own. */
public final class ServerProcess implements AutoCloseable {
  private static final Path JAR = Path.of("target", "platen-server.jar");

  private final Process process;
  private final List<String> output = new ArrayList<>();

  private ServerProcess(Process process) {
    this.process = process;
  }

  /** Starts it and returns when it says that it is ready, or has ended. */
  public static ServerProcess start(Path folder, String... lines) throws IOException {
    Path config = Files.write(folder.resolve("server.properties"), List.of(lines));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx400m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-jar",
            JAR.toAbsolutePath().toString(),
            "--config",
            config.toString(),
            "--data",
            folder.resolve("data").toString());
    ServerProcess server =
        new ServerProcess(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(folder.toFile())
                .start());
    server.readUntil("Platen server is ready");
    return server;
  }

  /** Reads on until a line holds the words, or the process has ended. */
  public void readUntil(String words) throws IOException {
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      output.add(line);
      if (line.contains(words)) {
        return;
      }
    }
  }

  public String output() {
    return String.join("\n", output);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it wrote for programs when it was ready. */
  public static Properties addresses(Path folder) throws IOException {
    Properties properties = new Properties();
    try (InputStream file = Files.newInputStream(folder.resolve("data/server.properties"))) {
      properties.load(file);
    }
    return properties;
  }

  /** Runs another command of the same jar on the same folder, to its end. */
  public static ServerProcess run(Path folder, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-jar", JAR.toAbsolutePath().toString()));
    command.addAll(List.of(words));
    command.addAll(List.of("--data", folder.resolve("data").toString()));
    ServerProcess process =
        new ServerProcess(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(folder.toFile())
                .start());
    process.readUntil("\0");
    process.exitStatus();
    return process;
  }

  /** As {@code kill -9}. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As Ctrl-C or {@code kill}; the exit status. */
  public int stop() throws IOException, InterruptedException {
    // Process.destroy would close the output too.
    process.toHandle().destroy();
    readUntil("\0");
    return exitStatus();
  }

  public int exitStatus() throws InterruptedException {
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("Still running:\n" + output());
    }
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    process.toHandle().destroy();
    readUntil("\0");
  }
}

package io.platen.device.testing;

import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** A program that others wrote, running on loopback for one test. */
public final class ForeignProcess implements AutoCloseable {
  private final Process process;

  private ForeignProcess(Process process) {
    this.process = process;
  }

  /** Its output goes to the file {@code log} of the folder. */
  public static ForeignProcess start(
      Path folder, Map<String, String> environment, List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().putAll(environment);
    return new ForeignProcess(builder.start());
  }

  /**
   * Where the first of these programs is that is installed. Without one the test is skipped with a
   * line that says so, unless PLATEN_PEERS_REQUIRED=true demands them.
   *
   * @param aptPackage that brings it on Debian
   */
  public static Path demand(String aptPackage, String... names) {
    boolean required = "true".equals(System.getenv("PLATEN_PEERS_REQUIRED"));
    return demand(required, aptPackage, names);
  }

  static Path demand(boolean required, String aptPackage, String... names) {
    Optional<Path> program = find(names);
    if (program.isPresent()) {
      return program.get();
    }
    String line = "No " + String.join(" or ", names) + ": apt-get install " + aptPackage;
    if (required) {
      throw new IllegalStateException(line);
    }
    System.err.println("A test against a program of others is skipped. " + line);
    throw new TestAbortedException(line);
  }

  private static Optional<Path> find(String... names) {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    for (String folder : path.split(File.pathSeparator, -1)) {
      for (String name : names) {
        Path program = Path.of(folder, name);
        if (Files.isExecutable(program)) {
          return Optional.of(program);
        }
      }
    }
    return Optional.empty();
  }

  /** A UDP port of loopback that was free just now. */
  public static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it has ended by itself. */
  public void await() throws InterruptedException {
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}

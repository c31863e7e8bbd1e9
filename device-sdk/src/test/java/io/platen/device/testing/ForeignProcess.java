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

  /**
   * The same for the account that this runs under.
   *
   * @param why a test needs root
   */
  public static void demandRoot(String why) {
    boolean required = "true".equals(System.getenv("PLATEN_PEERS_REQUIRED"));
    demandRoot(required, System.getProperty("user.name"), why);
  }

  static void demandRoot(boolean required, String account, String why) {
    if (!"root".equals(account)) {
      throw absent(required, why + ": run this as root");
    }
  }

  static Path demand(boolean required, String aptPackage, String... names) {
    return find(names)
        .orElseThrow(
            () ->
                absent(
                    required,
                    "No " + String.join(" or ", names) + ": apt-get install " + aptPackage));
  }

  private static RuntimeException absent(boolean required, String line) {
    if (required) {
      return new IllegalStateException(line);
    }
    System.err.println("A test against a program of others is skipped. " + line);
    return new TestAbortedException(line);
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

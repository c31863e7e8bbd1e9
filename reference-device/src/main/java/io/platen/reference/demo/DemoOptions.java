package io.platen.reference.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What the demo starts.
 *
 * @param folder everything is written there; what the last demo left in it is deleted
 * @param speed how fast time runs for the simulated printers; 0 stops it
 * @param failHealth whether what an update puts on trial fails its health check
 * @param server further keys of the server's configuration
 */
public record DemoOptions(
    Path folder,
    Path serverJar,
    Path deviceJar,
    double speed,
    boolean failHealth,
    Map<String, String> server) {

  public DemoOptions {
    server = Map.copyOf(server);
  }

  private static final Duration TRIAL = Duration.ofSeconds(90);

  /** Who wants to see it fail does not wait for long. */
  private static final Duration FAILING_TRIAL = Duration.ofSeconds(30);

  /** Of a server as it comes. */
  public DemoOptions(
      Path folder, Path serverJar, Path deviceJar, double speed, boolean failHealth) {
    this(folder, serverJar, deviceJar, speed, failHealth, Map.of());
  }

  /** How long an update may take to prove itself. */
  Duration trial() {
    return failHealth ? FAILING_TRIAL : TRIAL;
  }
}

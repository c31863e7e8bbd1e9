package io.platen.reference.demo;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the demo starts.
 *
 * @param folder everything is written there; what the last demo left in it is deleted
 * @param speed how fast time runs for the simulated printers; 0 stops it
 * @param failHealth whether what an update puts on trial fails its health check
 */
public record DemoOptions(
    Path folder, Path serverJar, Path deviceJar, double speed, boolean failHealth) {

  private static final Duration TRIAL = Duration.ofSeconds(90);

  /** Who wants to see it fail does not wait for long. */
  private static final Duration FAILING_TRIAL = Duration.ofSeconds(30);

  /** Of a device that is well. */
  public DemoOptions(Path folder, Path serverJar, Path deviceJar, double speed) {
    this(folder, serverJar, deviceJar, speed, false);
  }

  /** How long an update may take to prove itself. */
  Duration trial() {
    return failHealth ? FAILING_TRIAL : TRIAL;
  }
}

package io.platen.reference.release;

import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Parameters;

/** Which desk a command works on. */
final class DeskOption {
  @Parameters(paramLabel = "DESK", description = "The desk's folder.")
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  Path folder() {
    return folder;
  }

  Desk open() {
    return Desk.open(folder, Clock.systemUTC());
  }
}

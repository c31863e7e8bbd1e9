package io.platen.device.update.service;

import io.platen.device.port.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * The latest time that the device knows to be past, whatever its clock says; kept over a restart.
 * [PLT-UPD-306] [PLT-UPD-307]
 */
public final class ClockFloor {
  private static final String FILE = "update-time";

  private final Storage storage;
  private Instant floor;

  /**
   * @param built when what runs here was built
   */
  public ClockFloor(Storage storage, Instant built) throws IOException {
    this.storage = storage;
    Instant kept = storage.read(FILE).map(ClockFloor::parse).orElse(built);
    this.floor = later(kept, built);
  }

  private static Instant parse(byte[] file) {
    try {
      return Instant.parse(new String(file, StandardCharsets.US_ASCII).strip());
    } catch (DateTimeException e) { // damaged: as if nothing was ever heard
      return Instant.MIN;
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** What time it is, when a server says that it is {@code heard}. */
  public Instant now(Instant heard) {
    return later(floor, heard);
  }

  /** It is past now. */
  void lift(Instant time) throws IOException {
    if (time.isAfter(floor)) {
      storage.write(FILE, (time + "\n").getBytes(StandardCharsets.US_ASCII));
      floor = time;
    }
  }
}

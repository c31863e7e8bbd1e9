package io.platen.device.update.service;

import io.platen.device.port.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** That somebody at the site agrees, left in the data folder by another process. [PLT-UPD-209] */
public final class Consent {
  private static final String FILE = "update-consent";

  private Consent() {}

  /** Leaves it for the device that runs. */
  public static void give(Storage storage, String release) throws IOException {
    storage.write(FILE, release.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether it was given for this release, and not for another. */
  static boolean isGiven(Storage storage, String release) throws IOException {
    return storage
        .read(FILE)
        .map(file -> new String(file, StandardCharsets.UTF_8).strip().equals(release))
        .orElse(false);
  }
}

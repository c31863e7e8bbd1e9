package io.platen.device.update;

import io.platen.device.port.Storage;
import io.platen.device.update.UpdateStatus.Waits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an update waits for, for people who look from another process: four lines. */
final class WaitsFile {
  private static final String NAME = "update-waits";

  private final Storage storage;
  private @Nullable String last;

  WaitsFile(Storage storage) {
    this.storage = storage;
  }

  /** The same again is not worth a write. */
  void keep(String release, @Nullable Waits waits) throws IOException {
    String text = waits == null ? "" : text(release, waits);
    if (last == null) {
      last = new String(storage.read(NAME).orElse(new byte[0]), StandardCharsets.UTF_8);
    }
    if (!text.equals(last)) {
      storage.write(NAME, text.getBytes(StandardCharsets.UTF_8));
      last = text;
    }
  }

  private static String text(String release, Waits waits) {
    Instant until = waits.until();
    return String.join(
        "\n",
        release,
        waits.what(),
        until == null ? "" : until.toString(),
        waits.why().replace('\n', ' '));
  }

  /** Empty where that release waits for nothing, or it cannot be read. */
  static Optional<Waits> read(Storage storage, @Nullable String release) throws IOException {
    String[] lines =
        new String(storage.read(NAME).orElse(new byte[0]), StandardCharsets.UTF_8).split("\n", -1);
    if (lines.length != 4 || !lines[0].equals(release)) {
      return Optional.empty();
    }
    try {
      Instant until = lines[2].isEmpty() ? null : Instant.parse(lines[2]);
      return Optional.of(new Waits(lines[1], until, lines[3]));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

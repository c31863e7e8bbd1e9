package io.platen.device.update;

import io.platen.device.port.Storage;
import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * How far the content is, for people who look from another process. It is written in place and not
 * asked onto the disk: after a loss of power the slot itself tells.
 */
final class ProgressFile {
  private static final Logger LOG = System.getLogger(ProgressFile.class.getName());
  private static final String NAME = "update-progress";
  private static final int WIDTH = 80;
  private static final int STEPS = 50;

  private final Storage storage;
  private String last = "";

  ProgressFile(Storage storage) {
    this.storage = storage;
  }

  /** What cannot be noted is not worth ending an update. */
  void at(ComponentName component, long done, long of) {
    String coarse = component.token() + done * STEPS / of;
    if (coarse.equals(last)) {
      return;
    }
    last = coarse;
    String line =
        String.format(
            Locale.ROOT, "%-" + (WIDTH - 1) + "s\n", component.token() + " " + done + " " + of);
    try (FileChannel file = storage.open(NAME)) {
      file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)), 0);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The progress of an update was not noted", e);
    }
  }

  /** Empty where nothing is known. */
  static Optional<UpdateStatus.Progress> read(Storage storage) throws IOException {
    String[] words =
        new String(storage.read(NAME).orElse(new byte[0]), StandardCharsets.US_ASCII)
            .strip()
            .split(" ", -1);
    if (words.length != 3 || !words[1].matches("\\d{1,18}") || !words[2].matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(
        new UpdateStatus.Progress(words[0], Long.parseLong(words[1]), Long.parseLong(words[2])));
  }
}

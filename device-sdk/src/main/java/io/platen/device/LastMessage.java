package io.platen.device;

import io.platen.device.port.FolderStorage;
import io.platen.device.port.Storage;
import io.platen.device.report.LastSent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The last report that a device sent, in clear: readable by other processes of the same account
 * while it runs, and after. PLT-PRV-003.
 *
 * @param sent when
 * @param host to which
 * @param answer in words
 * @param body the XML as it was sent, unpacked
 */
public record LastMessage(Instant sent, URI host, String answer, String body) {

  /**
   * Reads what the device of this data folder sent last; empty where none ever sent anything.
   *
   * @throws IOException when it cannot be read, or the key that it was stored under is gone
   */
  public static Optional<LastMessage> read(Path dataFolder) throws IOException {
    return read(new FolderStorage(dataFolder));
  }

  static Optional<LastMessage> read(Storage storage) throws IOException {
    return LastSent.read(storage)
        .map(
            message ->
                new LastMessage(message.at(), message.host(), message.answer(), message.body()));
  }
}

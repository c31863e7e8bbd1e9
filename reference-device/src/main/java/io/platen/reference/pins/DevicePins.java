package io.platen.reference.pins;

import io.platen.device.port.FolderStorage;
import io.platen.device.printer.web.Pins;
import io.platen.device.printer.web.StoredPins;
import io.platen.reference.CommandFailure;
import io.platen.reference.device.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The pins of the device of a configuration. */
final class DevicePins {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The device's configuration, device.properties.")
  @SuppressWarnings("NullAway.Init")
  private Path config;

  <T> T with(Function<Pins, T> work) {
    Path data = DataFolder.of(config);
    if (!Files.isDirectory(data)) {
      throw new CommandFailure(
          "No device has run with the data folder " + data + " yet; it knows no certificates");
    }
    try {
      return work.apply(new StoredPins(new FolderStorage(data)));
    } catch (IOException | IllegalStateException e) {
      throw new CommandFailure(
          "The pins in "
              + data
              + " cannot be used: "
              + e.getMessage()
              + ". Run this as the account that the device runs as",
          e);
    }
  }
}

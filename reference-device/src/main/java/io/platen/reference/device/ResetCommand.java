package io.platen.reference.device;

import io.platen.device.Device;
import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the device forget all, as when it is installed anew. */
@Command(
    name = "reset",
    description = {
      "Deletes all that the device has remembered: reports that wait, settings from the server, and"
          + " the keys that it has made.",
      "A device that was enrolled needs a new activation code then; a certificate from files stays."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class ResetCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The device's configuration, device.properties.")
  private Path config;

  @Option(names = "--yes", description = "Does it. Without this nothing is deleted.")
  private boolean confirmed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Path data = DeviceProperties.read(config).data();
    if (!confirmed) {
      throw new CommandFailure(
          "This deletes the device's memory in "
              + data
              + ", and reports that wait there are lost. Stop the device, then say --yes");
    }
    if (Files.isDirectory(data)) {
      reset(data);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("The device has forgotten all; its next report begins a new epoch");
    out.flush();
    return 0;
  }

  private static void reset(Path data) {
    try {
      Device.reset(data);
    } catch (IOException e) {
      throw new CommandFailure("Not all in " + data + " could be deleted: " + e, e);
    }
  }
}

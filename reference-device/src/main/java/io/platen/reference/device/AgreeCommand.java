package io.platen.reference.device;

import io.platen.device.Device;
import io.platen.device.update.UpdateStatus;
import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Somebody at the site agrees to an update that waits for it. */
@Command(
    name = "agree",
    description = {
      "Agrees that the device installs the release that waits for consent.",
      "The device that runs with this configuration goes on within a minute."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class AgreeCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The device's configuration, device.properties.")
  private Path config;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Path data = DataFolder.of(config);
    try {
      UpdateStatus status =
          UpdateStatus.read(data)
              .orElseThrow(() -> new CommandFailure("The device of " + data + " has no updates"));
      String release = status.release();
      if (release == null || !status.waitsForConsent()) {
        throw new CommandFailure("No update waits for consent; platen-device status tells more");
      }
      Device.agree(data, release);
      PrintWriter out = spec.commandLine().getOut();
      out.println("Agreed to release " + release);
      out.flush();
      return 0;
    } catch (IOException e) {
      throw new CommandFailure("The data folder " + data + " cannot be used: " + e.getMessage(), e);
    }
  }
}

package io.platen.reference.device;

import io.platen.device.CycleOutcome;
import io.platen.device.Device;
import io.platen.device.DeviceConfig;
import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the device until someone stops it. */
@Command(
    name = "run",
    description = "Runs the device: finds printers, reads them, and reports to the server.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The device's configuration, device.properties.")
  private Path config;

  @Option(names = "--once", description = "Runs one cycle and ends: 0 where all was sent, else 1.")
  private boolean once;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    DeviceConfig settings = DeviceProperties.read(config).config();
    Device device = open(settings);
    // The first signal ends the cycle that runs, closes the store, and leaves no thread.
    Thread closer = new Thread(device::close, "platen-device-stop");
    Runtime.getRuntime().addShutdownHook(closer);
    if (once) {
      return once(device, closer);
    }
    device.start();
    new CountDownLatch(1).await(); // the shutdown hook ends this
    return 0;
  }

  private Device open(DeviceConfig settings) {
    try {
      return Device.open(settings, new Progress(spec.commandLine().getOut()));
    } catch (IOException e) {
      throw new CommandFailure("The device cannot start: " + e.getMessage(), e);
    }
  }

  private static int once(Device device, Thread closer) throws InterruptedException {
    try (device) {
      return device.runOnce().kind() == CycleOutcome.Kind.DONE ? 0 : 1;
    } finally {
      removeHook(closer);
    }
  }

  private static void removeHook(Thread closer) {
    try {
      Runtime.getRuntime().removeShutdownHook(closer);
    } catch (IllegalStateException e) {
      // The process ends already, and the hook has done its work.
      closer.interrupt();
    }
  }
}

package io.platen.reference.device;

import io.platen.device.CycleOutcome;
import io.platen.device.Device;
import io.platen.device.DeviceConfig;
import io.platen.device.Enrolment;
import io.platen.device.UninstalledException;
import io.platen.device.update.Probe;
import io.platen.protocol.release.ComponentName;
import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the device until someone stops it. */
@Command(
    name = "run",
    description = {
      "Runs the device: finds printers, reads them, and reports to the server.",
      "",
      "A device without a certificate enrols first, with the activation code or activation string"
          + " that the server has shown: set activation in the configuration, e.g.",
      "  activation=7KQ2-9F3M-T8WX-R5VN-5",
      "It makes its own key, gets a certificate for it, and renews it by itself. Where a person"
          + " has to approve it at the server, it shows four words that the server must show too."
    },
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

  @Option(
      names = "--fail-health",
      description = {
        "Whatever is on trial after an update counts as not healthy: shows how the device returns"
            + " to what ran before."
      })
  private boolean failHealth;

  @Spec private CommandSpec spec;

  private final RunningProcess process = new RunningProcess();

  @Override
  public Integer call() throws InterruptedException {
    try (Watchdog watchdog = Watchdog.of(System.getenv())) {
      return run(watchdog);
    }
  }

  private int run(Watchdog watchdog) throws InterruptedException {
    DeviceProperties properties = DeviceProperties.read(config);
    try {
      Device.finishUninstall(properties.data());
    } catch (UninstalledException e) {
      spec.commandLine().getOut().println(e.getMessage());
      return 0;
    } catch (IOException e) {
      throw new CommandFailure("The device cannot be wiped: " + e.getMessage(), e);
    }
    Optional<SimulatedFlash> flash = properties.flash();
    while (true) {
      // Built anew each time: after a redirect another server is the device's.
      DeviceConfig settings =
          properties.config(process, flash.map(each -> each.updates(process::update, ownProbe())));
      watchdog.ready();
      if (Enrolment.isNeeded(settings) && !enrol(settings)) {
        return 1;
      }
      flash.ifPresent(this::boot);
      Device device = open(settings);
      // The first signal ends the cycle that runs, closes the store, and leaves no thread.
      Thread closer = new Thread(() -> stop(watchdog, device), "platen-device-stop");
      Runtime.getRuntime().addShutdownHook(closer);
      if (once) {
        return once(device, closer);
      }
      device.start();
      watchdog.watch(device::health);
      RunningProcess.Ask ask = process.await(); // or the shutdown hook ends this
      device.close();
      removeHook(closer);
      if (ask.anew().isEmpty() && !ask.again()) {
        return ask.status();
      }
      spec.commandLine()
          .getOut()
          .println(
              ask.again()
                  ? "Begins at its new server"
                  : "Restarts for its update: " + names(ask.anew()));
    }
  }

  private static void stop(Watchdog watchdog, Device device) {
    watchdog.close();
    device.close();
  }

  /** What a bootloader would do. */
  private void boot(SimulatedFlash flash) {
    try {
      PrintWriter out = spec.commandLine().getOut();
      flash.start().forEach(out::println);
      out.flush();
    } catch (IOException e) {
      throw new CommandFailure("The simulated flash cannot start: " + e.getMessage(), e);
    }
  }

  private static String names(Set<ComponentName> components) {
    return components.stream().map(ComponentName::token).collect(Collectors.joining(", "));
  }

  /** What the device tells of itself to an update that is on trial. */
  Probe ownProbe() {
    return new Probe() {
      @Override
      public String name() {
        return "self-test";
      }

      @Override
      public Finding look() {
        return failHealth ? Finding.bad("it was started with --fail-health") : Finding.GOOD;
      }
    };
  }

  /** Whether the device can go on. */
  private boolean enrol(DeviceConfig settings) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    EnrolmentProgress progress = new EnrolmentProgress(out);
    try (Enrolment enrolment = Enrolment.of(settings, progress)) {
      Thread closer = new Thread(enrolment::close, "platen-enrolment-stop");
      Runtime.getRuntime().addShutdownHook(closer);
      try {
        return progress.ended(enrolment.run(), settings.isEnrolled());
      } finally {
        removeHook(closer);
      }
    } catch (IOException e) {
      throw new CommandFailure("The device cannot enrol: " + e.getMessage(), e);
    }
  }

  private Device open(DeviceConfig settings) {
    try {
      return Device.open(settings, new Progress(spec.commandLine().getOut(), process));
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

package io.platen.reference.pins;

import io.platen.device.printer.web.Pins;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what is known. */
@Command(
    name = "list",
    description = "Prints host and port, SHA-256 fingerprint and since when, one a line.",
    mixinStandardHelpOptions = true)
final class PinsListCommand implements Callable<Integer> {
  @Mixin private DevicePins device = new DevicePins();

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    device
        .with(Pins::all)
        .forEach((host, pin) -> out.println(host + " " + pin.fingerprint() + " " + pin.since()));
    out.flush();
    return 0;
  }
}

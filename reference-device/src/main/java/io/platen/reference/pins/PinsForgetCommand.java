package io.platen.reference.pins;

import io.platen.reference.CommandFailure;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets the next certificate of a printer count as its first. */
@Command(
    name = "forget",
    description = {
      "Forgets a printer's certificate: the next one that it shows counts as its first.",
      "The device may run meanwhile. Do it when the printer was replaced or got a new certificate."
    },
    mixinStandardHelpOptions = true)
final class PinsForgetCommand implements Callable<Integer> {
  @Mixin private DevicePins device = new DevicePins();

  @Parameters(paramLabel = "HOST:PORT", description = "As the refusal and pins list have it.")
  @SuppressWarnings("NullAway.Init")
  private String host;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    if (!device.with(pins -> pins.forget(host))) {
      throw new CommandFailure(
          "No certificate of " + host + " is known; pins list shows which are, with their ports");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("Forgotten: the next certificate of " + host + " counts as its first.");
    out.flush();
    return 0;
  }
}

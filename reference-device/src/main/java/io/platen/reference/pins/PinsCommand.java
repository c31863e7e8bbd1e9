package io.platen.reference.pins;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Certificates of printers. */
@Command(
    name = "pins",
    header = "Lists and forgets the certificates that printers have shown.",
    description = {
      "",
      "A printer signs its own certificate. The device remembers the one that it shows first and"
          + " asks nothing of a printer that shows another one, until the first one is forgotten.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    mixinStandardHelpOptions = true,
    subcommands = {PinsListCommand.class, PinsForgetCommand.class})
public final class PinsCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say what to do, e.g. pins forget --config device.properties 192.0.2.17:443");
  }
}

package io.platen.conformance;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Names what is tested. */
@Command(
    name = "run",
    description = "Runs the tests against a server, or against a device through an adapter.",
    synopsisSubcommandLabel = "(server | device)",
    mixinStandardHelpOptions = true,
    subcommands = {RunServerCommand.class, RunDeviceCommand.class})
final class RunCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name what to test: run server, or run device");
  }
}

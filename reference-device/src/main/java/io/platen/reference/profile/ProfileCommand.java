package io.platen.reference.profile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Printer profiles: what is known of each maker's printers. */
@Command(
    name = "profile",
    header = "Checks and lists printer profiles: what is known of each maker's printers.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    mixinStandardHelpOptions = true,
    subcommands = {ProfileCheckCommand.class, ProfileListCommand.class})
public final class ProfileCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do, e.g. profile check my-model.xml");
  }
}

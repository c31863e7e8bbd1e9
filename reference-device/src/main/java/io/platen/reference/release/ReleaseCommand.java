package io.platen.reference.release;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The OEM's release desk. */
@Command(
    name = "release",
    header = "The release desk: signs software for devices, and publishes it.",
    description = {
      "",
      "A desk is a folder. Keys are made once, by init or by each person alone (key). Then for each release:",
      "",
      "  release add     cuts and packs images, and drafts the list of releases",
      "  release sign    adds one person's signatures, until enough have signed",
      "  release check   says in plain words what is missing",
      "  release publish gives a folder or a server what devices fetch",
      "",
      "release withdraw takes one back. And daily, by a timer: release publish. A device installs what a threshold of keys has signed,"
          + " whatever a server says.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    mixinStandardHelpOptions = true,
    subcommands = {
      InitCommand.class,
      KeyCommand.class,
      AddCommand.class,
      SignCommand.class,
      CheckCommand.class,
      PublishCommand.class,
      PairCommand.class,
      RenewCommand.class,
      WithdrawCommand.class,
      RotateCommand.class,
      DelegateCommand.class
    })
public final class ReleaseCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do, e.g. release check DESK");
  }
}

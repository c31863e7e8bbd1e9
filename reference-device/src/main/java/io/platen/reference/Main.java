package io.platen.reference;

import io.platen.reference.adapter.AdapterCommand;
import io.platen.reference.bench.BenchCommand;
import io.platen.reference.demo.DemoCommand;
import io.platen.reference.device.AgreeCommand;
import io.platen.reference.device.ResetCommand;
import io.platen.reference.device.RunCommand;
import io.platen.reference.device.StatusCommand;
import io.platen.reference.device.TestConnectionCommand;
import io.platen.reference.fleet.FleetCommand;
import io.platen.reference.local.LocalAgentCommand;
import io.platen.reference.local.PairCommand;
import io.platen.reference.pins.PinsCommand;
import io.platen.reference.profile.ProfileCommand;
import io.platen.reference.read.ReadCommand;
import io.platen.reference.read.ScanCommand;
import io.platen.reference.release.ReleaseCommand;
import io.platen.reference.simulate.SimulateCommand;
import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds the command that the user named and runs it; each command says itself what it does. */
@Command(
    name = "platen-device",
    header = "The reference device of Platen, which watches fleets of network printers.",
    description = {
      "",
      "Finds printers in your network, reads them, and reports them to a Platen server."
          + " It also plays printers, and shows the whole of Platen at work.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 done; 1 the work failed, and the last line says why; 2 wrong usage.",
      "",
      "New here? platen-device demo --help"
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "Options:%n",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      ScanCommand.class,
      RunCommand.class,
      StatusCommand.class,
      AgreeCommand.class,
      ResetCommand.class,
      TestConnectionCommand.class,
      PairCommand.class,
      LocalAgentCommand.class,
      ReadCommand.class,
      PinsCommand.class,
      ProfileCommand.class,
      ReleaseCommand.class,
      SimulateCommand.class,
      FleetCommand.class,
      DemoCommand.class,
      BenchCommand.class,
      AdapterCommand.class,
    })
final class Main implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @AllowForbidden("The one place of this process that ends it: with the command's exit status")
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return CommandNames.checkedBy(new CommandLine(new Main()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
  }

  /** What a command means to say is said in one line; anything else is a fault, with its trace. */
  private static int report(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    if (failure instanceof CommandFailure) {
      err.println(command.getCommandName() + ": " + failure.getMessage());
    } else {
      failure.printStackTrace(err);
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  /** A command line without a command is wrong usage. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version =
          Objects.requireNonNullElse(
              Main.class.getPackage().getImplementationVersion(), "(not packaged)");
      return new String[] {"platen-device " + version};
    }
  }
}

package io.platen.conformance;

import io.platen.conformance.engine.Conclusion;
import io.platen.conformance.subject.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds the command that the user named and runs it; each command says itself what it does. */
@Command(
    name = "platen-conformance",
    header = "Holds an implementation against the Platen protocol.",
    description = {
      "",
      "Every test carries the ids of the sentences of the specification that it verifies.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 conformant; 1 not conformant; 2 the suite or its configuration failed;"
          + " 3 nothing was selected, or the run is inconclusive."
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "Options:%n",
    mixinStandardHelpOptions = true,
    versionProvider = SuiteVersion.class,
    subcommands = {
      ListCommand.class,
      MapCommand.class,
      ExplainCommand.class,
      RunCommand.class,
      SelfTestCommand.class,
      KeysCommand.class,
      SchemaCommand.class,
      DeclareCommand.class,
      SignCommand.class,
      VerifyCommand.class
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
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
  }

  /** What is the user's to mend is said in its words; a fault of the suite comes with its trace. */
  private static int report(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    if (failure instanceof ConfigurationException || failure instanceof IOException) {
      err.println(command.getCommandSpec().qualifiedName() + ": " + failure.getMessage());
    } else {
      failure.printStackTrace(err);
    }
    err.flush();
    return Conclusion.SUITE_ERROR.exitStatus();
  }

  /** A command line without a command is wrong usage. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}

package io.platen.reference.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The benches, by name. */
@Command(
    name = "bench",
    header = "Measures; the last line is one JSON object.",
    description = {
      "",
      "A bench that needs a server starts one of its own with an empty database in a temporary"
          + " folder, and stops it again. Nothing else should run on the machine meanwhile.",
      ""
    },
    synopsisSubcommandLabel = "NAME",
    commandListHeading = "%nBenches:%n",
    mixinStandardHelpOptions = true,
    subcommands = {
      IngestBench.class,
      KillBench.class,
      LiveBench.class,
      PowerCutsBench.class,
      SealBench.class,
      TrapsBench.class,
      UpdatesBench.class,
    })
public final class BenchCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a bench.");
  }
}

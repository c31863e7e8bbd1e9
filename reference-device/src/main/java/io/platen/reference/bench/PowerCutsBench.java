package io.platen.reference.bench;

import io.platen.reference.CommandFailure;
import io.platen.reference.powercut.PowerCuts;
import io.platen.reference.stack.Progress;
import jakarta.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Cuts the power at each operation of a disk, and counts what breaks a promise. */
@Command(
    name = "power-cuts",
    header = "Cuts the device's power at each write; counts broken promises.",
    description = {
      "",
      "A device's outbox lives on a disk in memory: reports are stored, sent, acknowledged, refused"
          + " and dropped, the device restarts, its file is rewritten. Then the power is cut at each"
          + " operation of the disk, and what was not synced is lost, kept, reordered or torn in"
          + " turn. On each disk that may be left the outbox must open, remember all that it had"
          + " promised, and go on. Starts no server.",
      ""
    },
    mixinStandardHelpOptions = true)
final class PowerCutsBench implements Runnable {
  /** One in so many states is lived on and cut again. */
  private static final int LIVED_ON = 2_000;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--rounds",
      defaultValue = "120",
      paramLabel = "N",
      description = "How many rounds of readings the device lives. Default: ${DEFAULT-VALUE}")
  private int rounds;

  @Override
  public void run() {
    if (rounds < 1) {
      throw new CommandFailure("--rounds must be 1 or more, not " + rounds);
    }
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = new Progress(out, InstantSource.system());
    try {
      PowerCuts.Result result = new PowerCuts(rounds, LIVED_ON).run(progress::step);
      result.faults().forEach(fault -> out.println("Bad: " + fault));
      print(out, result);
      if (result.bad() > 0) {
        throw new CommandFailure("A promise was broken");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(PrintWriter out, PowerCuts.Result result) {
    out.println(
        Json.createObjectBuilder()
            .add("operations", result.operations())
            .add("livedOn", result.livedOn())
            .add("states", result.states())
            .add("bad", result.bad())
            .build());
    out.flush();
  }
}

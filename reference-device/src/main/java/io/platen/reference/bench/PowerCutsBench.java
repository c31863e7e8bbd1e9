package io.platen.reference.bench;

import io.platen.reference.CommandFailure;
import io.platen.reference.powercut.PowerCuts;
import io.platen.reference.powercut.UpdateCuts;
import io.platen.reference.stack.Progress;
import jakarta.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
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
      "",
      "Then the same with updates of bootloader, operating system and application, of which one does"
          + " not work, from their metadata to the acknowledged result: after each cut whole images"
          + " start, the update comes to its end by itself, what did not work is not tried again,"
          + " nothing that was kept is fetched again nor more than the day's budget, and neither"
          + " trusted metadata nor the time nor a floor goes back.",
      ""
    },
    mixinStandardHelpOptions = true)
final class PowerCutsBench implements Runnable {
  /** One in so many states is lived on and cut again. */
  private static final int LIVED_ON = 2_000;

  private static final int UPDATES_LIVED_ON = 100;

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
      List<PowerCuts.Result> results =
          List.of(
              new PowerCuts(rounds, LIVED_ON).run(progress::step),
              new UpdateCuts(UPDATES_LIVED_ON).run(1, progress::step));
      results.forEach(each -> each.faults().forEach(fault -> out.println("Bad: " + fault)));
      print(out, results);
      if (results.stream().anyMatch(each -> each.bad() > 0)) {
        throw new CommandFailure("A promise was broken");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sums of both; of the updates apart as well. */
  private static void print(PrintWriter out, List<PowerCuts.Result> results) {
    PowerCuts.Result updates = results.get(1);
    out.println(
        Json.createObjectBuilder()
            .add("operations", results.stream().mapToInt(PowerCuts.Result::operations).sum())
            .add("livedOn", results.stream().mapToInt(PowerCuts.Result::livedOn).sum())
            .add("states", results.stream().mapToLong(PowerCuts.Result::states).sum())
            .add("bad", results.stream().mapToLong(PowerCuts.Result::bad).sum())
            .add("updateOperations", updates.operations())
            .add("updateStates", updates.states())
            .add("updateBad", updates.bad())
            .build());
    out.flush();
  }
}

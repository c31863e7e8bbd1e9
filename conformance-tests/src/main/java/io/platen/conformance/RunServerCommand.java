package io.platen.conformance;

import io.platen.conformance.RunOptions.Claimed;
import io.platen.conformance.claims.Ixit;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.Runner;
import io.platen.conformance.engine.Selection;
import io.platen.conformance.report.Claim;
import io.platen.conformance.report.ResultsFolder;
import io.platen.conformance.subject.ConfigurationException;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.subject.Target;
import io.platen.conformance.subject.Trials;
import io.platen.conformance.suite.ServerSuite;
import io.platen.protocol.Requirement;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Selects, runs, writes the results, and ends with what they say. */
@Command(
    name = "server",
    description = {
      "Runs the tests against a server.",
      "",
      "The configuration names the server's hosts, the authority that vouches for it, an active and"
          + " a deactivated device, and certificates: valid, expired, foreign, revoked, unknown. The suite"
          + " sends reports for the active device, so give it a device record of its own.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RunServerCommand implements Callable<Integer> {
  private static final int USUAL_PATIENCE = 15;

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init")
  private Reach reach;

  /** How to reach the server: in one form or the other. */
  private static final class Reach {
    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "The server under test, e.g. conformance.properties.")
    private @Nullable Path config;

    @Option(
        names = "--ixit",
        paramLabel = "FILE",
        description = "The same as XML (\"schema ixit.xsd\").")
    private @Nullable Path ixit;

    Ixit ixit() throws ConfigurationException {
      return config != null ? Ixit.ofProperties(config) : Ixit.read(set(ixit));
    }

    @Override
    public String toString() {
      return config != null ? "--config " + config : "--ixit " + ixit;
    }

    private static Path set(@Nullable Path one) {
      return Objects.requireNonNull(one, "The command line has one of the two");
    }
  }

  @Mixin private final RunOptions options = new RunOptions();

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description = "How long one answer may take (default: ${DEFAULT-VALUE}).")
  private int patience = USUAL_PATIENCE;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws ConfigurationException, IOException {
    RunConsole console = new RunConsole(spec, "server");
    Selection selection = options.selection(Requirement.Role.SERVER, ServerSuite.catalogue());
    Optional<Integer> refusal = console.refusal(selection);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Claimed claimed = options.read(Requirement.Role.SERVER, ServerSuite.profiles());
    Ixit ixit = reach.ixit();
    Target target = ixit.server();
    List<String> missing = target.missingFor(claimed.applicability().profiles());
    if (claimed.product().isPresent() && !missing.isEmpty()) {
      throw new ConfigurationException(
          "The claim and " + reach + " contradict each other", missing);
    }
    ResultsFolder folder = options.folder();
    Duration wait = Duration.ofSeconds(patience);
    Trials trials = options.trials();
    Runner runner =
        new Runner(
            now -> new ServerUnderTest(target, wait, now, trials),
            claimed.applicability(),
            InstantSource.system());
    Repetition repetition = options.repetition();
    PrintWriter out = spec.commandLine().getOut();
    Run run = repetition.run(told -> runner.run(selection.tests(), told), console::show, out);
    folder.write(claim(target, claimed), run, options.papers(ixit));
    console.conclude(run, folder);
    return repetition.exitStatus(run, out);
  }

  private Claim claim(Target target, Claimed claimed) throws IOException {
    return new Claim(
        "server",
        claimed.product(),
        target.update1() + ", device " + target.device(),
        claimed.profiles(),
        ServerSuite.coverage(),
        SuiteVersion.suite(),
        "java -jar platen-conformance.jar run server " + reach + options.again() + waiting());
  }

  private String waiting() {
    return patience == USUAL_PATIENCE ? "" : " --patience " + patience;
  }
}

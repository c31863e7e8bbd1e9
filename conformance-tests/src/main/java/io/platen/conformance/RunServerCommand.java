package io.platen.conformance;

import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.Runner;
import io.platen.conformance.engine.Selection;
import io.platen.conformance.report.Claim;
import io.platen.conformance.report.ResultsFolder;
import io.platen.conformance.subject.ConfigurationException;
import io.platen.conformance.subject.Target;
import io.platen.conformance.suite.ServerSuite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The server under test, e.g. conformance.properties.")
  @SuppressWarnings("NullAway.Init")
  private Path config;

  @Option(
      names = "--select",
      arity = "1..*",
      paramLabel = "ID",
      description = "Only tests of a requirement (PLT-RPT-001), an area (PLT-RPT), or by name.")
  private List<String> selected = List.of();

  @Option(
      names = "--profile",
      split = ",",
      defaultValue = "core",
      paramLabel = "PROFILE",
      description = "What the server claims (default: ${DEFAULT-VALUE}).")
  private List<String> profiles = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the results go (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("conformance-results");

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description = "How long one answer may take (default: ${DEFAULT-VALUE}).")
  private int patience = 15;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws ConfigurationException, IOException {
    RunConsole console = new RunConsole(spec, "server");
    Selection selection = Selection.of(ServerSuite.catalogue(), selected);
    Optional<Integer> refusal = console.refusal(selection);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    RunConsole.checkProfiles(profiles, ServerSuite.profiles());
    Target target = Target.read(config);
    ResultsFolder folder = ResultsFolder.prepare(out);
    Runner runner =
        new Runner(
            target, Set.copyOf(profiles), Duration.ofSeconds(patience), InstantSource.system());
    Run run = runner.run(selection.tests(), console::show);
    folder.write(claim(target), run);
    console.conclude(run, folder);
    return run.conclusion().exitStatus();
  }

  private Claim claim(Target target) throws IOException {
    return new Claim(
        "server",
        target.update1() + ", device " + target.device(),
        profiles,
        ServerSuite.coverage(),
        SuiteVersion.suite(),
        "java -jar platen-conformance.jar run server --config " + config);
  }
}

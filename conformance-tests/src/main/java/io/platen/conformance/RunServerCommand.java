package io.platen.conformance;

import io.platen.conformance.engine.Check;
import io.platen.conformance.engine.Conclusion;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.Runner;
import io.platen.conformance.engine.Selection;
import io.platen.conformance.engine.TestResult;
import io.platen.conformance.engine.Verdict;
import io.platen.conformance.report.Claim;
import io.platen.conformance.report.ResultsFolder;
import io.platen.conformance.subject.ConfigurationException;
import io.platen.conformance.subject.Target;
import io.platen.conformance.suite.ServerSuite;
import io.platen.protocol.Requirement;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
    Selection selection = Selection.of(ServerSuite.catalogue(), selected);
    if (selection.tests().isEmpty()) {
      complain("No test carries " + String.join(", ", selection.unmatched()) + "; see \"list\".");
      return Conclusion.INCONCLUSIVE.exitStatus();
    }
    if (!selection.unmatched().isEmpty()) {
      complain("No test carries " + String.join(", ", selection.unmatched()) + "; see \"list\".");
      return Conclusion.SUITE_ERROR.exitStatus();
    }
    checkProfiles();
    Target target = Target.read(config);
    ResultsFolder folder = ResultsFolder.prepare(out);
    Runner runner =
        new Runner(
            target, Set.copyOf(profiles), Duration.ofSeconds(patience), InstantSource.system());
    Run run = runner.run(selection.tests(), this::show);
    folder.write(claim(target), run);
    conclude(run, folder);
    return run.conclusion().exitStatus();
  }

  private void checkProfiles() throws ConfigurationException {
    List<String> unknown =
        profiles.stream().filter(profile -> !ServerSuite.profiles().contains(profile)).toList();
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "--profile",
          List.of(
              String.join(", ", unknown)
                  + " has no tests in this suite; known are "
                  + String.join(", ", ServerSuite.profiles())));
    }
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

  private void show(TestResult result) {
    PrintWriter to = spec.commandLine().getOut();
    String ids =
        result.test().requirements().stream().map(Requirement::id).collect(Collectors.joining(" "));
    to.printf(Locale.ROOT, "%-14s %s %s%n", result.verdict(), ids, result.test().title());
    result
        .trouble()
        .ifPresent(trouble -> to.println("    " + trouble.lines().findFirst().orElse("")));
    for (Check check : result.broken()) {
      to.println("    " + check.requirement().text());
      to.println("    sent:     " + check.sent());
      to.println("    received: " + check.received());
      to.println("    expected: " + check.expected());
      to.println("    hint:     " + check.hint());
    }
    to.flush();
  }

  private void conclude(Run run, ResultsFolder folder) {
    PrintWriter to = spec.commandLine().getOut();
    to.println();
    to.println(
        run.counts().entrySet().stream()
            .filter(count -> count.getValue() > 0 || count.getKey() == Verdict.PASS)
            .map(count -> count.getValue() + " " + count.getKey().words())
            .collect(Collectors.joining(", ")));
    to.println("The server is " + run.conclusion().words() + ".");
    to.println("Report: " + folder.page().toAbsolutePath().normalize());
    to.flush();
  }

  private void complain(String words) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(spec.qualifiedName() + ": " + words);
    err.flush();
  }
}

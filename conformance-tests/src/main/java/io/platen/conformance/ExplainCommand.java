package io.platen.conformance;

import io.platen.conformance.engine.Conclusion;
import io.platen.conformance.engine.ConformanceTest;
import io.platen.conformance.suite.Extras;
import io.platen.protocol.Requirement;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a requirement demands and which tests look at it. */
@Command(
    name = "explain",
    description =
        "Shows the sentence of the specification behind an id, and the tests that carry it.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "A requirement, e.g. PLT-RPT-001.")
  @SuppressWarnings("NullAway.Init")
  private String id;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    Optional<Requirement> found = Requirement.find(id.toUpperCase(Locale.ROOT));
    if (found.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(id + " is no requirement of the specification; \"list\" names those with tests.");
      err.flush();
      return Conclusion.INCONCLUSIVE.exitStatus();
    }
    explain(spec.commandLine().getOut(), found.get());
    return 0;
  }

  private static void explain(PrintWriter out, Requirement requirement) {
    out.println(requirement.id());
    out.println("  " + requirement.text());
    out.println("  level " + requirement.level() + ", profile " + requirement.profile());
    List<ConformanceTest> tests =
        Stream.of(Requirement.Role.SERVER, Requirement.Role.DEVICE)
            .map(Extras::everything)
            .flatMap(each -> each.testsOf(requirement).stream())
            .toList();
    String reason = requirement.reason();
    String none = "The suite has no test of it" + (reason.isEmpty() ? "." : ": " + reason + ".");
    out.println(tests.isEmpty() ? none : "Tests:");
    tests.forEach(
        test ->
            out.println(
                "  "
                    + test.title()
                    + "  ["
                    + test.name()
                    + ", "
                    + test.sense(requirement)
                    + test.provisional().map(each -> ", does not count, " + each).orElse("")
                    + "]"));
    out.flush();
  }
}

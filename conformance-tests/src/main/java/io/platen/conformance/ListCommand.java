package io.platen.conformance;

import io.platen.conformance.engine.Catalogue;
import io.platen.conformance.engine.Conclusion;
import io.platen.conformance.engine.ConformanceTest;
import io.platen.conformance.suite.Extras;
import io.platen.protocol.Requirement;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the requirements of a role, each with what the suite tests of it. */
@Command(
    name = "list",
    description = "Lists requirements with their level, and what each test of them checks.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  @Option(names = "--area", paramLabel = "AREA", description = "Only of this area, e.g. RPT.")
  private @Nullable String area;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "Whose requirements: server, device or agent (default: ${DEFAULT-VALUE}).")
  private Requirement.Role role = Requirement.Role.SERVER;

  @Option(names = "--profile", paramLabel = "PROFILE", description = "Only of this profile.")
  private @Nullable String profile;

  @Option(names = "--untested", description = "Also those without a test, each with the reason.")
  private boolean untested;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Catalogue catalogue = Extras.everything(role);
    List<Requirement> shown =
        Arrays.stream(Requirement.values())
            .filter(each -> area == null || each.area().equals(area.toUpperCase(Locale.ROOT)))
            .filter(each -> profile == null || each.profile().equals(profile))
            .filter(each -> !catalogue.testsOf(each).isEmpty() || (untested && each.role() == role))
            .toList();
    shown.forEach(each -> show(out, each, catalogue.testsOf(each)));
    out.flush();
    if (catalogue.tests().isEmpty()) {
      spec.commandLine().getErr().println("The suite has no test of this role.");
      return Conclusion.INCONCLUSIVE.exitStatus();
    }
    if (shown.isEmpty()) {
      spec.commandLine().getErr().println("No requirement fits; leave --area or --profile out.");
      return Conclusion.INCONCLUSIVE.exitStatus();
    }
    return 0;
  }

  private void show(PrintWriter out, Requirement requirement, List<ConformanceTest> tests) {
    String first = String.format(Locale.ROOT, "%-12s %-6s ", requirement.id(), requirement.level());
    if (tests.isEmpty()) {
      boolean tellable = requirement.reason().isEmpty();
      out.println(first + (tellable ? "(no test yet)" : "(no test: " + requirement.reason() + ")"));
    }
    for (ConformanceTest test : tests) {
      out.println(
          first
              + test.title()
              + "  ["
              + test.name()
              + ", "
              + test.sense(requirement)
              + Extras.of(role, test.name()).map(each -> ", only with " + each.option()).orElse("")
              + test.provisional().map(each -> ", does not count, " + each).orElse("")
              + "]");
    }
  }
}

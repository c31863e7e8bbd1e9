package io.platen.conformance;

import io.platen.conformance.engine.Check;
import io.platen.conformance.engine.Conclusion;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.Selection;
import io.platen.conformance.engine.TestResult;
import io.platen.conformance.engine.Verdict;
import io.platen.conformance.report.ResultsFolder;
import io.platen.conformance.subject.ConfigurationException;
import io.platen.protocol.Requirement;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** What a run says to the one who started it, whatever is tested. */
final class RunConsole {
  private final CommandSpec spec;
  private final String role;

  RunConsole(CommandSpec spec, String role) {
    this.spec = spec;
    this.role = role;
  }

  /** The exit status where the selection cannot be run; nothing selected is never a success. */
  Optional<Integer> refusal(Selection selection) {
    if (!selection.tests().isEmpty() && selection.unmatched().isEmpty()) {
      return Optional.empty();
    }
    PrintWriter err = spec.commandLine().getErr();
    String terms = String.join(", ", selection.unmatched());
    err.println(spec.qualifiedName() + ": No test carries " + terms + "; see \"list\".");
    err.flush();
    Conclusion conclusion =
        selection.tests().isEmpty() ? Conclusion.INCONCLUSIVE : Conclusion.SUITE_ERROR;
    return Optional.of(conclusion.exitStatus());
  }

  static void checkProfiles(Collection<String> claimed, Set<String> known)
      throws ConfigurationException {
    List<String> unknown = claimed.stream().filter(each -> !known.contains(each)).toList();
    if (!unknown.isEmpty()) {
      String words = String.join(", ", unknown) + " has no tests in this suite; known are ";
      throw new ConfigurationException("--profile", List.of(words + String.join(", ", known)));
    }
  }

  void show(TestResult result) {
    PrintWriter to = spec.commandLine().getOut();
    String ids =
        result.test().requirements().stream().map(Requirement::id).collect(Collectors.joining(" "));
    to.printf(Locale.ROOT, "%-14s %s %s%n", result.verdict(), ids, result.test().title());
    result
        .trouble()
        .ifPresent(trouble -> to.println("    " + trouble.lines().findFirst().orElse("")));
    result.uncounted().ifPresent(why -> to.println("    does not count: " + why));
    result.seen().measures().stream()
        .filter(each -> each.values().size() == 1)
        .forEach(
            each ->
                to.printf(Locale.ROOT, "    %s: %.1f %s%n", each.name(), each.last(), each.unit()));
    for (Check check : result.broken()) {
      to.println("    " + check.requirement().text());
      to.println("    sent:     " + check.sent());
      to.println("    received: " + check.received());
      to.println("    expected: " + check.expected());
      to.println("    hint:     " + check.hint());
    }
    to.flush();
  }

  void conclude(Run run, ResultsFolder folder) {
    PrintWriter to = spec.commandLine().getOut();
    to.println();
    to.println(
        run.counts().entrySet().stream()
            .filter(count -> count.getValue() > 0 || count.getKey() == Verdict.PASS)
            .map(count -> count.getValue() + " " + count.getKey().words())
            .collect(Collectors.joining(", ")));
    if (!run.uncounted().isEmpty()) {
      to.println(run.uncounted().size() + " shown without counting");
    }
    to.println("The " + role + " is " + run.conclusion().words() + ".");
    to.println("Report: " + folder.page().toAbsolutePath().normalize());
    to.flush();
  }
}

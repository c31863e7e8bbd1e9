package io.platen.conformance;

import io.platen.conformance.engine.Conclusion;
import io.platen.conformance.engine.TestMap;
import io.platen.conformance.report.MapText;
import io.platen.conformance.suite.Extras;
import io.platen.protocol.Requirement;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The map of sentences and tests. */
@Command(
    name = "map",
    description = {
      "Prints which tests there are of which sentence of the specification, and the other way"
          + " round.",
      "A MUST that can be tested and lacks a test of either sense is named as such, and the exit"
          + " status is 1 then; it is 3 where the suite has no test for the role.",
      ""
    },
    mixinStandardHelpOptions = true)
final class MapCommand implements Callable<Integer> {
  /** For whom it is. */
  enum Format {
    TEXT,
    CSV,
    HTML
  }

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "Whose sentences: server, device or agent (default: ${DEFAULT-VALUE}).")
  private Requirement.Role role = Requirement.Role.SERVER;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text: what is missing; csv or html: all of it (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TEXT;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    return show(TestMap.of(Extras.usual(role), role), format, spec.commandLine().getOut());
  }

  /** Returns the exit status: whoever builds the suite fails where a test is owed. */
  static int show(TestMap map, Format format, PrintWriter out) {
    switch (format) {
      case CSV -> out.print(MapText.csv(map));
      case HTML -> out.print(MapText.html(map));
      case TEXT -> {
        map.missing().forEach(out::println);
        if (map.tested() == 0) {
          out.println(MapText.NOTHING_CHECKED);
        }
        out.printf(
            Locale.ROOT,
            "%d of %d sentences have a test; %d lack one of a sense%n",
            map.tested(),
            map.rows().size(),
            map.missing().size());
      }
    }
    out.flush();
    return conclusion(map).exitStatus();
  }

  private static Conclusion conclusion(TestMap map) {
    if (!map.missing().isEmpty()) {
      return Conclusion.NOT_CONFORMANT;
    }
    return map.tested() == 0 ? Conclusion.INCONCLUSIVE : Conclusion.CONFORMANT;
  }
}

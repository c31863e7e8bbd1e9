package io.platen.conformance;

import io.platen.conformance.engine.TestMap;
import io.platen.conformance.report.MapText;
import io.platen.conformance.suite.DeviceSuite;
import io.platen.conformance.suite.ServerSuite;
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
      "A MUST that can be tested and lacks a test of either sense is named as such.",
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
      description = "Whose sentences: server or device (default: ${DEFAULT-VALUE}).")
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
    TestMap map =
        TestMap.of(
            role == DeviceSuite.ROLE ? DeviceSuite.catalogue() : ServerSuite.catalogue(), role);
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case CSV -> out.print(MapText.csv(map));
      case HTML -> out.print(MapText.html(map));
      case TEXT -> {
        map.missing().forEach(out::println);
        out.printf(
            Locale.ROOT,
            "%d of %d sentences have a test; %d lack one of a sense%n",
            map.tested(),
            map.rows().size(),
            map.missing().size());
      }
    }
    out.flush();
    return 0;
  }
}

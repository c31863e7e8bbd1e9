package io.platen.protocol.trace;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares what is written about requirements in all places, prints each fault with what to do, and
 * writes the map of requirements and tests: {@code requirements.html}, {@code requirements.csv} and
 * {@code tests.csv}.
 *
 * <p>Arguments: the root of the repository, the folder of the specification's HTML. Exit status: 0
 * where all is well, 1 where there are faults.
 */
public final class Trace {
  private Trace() {}

  public static void main(String[] args) throws IOException {
    int status = run(Path.of(args[0]), Path.of(args[1]), System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  /** The map is written also where there are faults: it helps to mend them. */
  static int run(Path root, Path target, PrintStream out) throws IOException {
    Specification specification = Specification.read(root);
    Path folder = Files.createDirectories(target);
    Files.writeString(folder.resolve("requirements.html"), MapPage.html(specification));
    Files.writeString(folder.resolve("requirements.csv"), MapTables.requirements(specification));
    Files.writeString(folder.resolve("tests.csv"), MapTables.tests(specification));
    List<Fault> faults = faults(specification);
    faults.forEach(out::println);
    if (!faults.isEmpty()) {
      out.println("Traceability: " + faults.size() + " fault(s), see above");
    }
    return faults.isEmpty() ? 0 : 1;
  }

  static List<Fault> faults(Specification specification) {
    List<Fault> faults = new ArrayList<>(ProseRules.faults(specification));
    faults.addAll(TraceRules.faults(specification));
    return faults.stream().distinct().toList();
  }
}

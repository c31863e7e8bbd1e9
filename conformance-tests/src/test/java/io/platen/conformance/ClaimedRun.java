package io.platen.conformance;

import io.platen.conformance.json.JsonReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** A run of the suite by what a product claims, as its vendor types it, and what it left. */
final class ClaimedRun {
  private final int status;
  private final String said;
  private final List<Told> tests;

  /**
   * What the results tell of one test.
   *
   * @param trouble why it was left out, skipped or an error; empty where it was none of these
   */
  record Told(String name, String verdict, List<String> requirements, String trouble) {}

  private ClaimedRun(int status, String said, List<Told> tests) {
    this.status = status;
    this.said = said;
    this.tests = List.copyOf(tests);
  }

  /**
   * @param results where they go
   * @param words behind {@code run}
   */
  static ClaimedRun of(Path results, Path ics, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("run"));
    command.addAll(List.of(words));
    command.addAll(List.of("--ics", ics.toString(), "--out", results.toString()));
    StringWriter said = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(said, true));
    line.setErr(new PrintWriter(said, true));
    int status = line.execute(command.toArray(String[]::new));
    Path file = results.resolve("results.json");
    return new ClaimedRun(
        status, said.toString(), Files.exists(file) ? tests(Files.readString(file)) : List.of());
  }

  private static List<Told> tests(String json) {
    Map<?, ?> root = (Map<?, ?>) JsonReader.read(json);
    return ((List<?>) root.get("tests")).stream().map(each -> told((Map<?, ?>) each)).toList();
  }

  private static Told told(Map<?, ?> test) {
    return new Told(
        String.valueOf(test.get("name")),
        String.valueOf(test.get("verdict")),
        ((List<?>) test.get("requirements")).stream().map(String::valueOf).toList(),
        test.containsKey("trouble") ? String.valueOf(test.get("trouble")) : "");
  }

  int status() {
    return status;
  }

  String said() {
    return said;
  }

  List<Told> with(String verdict) {
    return tests.stream().filter(each -> each.verdict().equals(verdict)).toList();
  }

  /** All verdicts that were given. */
  Set<String> verdicts() {
    return tests.stream().map(Told::verdict).collect(Collectors.toSet());
  }
}

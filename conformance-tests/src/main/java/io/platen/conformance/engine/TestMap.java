package io.platen.conformance.engine;

import io.platen.protocol.Requirement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which tests there are of which sentence, for one role.
 *
 * @param rows by id
 */
public record TestMap(Requirement.Role role, List<Row> rows) {
  public TestMap {
    rows = List.copyOf(rows);
  }

  /**
   * One sentence.
   *
   * @param positive tests that show it kept
   * @param negative tests that would show it broken, or tempt to break it
   * @param provisional tests of either sense that do not count, so they are not among the others
   */
  public record Row(
      Requirement requirement,
      List<String> positive,
      List<String> negative,
      List<String> provisional) {
    public Row {
      positive = List.copyOf(positive);
      negative = List.copyOf(negative);
      provisional = List.copyOf(provisional);
    }

    /** Why no test can tell; empty where one can. */
    public Optional<String> reason() {
      return Optional.of(requirement.reason()).filter(each -> !each.isEmpty());
    }

    /** What it lacks of what a MUST that can be tested has to have; empty for nothing. */
    public String lacks() {
      if (requirement.level() != Requirement.Level.MUST || reason().isPresent()) {
        return "";
      }
      if (positive.isEmpty() && negative.isEmpty()) {
        return "both";
      }
      return positive.isEmpty() ? "positive" : negative.isEmpty() ? "negative" : "";
    }
  }

  public static TestMap of(Catalogue catalogue, Requirement.Role role) {
    return new TestMap(
        role,
        Arrays.stream(Requirement.values())
            .filter(each -> each.role() == role)
            .sorted(Comparator.comparing(Requirement::id))
            .map(each -> row(catalogue, each))
            .toList());
  }

  private static Row row(Catalogue catalogue, Requirement requirement) {
    List<ConformanceTest> all = catalogue.testsOf(requirement);
    List<ConformanceTest> tests =
        all.stream().filter(each -> each.provisional().isEmpty()).toList();
    return new Row(
        requirement,
        of(tests, requirement, "positive"),
        of(tests, requirement, "negative"),
        all.stream()
            .filter(each -> each.provisional().isPresent())
            .map(ConformanceTest::name)
            .toList());
  }

  private static List<String> of(
      List<ConformanceTest> tests, Requirement requirement, String sense) {
    return tests.stream()
        .filter(
            each -> each.sense(requirement).equals(sense) || each.sense(requirement).equals("both"))
        .map(ConformanceTest::name)
        .toList();
  }

  /** What is owed, an id and the sense that is missing a line. */
  public List<String> missing() {
    return rows.stream()
        .filter(each -> !each.lacks().isEmpty())
        .map(each -> each.requirement().id() + " " + each.lacks())
        .toList();
  }

  /** How many sentences have a test, whatever its sense. */
  public long tested() {
    return rows.stream()
        .filter(each -> !each.positive().isEmpty() || !each.negative().isEmpty())
        .count();
  }
}

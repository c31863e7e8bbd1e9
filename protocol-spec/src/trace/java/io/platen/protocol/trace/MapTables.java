package io.platen.protocol.trace;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The map as CSV (RFC 4180), one line a requirement and one line a test. */
final class MapTables {
  private MapTables() {}

  static String requirements(Specification specification) {
    Stream<List<String>> rows =
        sorted(specification).stream().map(entry -> row(specification, entry));
    return table(
        List.of(
            "id",
            "level",
            "role",
            "profile",
            "since",
            "status",
            "testable",
            "reason",
            "positive",
            "negative",
            "positive tests",
            "negative tests"),
        rows);
  }

  static String tests(Specification specification) {
    Stream<List<String>> rows =
        traced(specification).stream()
            .map(
                test ->
                    List.of(
                        test.module(),
                        test.title(),
                        test.place(),
                        String.join(" ", new TreeSet<>(test.positive())),
                        String.join(" ", new TreeSet<>(test.negative()))));
    return table(List.of("module", "test", "place", "positive", "negative"), rows);
  }

  /** By id. */
  static List<Entry> sorted(Specification specification) {
    return specification.entries().stream()
        .sorted(java.util.Comparator.comparing(Entry::id))
        .toList();
  }

  /** The tests that name requirements. */
  static List<TestCase> traced(Specification specification) {
    return specification.tests().stream().filter(test -> !test.ids().isEmpty()).toList();
  }

  static List<TestCase> tests(Specification specification, Entry entry, boolean positive) {
    return specification.tests().stream()
        .filter(test -> ids(test, positive).contains(entry.id()))
        .toList();
  }

  private static Set<String> ids(TestCase test, boolean positive) {
    return positive ? test.positive() : test.negative();
  }

  private static List<String> row(Specification specification, Entry entry) {
    List<TestCase> positive = tests(specification, entry, true);
    List<TestCase> negative = tests(specification, entry, false);
    return List.of(
        entry.id(),
        entry.level(),
        entry.role(),
        entry.profile(),
        entry.since(),
        entry.withdrawn() ? "withdrawn" : "active",
        entry.testable(),
        entry.reason(),
        String.valueOf(positive.size()),
        String.valueOf(negative.size()),
        titles(positive),
        titles(negative));
  }

  private static String titles(List<TestCase> tests) {
    return tests.stream().map(TestCase::title).collect(Collectors.joining(" "));
  }

  private static String table(List<String> head, Stream<List<String>> rows) {
    return Stream.concat(Stream.of(head), rows)
        .map(row -> row.stream().map(MapTables::cell).collect(Collectors.joining(",")) + "\r\n")
        .collect(Collectors.joining());
  }

  private static String cell(String text) {
    return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}

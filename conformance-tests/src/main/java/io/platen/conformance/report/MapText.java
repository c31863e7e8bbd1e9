package io.platen.conformance.report;

import static io.platen.conformance.report.Markup.escape;

import io.platen.conformance.engine.TestMap;
import io.platen.protocol.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The map of sentences and tests, both ways: for programs, and for people. */
public final class MapText {
  /** Where no test can tell anything, nothing is well by that. */
  public static final String NOTHING_CHECKED =
      "The suite has no test of this role: nothing was checked.";

  private MapText() {}

  /** RFC 4180: a line for each pair, and one for each sentence without a test. */
  public static String csv(TestMap map) {
    StringBuilder out =
        new StringBuilder("requirement,level,role,profile,lacks,reason,sense,test\r\n");
    for (TestMap.Row row : map.rows()) {
      row.positive().forEach(test -> line(out, row, "positive", test));
      row.negative().forEach(test -> line(out, row, "negative", test));
      row.provisional().forEach(test -> line(out, row, "provisional", test));
      if (row.provisional().isEmpty() && row.positive().isEmpty() && row.negative().isEmpty()) {
        line(out, row, "", "");
      }
    }
    return out.toString();
  }

  private static void line(StringBuilder out, TestMap.Row row, String sense, String test) {
    Requirement each = row.requirement();
    List<String> cells =
        List.of(
            each.id(),
            each.level().toString(),
            each.role().name().toLowerCase(Locale.ROOT),
            each.profile(),
            row.lacks(),
            row.reason().orElse(""),
            sense,
            test);
    out.append(String.join(",", cells.stream().map(MapText::cell).toList())).append("\r\n");
  }

  private static String cell(String text) {
    return text.contains(",") || text.contains("\"")
        ? "\"" + text.replace("\"", "\"\"") + "\""
        : text;
  }

  /** One page that needs no network. */
  public static String html(TestMap map) {
    String role = map.role().name().toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n");
    out.append("<meta charset=\"utf-8\">\n<title>Tests of a ").append(role).append("</title>\n");
    out.append("<style>\n").append(Bundled.text("report.css")).append("</style>\n</head>\n");
    out.append("<body>\n<main>\n<h1>Sentences and tests of a ").append(role).append("</h1>\n");
    out.append("<p>").append(map.tested()).append(" of ").append(map.rows().size());
    out.append(" sentences have a test.</p>\n");
    owed(out, map);
    map.rows().forEach(row -> row(out, row));
    out.append("<h2>By test</h2>\n<ul>\n");
    byTest(map)
        .forEach(
            (test, ids) ->
                out.append("<li>")
                    .append(escape(test))
                    .append(": ")
                    .append(String.join(", ", ids))
                    .append("</li>\n"));
    return out.append("</ul>\n</main>\n</body>\n</html>\n").toString();
  }

  /** What is missing comes first, where it cannot be overlooked. */
  private static void owed(StringBuilder out, TestMap map) {
    List<TestMap.Row> owing = map.rows().stream().filter(row -> !row.lacks().isEmpty()).toList();
    if (owing.isEmpty() && map.tested() == 0) {
      out.append("<p class=\"conclusion inconclusive\">").append(NOTHING_CHECKED).append("</p>\n");
      return;
    }
    if (owing.isEmpty()) {
      out.append("<p class=\"conclusion conformant\">\u2713 Every MUST that can be tested has a");
      out.append(" test of either sense.</p>\n");
      return;
    }
    out.append("<div class=\"conclusion not_conformant\">\u2717 Tests are missing:\n<ul>\n");
    for (TestMap.Row row : owing) {
      String id = row.requirement().id();
      out.append("<li><a href=\"#").append(id).append("\">").append(id).append("</a> lacks ");
      out.append(row.lacks()).append("</li>\n");
    }
    out.append("</ul>\n</div>\n");
  }

  private static void row(StringBuilder out, TestMap.Row row) {
    Requirement each = row.requirement();
    out.append("<h3 id=\"").append(each.id()).append("\">").append(each.id()).append(' ');
    out.append(each.level()).append(", profile ").append(escape(each.profile())).append("</h3>\n");
    out.append("<blockquote>").append(escape(each.text())).append("</blockquote>\n<ul>\n");
    row.positive().forEach(test -> item(out, "positive: " + test));
    row.negative().forEach(test -> item(out, "negative: " + test));
    row.provisional().forEach(test -> item(out, "provisional, does not count: " + test));
    row.reason().ifPresent(reason -> item(out, "no test can tell: " + reason));
    if (!row.lacks().isEmpty()) {
      out.append("<li class=\"fail\">\u2717 lacks: ").append(row.lacks()).append("</li>\n");
    }
    out.append("</ul>\n");
  }

  private static void item(StringBuilder out, String text) {
    out.append("<li>").append(escape(text)).append("</li>\n");
  }

  private static Map<String, List<String>> byTest(TestMap map) {
    Map<String, List<String>> tests = new TreeMap<>();
    for (TestMap.Row row : map.rows()) {
      row.positive().forEach(test -> add(tests, test, row, "+"));
      row.negative().forEach(test -> add(tests, test, row, "-"));
      row.provisional().forEach(test -> add(tests, test, row, " (provisional)"));
    }
    return tests;
  }

  private static void add(
      Map<String, List<String>> tests, String test, TestMap.Row row, String sign) {
    tests.computeIfAbsent(test, key -> new ArrayList<>()).add(row.requirement().id() + sign);
  }
}

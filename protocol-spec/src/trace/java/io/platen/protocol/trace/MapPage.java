package io.platen.protocol.trace;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The map as one page that needs nothing else: from requirements to tests, and back. */
final class MapPage {
  private final Specification specification;
  private final StringBuilder page = new StringBuilder();

  private MapPage(Specification specification) {
    this.specification = specification;
  }

  static String html(Specification specification) {
    MapPage map = new MapPage(specification);
    map.page.append(HEAD);
    map.counts();
    map.requirements();
    map.untestable();
    map.tests();
    return map.page.append("</body>\n</html>\n").toString();
  }

  private void counts() {
    page.append("<h2>Counts</h2>\n<table>\n");
    row(
        "th",
        "Role",
        "Testable",
        "Requirements",
        "of them MUST",
        "Positive tests",
        "Negative tests");
    for (String role : List.of("server", "device", "agent")) {
      for (String testable : List.of("black-box", "adapter", "inspection", "no")) {
        List<Entry> some =
            active().stream()
                .filter(each -> each.role().equals(role) && each.testable().equals(testable))
                .toList();
        if (!some.isEmpty()) {
          row(
              "td",
              role,
              testable,
              String.valueOf(some.size()),
              String.valueOf(some.stream().filter(Entry::isMust).count()),
              count(some, true),
              count(some, false));
        }
      }
    }
    page.append("</table>\n");
  }

  private String count(List<Entry> entries, boolean positive) {
    return String.valueOf(
        entries.stream()
            .flatMap(each -> MapTables.tests(specification, each, positive).stream())
            .distinct()
            .count());
  }

  private List<Entry> active() {
    return MapTables.sorted(specification).stream().filter(each -> !each.withdrawn()).toList();
  }

  private void requirements() {
    Map<String, Line> sentences = ProseRules.sentences(specification);
    page.append("<h2>From requirements to tests</h2>\n<table>\n");
    row("th", "Requirement", "Sentence", "Testable", "Positive tests", "Negative tests");
    for (Entry entry : active()) {
      Line sentence = sentences.get(entry.id());
      row(
          "td",
          "<a id=\""
              + entry.id()
              + "\" href=\"index.html#"
              + entry.id()
              + "\">"
              + entry.id()
              + "</a>",
          sentence == null ? "" : escaped(ProseRules.plain(sentence)),
          entry.testable(),
          tests(entry, true),
          tests(entry, false));
    }
    page.append("</table>\n");
  }

  private String tests(Entry entry, boolean positive) {
    return MapTables.tests(specification, entry, positive).stream()
        .map(test -> "<a href=\"#" + anchor(test) + "\">" + words(test) + "</a>")
        .collect(Collectors.joining("<br>"));
  }

  private void untestable() {
    page.append("<h2>What no test of a peer can tell</h2>\n<table>\n");
    row("th", "Requirement", "Testable", "Reason");
    for (Entry entry : active()) {
      if (!entry.isTestable()) {
        row("td", link(entry.id()), entry.testable(), escaped(entry.reason()));
      }
    }
    page.append("</table>\n");
  }

  private void tests() {
    List<TestCase> traced = MapTables.traced(specification);
    page.append("<h2>From tests to requirements</h2>\n<p>")
        .append(traced.size())
        .append(" tests name requirements; ")
        .append(specification.tests().size() - traced.size())
        .append(" more are about things that this document does not regulate.</p>\n<table>\n");
    row("th", "Test", "Positive", "Negative");
    for (TestCase test : traced) {
      row(
          "td",
          "<span id=\"%s\">%s</span><br><small>%s</small>"
              .formatted(anchor(test), words(test), escaped(test.place())),
          links(test.positive()),
          links(test.negative()));
    }
    page.append("</table>\n");
  }

  private static String links(java.util.Set<String> ids) {
    return new TreeSet<>(ids).stream().map(MapPage::link).collect(Collectors.joining("<br>"));
  }

  private static String link(String id) {
    return "<a href=\"#" + id + "\">" + id + "</a>";
  }

  private static String anchor(TestCase test) {
    return test.module() + "." + test.title();
  }

  private static String words(TestCase test) {
    String subject = test.type().replaceFirst("Tests?$", "");
    return "<b>" + escaped(subject) + "</b> " + escaped(test.name().replace('_', ' '));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void row(String cell, String... texts) {
    page.append("<tr>");
    for (String text : texts) {
      page.append('<').append(cell).append('>').append(text).append("</").append(cell).append('>');
    }
    page.append("</tr>\n");
  }

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="UTF-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Requirements and tests of the Platen protocol</title>
      <style>
      :root { color-scheme: light dark; --text: #1c1c1c; --back: #fff; --line: #d5d5d5; --mark: #fff3c4; --less: #595959; --link: #0b57a4 }
      @media (prefers-color-scheme: dark) {
        :root { --text: #e4e4e4; --back: #16181b; --line: #3a3d42; --mark: #4a3f12; --less: #a6a6a6; --link: #8cbcf5 }
      }
      body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; color: var(--text); background: var(--back) }
      table { border-collapse: collapse; margin: 0 0 2rem }
      th, td { border-bottom: 1px solid var(--line); padding: .35rem .7rem .35rem 0; text-align: left; vertical-align: top }
      tr:target, :target { background: var(--mark) }
      small { color: var(--less) }
      td:first-child { white-space: nowrap }
      a { color: var(--link) }
      @media (max-width: 40rem) {
        table ~ table :is(td, th) { display: block; border: 0; padding: .1rem 0; overflow-wrap: anywhere }
        table ~ table tr { display: block; border-bottom: 1px solid var(--line); padding: .4rem 0 }
      }
      </style>
      </head>
      <body>
      <h1>Requirements and tests of the Platen protocol</h1>
      <p>Made by the build from <a href="index.html">the specification</a> and the sources of the tests. A <i>positive</i> test
      sees the right thing done; a <i>negative</i> one sees the wrong thing refused, or the trouble dealt with. The same as
      tables: <a href="requirements.csv">requirements.csv</a>, <a href="tests.csv">tests.csv</a>.</p>
      """;
}

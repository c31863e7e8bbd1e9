package io.platen.conformance.report;

import static io.platen.conformance.report.Markup.escape;

import io.platen.conformance.engine.Check;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.TestResult;
import io.platen.conformance.engine.Verdict;
import io.platen.protocol.Requirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One page that needs no network: what failed first, each with what one must know to mend it. */
final class HtmlReport {
  private final Claim claim;
  private final Run run;
  private final StringBuilder out = new StringBuilder();

  private HtmlReport(Claim claim, Run run) {
    this.claim = claim;
    this.run = run;
  }

  static String of(Claim claim, Run run) {
    HtmlReport report = new HtmlReport(claim, run);
    report.page();
    return report.out.toString();
  }

  private void page() {
    out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<title>Conformance of a ").append(escape(claim.role())).append("</title>\n");
    out.append("<style>\n")
        .append(Bundled.text("report.css"))
        .append("</style>\n</head>\n<body>\n<main>\n");
    head();
    section("What needs a look", run.results().stream().filter(HtmlReport::isOpen).toList());
    section(
        "What does not count",
        run.uncounted().stream().filter(each -> each.seen().measures().isEmpty()).toList());
    measures();
    groups();
    out.append("</main>\n</body>\n</html>\n");
  }

  private void head() {
    out.append("<h1>Conformance: role \u201c").append(escape(claim.role()));
    out.append("\u201d, profile \u201c").append(escape(String.join(", ", claim.profiles())));
    out.append("\u201d</h1>\n");
    claim
        .product()
        .ifPresent(
            each ->
                line(
                    "Product " + each.name() + " " + each.version() + " by " + each.maker() + "."));
    line("Target " + claim.target() + ", tested " + run.started() + ".");
    line(
        "Suite "
            + claim.suite().version()
            + claim.suite().sha256().map(hash -> ", SHA-256 " + hash).orElse(", not from a jar")
            + ".");
    line(
        String.format(
            Locale.ROOT,
            "The suite tests %d of the %d requirements that the specification makes of a %s.",
            claim.coverage().tested(),
            claim.coverage().all(),
            claim.role()));
    out.append("<p class=\"conclusion ").append(css(run.conclusion())).append("\">");
    out.append(escape(run.conclusion().words())).append("</p>\n<ul class=\"counts\">\n");
    run.counts().forEach(this::count);
    out.append("<li>").append(seconds()).append(" s</li>\n</ul>\n");
    out.append(
        "<p><a href=\"results.json\">JSON</a> <a href=\"results.schema.json\">its schema</a> <a href=\"junit.xml\">JUnit</a>");
    out.append(" <a href=\"summary.json\">Summary with hashes</a></p>\n");
  }

  private String seconds() {
    return String.format(Locale.ROOT, "%.1f", run.took().toMillis() / 1000.0);
  }

  private void line(String text) {
    out.append("<p class=\"meta\">").append(escape(text)).append("</p>\n");
  }

  private void count(Verdict verdict, long count) {
    if (count > 0) {
      out.append("<li class=\"").append(css(verdict)).append("\">").append(sign(verdict));
      out.append(' ').append(count).append(' ').append(verdict.words()).append("</li>\n");
    }
  }

  private static boolean isOpen(TestResult result) {
    return result.counts()
        && result.verdict() != Verdict.PASS
        && result.verdict() != Verdict.NOT_APPLICABLE;
  }

  private void section(String title, List<TestResult> results) {
    if (!results.isEmpty()) {
      out.append("<h2>").append(title).append("</h2>\n");
      results.stream()
          .sorted((a, b) -> b.verdict().compareTo(a.verdict()))
          .forEach(this::openResult);
    }
  }

  private void openResult(TestResult result) {
    out.append("<article>\n<h3 class=\"").append(css(result.verdict())).append("\">");
    out.append(sign(result.verdict())).append(' ').append(result.verdict()).append(' ');
    out.append(ids(result)).append(' ').append(escape(result.test().title())).append("</h3>\n");
    result.uncounted().ifPresent(why -> line("Does not count: " + why + "."));
    if (result.trouble().isPresent()) {
      if (result.broken().isEmpty()) {
        sentences(result.test().requirements());
      }
      out.append("<dl>");
      term("why", result.trouble().get());
      out.append("</dl>\n");
    }
    result.broken().forEach(this::broken);
    out.append("<dl>");
    term("run again", claim.rerun() + " --select " + result.test().name());
    out.append("</dl>\n<p><a href=\"").append(escape(ResultsFolder.transcriptName(result)));
    out.append("\">What went over the wire</a></p>\n</article>\n");
  }

  private void broken(Check check) {
    sentences(List.of(check.requirement()));
    out.append("<dl>");
    term("sent", check.sent());
    term("received", check.received());
    term("expected", check.expected());
    term("hint", check.hint());
    out.append("</dl>\n");
  }

  private void sentences(List<Requirement> requirements) {
    for (Requirement each : requirements) {
      out.append("<blockquote><span class=\"id\">").append(each.id()).append("</span> ");
      out.append(escape(each.text())).append("</blockquote>\n");
    }
  }

  private void term(String name, String text) {
    out.append("<dt>").append(name).append("</dt><dd>").append(escape(text)).append("</dd>\n");
  }

  private void measures() {
    List<TestResult> measured =
        run.results().stream().filter(each -> !each.seen().measures().isEmpty()).toList();
    if (!measured.isEmpty()) {
      out.append("<h2>What was measured</h2>\n");
    }
    for (TestResult result : measured) {
      out.append("<article>\n<h3>").append(ids(result)).append(' ');
      out.append(escape(result.test().title())).append("</h3>\n");
      line(
          result.counts()
              ? "From an hour on it is judged whether memory and threads only grow."
              : "Nothing of this is judged.");
      result.seen().measures().forEach(each -> out.append(Chart.of(each)));
      out.append("</article>\n");
    }
  }

  private void groups() {
    Map<String, List<TestResult>> byGroup =
        run.results().stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.test().group(), LinkedHashMap::new, Collectors.toList()));
    out.append("<h2>All tests</h2>\n");
    byGroup.forEach(this::group);
  }

  private void group(String name, List<TestResult> results) {
    long passed = results.stream().filter(each -> each.verdict() == Verdict.PASS).count();
    out.append("<details><summary>").append(escape(name)).append(' ').append(passed);
    out.append('/').append(results.size()).append("</summary>\n<ul>\n");
    for (TestResult result : results) {
      out.append("<li><span class=\"").append(css(result.verdict())).append("\">");
      out.append(sign(result.verdict())).append(' ').append(result.verdict()).append("</span> ");
      out.append(ids(result)).append(" <a href=\"");
      out.append(escape(ResultsFolder.transcriptName(result))).append("\">");
      out.append(escape(result.test().title())).append("</a>");
      result
          .uncounted()
          .ifPresent(why -> out.append(" (does not count: ").append(escape(why)).append(")"));
      out.append("</li>\n");
    }
    out.append("</ul>\n</details>\n");
  }

  private static String ids(TestResult result) {
    return result.test().requirements().stream()
        .map(each -> "<span class=\"id\">" + each.id() + "</span>")
        .collect(Collectors.joining(" "));
  }

  /** Shape and word beside the colour. */
  private static String sign(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "\u2713";
      case FAIL -> "\u2717";
      case WARN -> "\u25b2";
      case INFO -> "\u2139";
      case SKIPPED -> "\u25cb";
      case NOT_APPLICABLE -> "\u2013";
      case ERROR -> "\u25c6";
    };
  }

  private static String css(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

package io.platen.conformance.report;

import static io.platen.conformance.report.Markup.escape;

import io.platen.conformance.claims.Ics;
import io.platen.conformance.report.Declaration.Line;
import io.platen.protocol.Requirement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A declaration to print and to sign by hand; it needs no network. */
final class DeclarationHtml {
  private final StringBuilder out = new StringBuilder();

  private DeclarationHtml() {}

  static String of(Declaration declaration) {
    DeclarationHtml html = new DeclarationHtml();
    html.page(declaration);
    return html.out.toString();
  }

  private void page(Declaration of) {
    Ics.Product product = of.ics().product();
    out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<title>Declaration of conformance: ").append(escape(product.toString()));
    out.append("</title>\n<style>\n").append(Bundled.text("report.css")).append("</style>\n");
    out.append("</head>\n<body>\n<main>\n<h1>Declaration of conformance</h1>\n<p>");
    out.append(escape(product.maker())).append(" declares that <strong>");
    out.append(escape(product.name() + " " + product.version())).append("</strong> keeps to ");
    out.append("version ").append(Ics.PROTOCOL).append(" of the Platen protocol as a ");
    out.append(of.ics().role().name().toLowerCase(Locale.ROOT)).append(" in the profiles below.");
    out.append(" This was made from the results of a run, and from nothing else.</p>\n<dl>");
    term("tested", date(of.tested()));
    term("declared", date(of.made()));
    String hash = of.suite().sha256().map(each -> ", SHA-256 " + each).orElse(", not from a jar");
    term("suite", of.suite().version() + hash);
    term("claim", "ics.xml, SHA-256 " + of.digests().get(ResultsFolder.ICS));
    term("results", "results.json, SHA-256 " + of.digests().get(ResultsFolder.RESULTS));
    out.append("</dl>\n<h2>Profiles</h2>\n<ul>\n");
    for (Declaration.ProfileVerdict each : of.profiles()) {
      out.append("<li><strong>").append(escape(each.name())).append("</strong>: conformant, ");
      out.append(each.applied()).append(" tests apply");
      out.append(each.remarked() > 0 ? ", " + each.remarked() + " with a remark" : "");
      out.append("</li>\n");
    }
    out.append("</ul>\n");
    section("What does not apply, and why", "Everything applies.", of.exceptions());
    section("SHOULDs not kept, MAYs not used", "None.", of.remarks());
    section("Tests that do not count", "All tests that ran count.", of.uncounted());
    out.append("<h2>For ").append(escape(product.maker())).append("</h2>\n");
    out.append("<p class=\"hand\">Place, date</p>\n<p class=\"hand\">Name, signature</p>\n");
    out.append("</main>\n</body>\n</html>\n");
  }

  private void term(String name, String text) {
    out.append("<dt>").append(name).append("</dt><dd>").append(escape(text)).append("</dd>\n");
  }

  private void section(String title, String none, List<Line> lines) {
    out.append("<h2>").append(title).append("</h2>\n");
    if (lines.isEmpty()) {
      out.append("<p>").append(none).append("</p>\n");
      return;
    }
    // One line a reason, so that a page has room for all of it.
    Map<String, List<Line>> byReason =
        lines.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.verdict() + ": " + each.reason(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    out.append("<ul>\n");
    byReason.forEach(this::item);
    out.append("</ul>\n");
  }

  private void item(String reason, List<Line> lines) {
    out.append("<li>").append(escape(reason)).append(" (").append(lines.size());
    out.append(lines.size() == 1 ? " test)" : " tests)").append("<br><code>");
    out.append(
        lines.stream()
            .flatMap(each -> each.requirements().stream())
            .map(Requirement::id)
            .distinct()
            .sorted()
            .collect(Collectors.joining(" ")));
    out.append("</code></li>\n");
  }

  private static String date(Instant instant) {
    return DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
        .format(instant.atOffset(ZoneOffset.UTC));
  }
}

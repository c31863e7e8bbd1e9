package io.platen.conformance.report;

import static io.platen.conformance.report.Markup.escape;

import io.platen.conformance.engine.Check;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.TestResult;
import io.platen.conformance.engine.Verdict;
import io.platen.protocol.Requirement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The form that build servers read. A warning is a passed case with its text as output. */
final class JunitXml {
  private JunitXml() {}

  static String of(Run run) {
    Map<Verdict, Long> counts = run.counts();
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<testsuite name=\"platen-conformance\" tests=\"")
        .append(run.results().size())
        .append("\" failures=\"")
        .append(counts.get(Verdict.FAIL))
        .append("\" errors=\"")
        .append(counts.get(Verdict.ERROR))
        .append("\" skipped=\"")
        .append(run.results().stream().filter(JunitXml::isSkipped).count())
        .append("\" timestamp=\"")
        .append(run.started())
        .append("\" time=\"")
        .append(seconds(run.took()))
        .append("\">\n");
    run.results().forEach(result -> out.append(testCase(result)));
    return out.append("</testsuite>\n").toString();
  }

  private static boolean isSkipped(TestResult result) {
    return !result.counts()
        || result.verdict() == Verdict.SKIPPED
        || result.verdict() == Verdict.NOT_APPLICABLE;
  }

  private static String testCase(TestResult result) {
    String ids =
        result.test().requirements().stream().map(Requirement::id).collect(Collectors.joining(" "));
    String start =
        String.format(
            Locale.ROOT,
            "  <testcase classname=\"%s\" name=\"%s %s\" time=\"%s\"",
            escape(result.test().name().replaceFirst("\\..*", "")),
            ids,
            escape(result.test().title()),
            seconds(result.took()));
    String said = said(result);
    if (!result.counts()) {
      String why = result.verdict() + ", does not count: " + result.uncounted().orElse("");
      return start
          + "><skipped message=\""
          + escape((why + "\n" + said).strip())
          + "\"/></testcase>\n";
    }
    return switch (result.verdict()) {
      case PASS -> start + "/>\n";
      case INFO, WARN -> start + "><system-out>" + escape(said) + "</system-out></testcase>\n";
      case SKIPPED, NOT_APPLICABLE ->
          start + "><skipped message=\"" + escape(said) + "\"/></testcase>\n";
      case FAIL -> start + "><failure>" + escape(said) + "</failure></testcase>\n";
      case ERROR -> start + "><error>" + escape(said) + "</error></testcase>\n";
    };
  }

  private static String said(TestResult result) {
    String broken = result.broken().stream().map(JunitXml::said).collect(Collectors.joining("\n"));
    return result.trouble().map(trouble -> trouble + "\n" + broken).orElse(broken).strip();
  }

  private static String said(Check check) {
    return String.format(
        Locale.ROOT,
        "%s %s%n  sent:     %s%n  received: %s%n  expected: %s%n  hint:     %s",
        check.requirement().id(),
        check.requirement().text(),
        check.sent(),
        check.received(),
        check.expected(),
        check.hint());
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
  }
}

package io.platen.conformance.report;

import io.platen.conformance.engine.Check;
import io.platen.conformance.engine.Measure;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.TestResult;
import io.platen.conformance.json.JsonText;
import io.platen.protocol.Requirement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The results and their summary as data, in a stable order. */
final class ResultsJson {
  private ResultsJson() {}

  static String results(Claim claim, Run run) {
    Map<String, Object> root = head(claim, run);
    root.put("tests", run.results().stream().map(ResultsJson::test).toList());
    return JsonText.of(root);
  }

  /**
   * @param hashes SHA-256 by the file's name, of every other file of the folder
   */
  static String summary(Claim claim, Run run, Map<String, String> hashes) {
    Map<String, Object> root = head(claim, run);
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put("java", System.getProperty("java.version"));
    environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    root.put("environment", environment);
    Map<String, Object> verdicts = new LinkedHashMap<>();
    run.verdicts().forEach((requirement, verdict) -> verdicts.put(requirement.id(), verdict));
    root.put("verdicts", verdicts);
    root.put("files", hashes);
    return JsonText.of(root);
  }

  private static Map<String, Object> head(Claim claim, Run run) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("conclusion", name(run.conclusion()));
    root.put("exitStatus", run.conclusion().exitStatus());
    root.put("role", claim.role());
    claim.product().ifPresent(product -> root.put("product", product(product)));
    root.put("target", claim.target());
    root.put("protocol", claim.protocol());
    root.put("profiles", claim.profiles());
    Map<String, Object> coverage = new LinkedHashMap<>();
    coverage.put("tested", claim.coverage().tested());
    coverage.put("all", claim.coverage().all());
    root.put("requirements", coverage);
    Map<String, Object> suite = new LinkedHashMap<>();
    suite.put("version", claim.suite().version());
    suite.put("sha256", claim.suite().sha256().orElse(null));
    root.put("suite", suite);
    root.put("started", run.started());
    root.put("milliseconds", run.took().toMillis());
    Map<String, Object> counts = new LinkedHashMap<>();
    run.counts().forEach((verdict, count) -> counts.put(name(verdict), count));
    counts.put("not-counted", (long) run.uncounted().size());
    root.put("counts", counts);
    return root;
  }

  private static Map<String, Object> product(Claim.Product product) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("maker", product.maker());
    out.put("name", product.name());
    out.put("version", product.version());
    return out;
  }

  private static Map<String, Object> test(TestResult result) {
    Map<String, Object> test = new LinkedHashMap<>();
    test.put("name", result.test().name());
    test.put("title", result.test().title());
    test.put("requirements", result.test().requirements().stream().map(Requirement::id).toList());
    test.put("verdict", result.verdict());
    test.put("milliseconds", result.took().toMillis());
    result.trouble().ifPresent(trouble -> test.put("trouble", trouble));
    result.uncounted().ifPresent(why -> test.put("notCounted", why));
    test.put("checks", result.checks().stream().map(ResultsJson::check).toList());
    if (!result.seen().measures().isEmpty()) {
      test.put("measures", result.seen().measures().stream().map(ResultsJson::measure).toList());
    }
    test.put("transcript", ResultsFolder.transcriptName(result));
    return test;
  }

  private static Map<String, Object> check(Check check) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("requirement", check.requirement().id());
    out.put("verdict", check.verdict());
    out.put("sent", check.sent());
    out.put("received", check.received());
    out.put("expected", check.expected());
    if (!check.holds()) {
      out.put("hint", check.hint());
    }
    return out;
  }

  private static Map<String, Object> measure(Measure measure) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", measure.name());
    out.put("unit", measure.unit());
    out.put("values", measure.values());
    return out;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package io.platen.conformance.report;

import io.platen.conformance.claims.Ics;
import io.platen.conformance.engine.Applicability;
import io.platen.conformance.engine.Catalogue;
import io.platen.conformance.engine.ConformanceTest;
import io.platen.conformance.report.Declaration.Line;
import io.platen.conformance.report.Declaration.ProfileVerdict;
import io.platen.conformance.report.Findings.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a declaration of a folder of results, or says in plain words why it cannot be made. */
public final class DeclarationDesk {
  private static final String NOT_APPLICABLE = "NOT_APPLICABLE";
  private static final Set<String> GOOD = Set.of("PASS", "WARN", "INFO", NOT_APPLICABLE);
  private static final int NAMED = 5;

  private final Path folder;
  private final Findings findings;
  private final List<String> refusals = new ArrayList<>();
  private Catalogue named = Catalogue.of(List.of());

  private DeclarationDesk(Path folder, Findings findings) {
    this.folder = folder;
    this.findings = findings;
  }

  /** Why there is no declaration, a sentence each. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final List<String> reasons;

    Refused(List<String> reasons) {
      super(String.join("; ", reasons));
      this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
      return reasons;
    }
  }

  /**
   * @throws IOException where the folder holds no results
   * @throws Refused where somebody changed them, or where nobody said what is claimed
   */
  public static DeclarationDesk of(Path folder) throws IOException, Refused {
    List<String> faults = new ArrayList<>(Verification.of(folder).faults());
    // The suite's own earlier declaration is made anew.
    if (faults.isEmpty() && !Files.exists(folder.resolve(ResultsFolder.ICS))) {
      faults.add("nobody says what is claimed of which product: run again with --ics");
    }
    if (!faults.isEmpty()) {
      throw new Refused(faults);
    }
    String json = Contents.ofFolder(folder).text(ResultsFolder.RESULTS);
    return new DeclarationDesk(folder, Findings.read(json));
  }

  /** Tests beyond the usual ones, which are named where they ran. */
  public void also(Catalogue more) {
    named = more;
  }

  /** {@code server} or {@code device}. */
  public String role() {
    return findings.role();
  }

  /** The copy of the ICS that the run went by. */
  public Path ics() {
    return folder.resolve(ResultsFolder.ICS);
  }

  /**
   * @param catalogue of the role, by the suite that ran
   * @param suite this suite
   * @throws Refused with every reason
   */
  public Declaration declare(Catalogue catalogue, Ics ics, Claim.Suite suite, Instant made)
      throws IOException, Refused {
    if (!suite.equals(findings.suite())) {
      refuse("suite " + words(findings.suite()) + " ran, this is " + words(suite) + "; use that");
    }
    if (!Set.copyOf(findings.profiles()).equals(ics.profiles())) {
      refuse("the run and its ICS do not claim the same profiles");
    }
    Map<String, Finding> found =
        findings.tests().stream().collect(Collectors.toMap(Finding::name, Function.identity()));
    Applicability claimed = new Applicability(ics.profiles(), ics.without());
    List<ProfileVerdict> profiles = new ArrayList<>();
    for (String profile : new TreeSet<>(ics.profiles())) {
      profiles.add(verdict(profile, testsOf(catalogue, profile), found, claimed));
    }
    if (refusals.isEmpty() && !findings.conclusion().equals("conformant")) {
      refuse("the run as a whole is " + findings.conclusion() + "; see report.html");
    }
    if (!refusals.isEmpty()) {
      throw new Refused(refusals);
    }
    return new Declaration(
        ics,
        findings.started(),
        made,
        suite,
        profiles,
        lines(catalogue, each -> each.uncounted().isEmpty() && isExempt(each)),
        lines(catalogue, each -> each.uncounted().isEmpty() && isRemark(each)),
        lines(catalogue, each -> each.uncounted().isPresent()),
        digests());
  }

  private static List<ConformanceTest> testsOf(Catalogue catalogue, String profile) {
    return catalogue.tests().stream()
        .filter(each -> each.provisional().isEmpty())
        .filter(each -> each.requirements().stream().anyMatch(it -> it.profile().equals(profile)))
        .toList();
  }

  private ProfileVerdict verdict(
      String profile,
      List<ConformanceTest> tests,
      Map<String, Finding> found,
      Applicability claimed) {
    List<String> open = new ArrayList<>();
    int applied = 0;
    int remarked = 0;
    for (ConformanceTest test : tests) {
      Finding finding = found.get(test.name());
      String said = finding == null ? "not run" : finding.verdict();
      boolean exempt = claimed.whyNot(test).isPresent();
      if (!GOOD.contains(said) || exempt != said.equals(NOT_APPLICABLE)) {
        open.add(test.name() + " (" + said + ")");
      }
      applied += exempt ? 0 : 1;
      remarked += said.equals("WARN") || said.equals("INFO") ? 1 : 0;
    }
    if (!open.isEmpty()) {
      refuse("profile " + profile + " is not shown: " + listed(open));
    } else if (applied == 0) {
      refuse("profile " + profile + " is claimed, but none of its tests applies");
    }
    return new ProfileVerdict(profile, applied, remarked);
  }

  private static String listed(List<String> open) {
    String first = String.join(", ", open.subList(0, Math.min(NAMED, open.size())));
    return open.size() > NAMED ? first + " and " + (open.size() - NAMED) + " more" : first;
  }

  private static boolean isExempt(Finding finding) {
    return finding.verdict().equals(NOT_APPLICABLE);
  }

  private static boolean isRemark(Finding finding) {
    return finding.verdict().equals("WARN") || finding.verdict().equals("INFO");
  }

  private List<Line> lines(Catalogue catalogue, Predicate<Finding> which) {
    List<Line> lines = new ArrayList<>();
    for (Finding each : findings.tests()) {
      if (which.test(each)) {
        Stream.concat(catalogue.tests().stream(), named.tests().stream())
            .filter(test -> test.name().equals(each.name()))
            .findFirst()
            .ifPresent(test -> lines.add(line(test, each)));
      }
    }
    return lines;
  }

  private static Line line(ConformanceTest test, Finding finding) {
    String why = finding.uncounted().or(finding::trouble).orElse("see the report");
    String first = why.lines().findFirst().orElse("");
    return new Line(test.name(), test.requirements(), finding.verdict(), first);
  }

  private Map<String, String> digests() throws IOException {
    Map<String, String> all = Contents.ofFolder(folder).hashes();
    return all.entrySet().stream()
        .filter(each -> Set.of(ResultsFolder.ICS, ResultsFolder.RESULTS).contains(each.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private void refuse(String why) {
    refusals.add(why);
  }

  private static String words(Claim.Suite suite) {
    return suite.version() + suite.sha256().map(each -> " (SHA-256 " + each + ")").orElse("");
  }
}

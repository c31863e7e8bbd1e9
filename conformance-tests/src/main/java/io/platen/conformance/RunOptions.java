package io.platen.conformance;

import io.platen.conformance.claims.Ics;
import io.platen.conformance.claims.Ixit;
import io.platen.conformance.engine.Applicability;
import io.platen.conformance.engine.Catalogue;
import io.platen.conformance.engine.Selection;
import io.platen.conformance.report.Claim;
import io.platen.conformance.report.Papers;
import io.platen.conformance.report.ResultsFolder;
import io.platen.conformance.subject.ConfigurationException;
import io.platen.conformance.subject.Trials;
import io.platen.conformance.suite.Extra;
import io.platen.conformance.suite.Extras;
import io.platen.protocol.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What both runs are asked: what is claimed, which tests, and where the results go. */
final class RunOptions {
  @Option(
      names = "--select",
      arity = "1..*",
      paramLabel = "ID",
      description = "Only tests of a requirement (PLT-RPT-001), an area (PLT-RPT), or by name.")
  private List<String> selected = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the results go (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("conformance-results");

  @Option(
      names = "--profile",
      split = ",",
      paramLabel = "PROFILE",
      description =
          "What it claims (default: core). Also fuzz, soak and performance, which nobody "
              + "claims: alone they leave out the usual tests.")
  private List<String> profiles = List.of();

  @Option(
      names = "--ics",
      paramLabel = "FILE",
      description =
          "What it claims, as XML, in the place of --profile: its profiles, and the "
              + "SHOULDs and MAYs that it goes without. What is not claimed is NOT_APPLICABLE "
              + "(\"schema ics.xsd\").")
  private @Nullable Path ics;

  @Option(
      names = "--gates",
      description =
          "Also looks by tools of others that are installed here: sslscan, testssl.sh, "
              + "pki --est, openssl cms, xmllint. One that is not installed does not count.")
  private boolean gates;

  @Option(
      names = "--repeat",
      paramLabel = "TIMES",
      description =
          "Runs all of it so many times, and compares the verdicts. Ends with 3, and "
              + "names the tests, where they are not the same each time.")
  private int repeat = 1;

  @Mixin private final TrialOptions trials = new TrialOptions();

  /** The tests of a role that are asked for: the usual ones, the extra ones, or both. */
  Selection selection(Requirement.Role role, Catalogue usual) throws ConfigurationException {
    if (repeat < 1) {
      throw new ConfigurationException("--repeat", List.of("at least once"));
    }
    Catalogue extra = Extras.catalogue(role, extras());
    boolean onlyExtra = ics == null && !profiles.isEmpty() && claimedProfiles().isEmpty();
    return Selection.of(onlyExtra ? extra : usual.and(extra), selected);
  }

  private Set<Extra> extras() {
    Set<Extra> extras = EnumSet.noneOf(Extra.class);
    profiles.forEach(each -> Extra.of(each).ifPresent(extras::add));
    if (gates) {
      extras.add(Extra.GATES);
    }
    return extras;
  }

  /** Without the words for extra tests, which no product claims. */
  private Set<String> claimedProfiles() {
    return profiles.stream()
        .filter(each -> Extra.of(each).isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Trials trials() throws ConfigurationException {
    return trials.read();
  }

  /** Once, or again and again. */
  Repetition repetition() {
    return new Repetition(repeat);
  }

  /** What the same run needs again, beside the target and a selection. */
  String again() {
    String claim = ics != null ? " --ics " + ics : "";
    String named = profiles.isEmpty() ? "" : " --profile " + String.join(",", profiles);
    return claim + named + (gates ? " --gates" : "") + trials.again();
  }

  ResultsFolder folder() throws IOException {
    return ResultsFolder.prepare(out);
  }

  /** What stands beside the results. */
  Papers papers(Ixit ixit) throws IOException {
    Optional<String> read = ics == null ? Optional.empty() : Optional.of(Files.readString(ics));
    return new Papers(read, Optional.of(ixit.withoutSecrets()));
  }

  /**
   * What a run goes by.
   *
   * @param product empty without an ICS
   */
  record Claimed(Applicability applicability, Optional<Claim.Product> product) {
    List<String> profiles() {
      return applicability.profiles().stream().sorted().toList();
    }
  }

  /**
   * By an ICS, or by the names of profiles alone.
   *
   * @param tested the profiles that the suite has tests of
   */
  Claimed read(Requirement.Role role, Set<String> tested) throws ConfigurationException {
    Set<String> named = claimedProfiles();
    if (ics == null) {
      RunConsole.checkProfiles(named, tested);
      return new Claimed(
          Applicability.of(named.isEmpty() ? Set.of("core") : named), Optional.empty());
    }
    if (!named.isEmpty()) {
      throw new ConfigurationException(
          "--profile", List.of("the ICS " + ics + " says what is claimed; leave --profile out"));
    }
    Ics read = Ics.read(ics, role, tested);
    Ics.Product product = read.product();
    return new Claimed(
        new Applicability(read.profiles(), read.without()),
        Optional.of(new Claim.Product(product.maker(), product.name(), product.version())));
  }
}

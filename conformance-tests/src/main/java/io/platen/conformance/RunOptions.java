package io.platen.conformance;

import io.platen.conformance.claims.Ics;
import io.platen.conformance.engine.Applicability;
import io.platen.conformance.engine.Catalogue;
import io.platen.conformance.engine.Selection;
import io.platen.conformance.report.Claim;
import io.platen.conformance.report.ResultsFolder;
import io.platen.conformance.subject.ConfigurationException;
import io.platen.protocol.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
      description = "What it claims (default: core).")
  private List<String> profiles = List.of();

  @Option(
      names = "--ics",
      paramLabel = "FILE",
      description = {
        "What it claims, as XML, in the place of --profile: its profiles, and the SHOULDs and MAYs",
        "that it goes without. What is not claimed is NOT_APPLICABLE (\"schema ics.xsd\")."
      })
  private @Nullable Path ics;

  Selection selection(Catalogue catalogue) {
    return Selection.of(catalogue, selected);
  }

  ResultsFolder folder() throws IOException {
    return ResultsFolder.prepare(out);
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
    if (ics == null) {
      Set<String> named = profiles.isEmpty() ? Set.of("core") : Set.copyOf(profiles);
      RunConsole.checkProfiles(named, tested);
      return new Claimed(Applicability.of(named), Optional.empty());
    }
    if (!profiles.isEmpty()) {
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

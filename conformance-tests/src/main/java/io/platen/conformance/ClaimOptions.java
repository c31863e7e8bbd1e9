package io.platen.conformance;

import io.platen.conformance.claims.Ics;
import io.platen.conformance.engine.Applicability;
import io.platen.conformance.report.Claim;
import io.platen.conformance.subject.ConfigurationException;
import io.platen.protocol.Requirement;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is claimed: by an ICS, or by the names of profiles alone. */
final class ClaimOptions {
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

package io.platen.conformance.report;

import io.platen.conformance.claims.Ics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a run is about, beside its results.
 *
 * @param role what was tested: {@code server}
 * @param product who made what; empty where nobody has said so
 * @param target where it stands, for people
 * @param profiles what it claims
 * @param coverage how much of the specification the suite tests so far
 * @param suite which suite said so
 * @param rerun the command line that runs the same again, without a selection
 */
public record Claim(
    String role,
    Optional<Product> product,
    String target,
    List<String> profiles,
    Coverage coverage,
    Suite suite,
    String rerun) {

  public Claim {
    profiles = List.copyOf(profiles);
  }

  /** The version of the specification that this suite tests. */
  public String protocol() {
    return Ics.PROTOCOL;
  }

  /** Without a product. */
  public Claim(
      String role,
      String target,
      List<String> profiles,
      Coverage coverage,
      Suite suite,
      String rerun) {
    this(role, Optional.empty(), target, profiles, coverage, suite, rerun);
  }

  /** As the ICS has it. */
  public record Product(String maker, String name, String version) {}

  /** How many of the requirements that concern the role have a test in this suite. */
  public record Coverage(int tested, int all) {}

  /**
   * The suite itself.
   *
   * @param sha256 of its jar; empty where it does not run from one
   */
  public record Suite(String version, Optional<String> sha256) {
    /** Of a file, in hexadecimal. */
    public static String sha256Of(Path jar) throws IOException {
      return Digests.sha256(jar);
    }
  }
}

package io.platen.conformance;

import io.platen.conformance.report.Claim;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Which suite this is: the version that the build wrote into the jar, and the jar's SHA-256. */
final class SuiteVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"platen-conformance " + version()};
  }

  static Claim.Suite suite() throws IOException {
    Optional<Path> jar = jar();
    return new Claim.Suite(
        version(),
        jar.isPresent() ? Optional.of(Claim.Suite.sha256Of(jar.get())) : Optional.empty());
  }

  private static String version() {
    return Objects.requireNonNullElse(
        Main.class.getPackage().getImplementationVersion(), "(not packaged)");
  }

  private static Optional<Path> jar() {
    CodeSource source = Main.class.getProtectionDomain().getCodeSource();
    try {
      return Optional.ofNullable(source == null ? null : Path.of(source.getLocation().toURI()))
          .filter(Files::isRegularFile);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}

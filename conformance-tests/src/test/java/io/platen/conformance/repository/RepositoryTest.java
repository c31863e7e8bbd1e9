package io.platen.conformance.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RepositoryTest {
  private static final Set<String> TOP =
      Set.of(
          "protocol-spec",
          "device-sdk",
          "server-war",
          "conformance-tests",
          "reference-device",
          "docs",
          "pom.xml",
          "README.md",
          "LICENSE",
          "CHANGELOG.md",
          "SECURITY.md",
          "CONTRIBUTING.md",
          "mvnw",
          "mvnw.cmd");

  /** A whole key in PEM: its first line, base64, its last line. A test may name the first line. */
  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN ([A-Z ]+ )?PRIVATE KEY-----\\s+([A-Za-z0-9+/=:, -]+\\s+){1,200}-----END");

  @Test
  void has_nothing_at_the_top_but_what_the_architecture_allows() throws IOException {
    try (Stream<Path> top = Files.list(Repository.ROOT)) {
      // when
      List<String> names =
          top.map(each -> each.getFileName().toString())
              // Dot files, and what builds and a started server leave behind, are not of the
              // design.
              .filter(name -> !name.startsWith(".") && !isLeftBehind(name))
              .toList();
      // then
      assertThat(names).contains("pom.xml", "README.md").isSubsetOf(TOP);
    }
  }

  @Test
  void each_jar_that_runs_says_its_version() throws IOException {
    for (String module : List.of("conformance-tests", "reference-device", "server-war")) {
      assertThat(Repository.ROOT.resolve(module).resolve("pom.xml"))
          .content()
          .contains("Implementation-Version");
    }
  }

  @Test
  void holds_no_private_key() throws IOException {
    // given
    List<Path> files = Repository.files();
    assertThat(files).hasSizeGreaterThan(100);
    // then
    assertThat(files).noneMatch(file -> hasPrivateKey(file) || isKeyStore(file));
  }

  @Test
  void would_see_a_private_key() {
    // given
    String key = "-----BEGIN %s-----\nMIGHAgEAMBMGByqGSM49AgEG\nCCqGSM49\n-----END";
    // then
    assertThat(PRIVATE_KEY.matcher(key.formatted("PRIVATE KEY")).find()).isTrue();
    assertThat(PRIVATE_KEY.matcher(key.formatted("EC PRIVATE KEY")).find()).isTrue();
    assertThat(PRIVATE_KEY.matcher(key.formatted("CERTIFICATE")).find()).isFalse();
  }

  private static boolean isLeftBehind(String name) {
    return Set.of("target", "platen-data", "conformance-results").contains(name);
  }

  private static boolean isKeyStore(Path file) {
    return file.toString().matches(".*\\.(p12|pfx|jks|keystore|key)");
  }

  private static boolean hasPrivateKey(Path file) {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return PRIVATE_KEY.matcher(text).find();
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }
}

package io.platen.conformance.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documents name must be there. */
class DocumentsTest {
  private static final Pattern LINK =
      Pattern.compile("(?:\\]\\(|srcset=\"|src=\"|href=\")([^)\"\\s]+)[)\"]");
  private static final Pattern JAR =
      Pattern.compile("([a-z-]+)/target/(platen-[a-z]+)\\.(?:jar|war)");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|(?m)^ {4,}.*$|`[^`\n]*`");

  @Test
  void every_link_leads_to_a_file() throws IOException {
    List<String> broken = new ArrayList<>();
    int seen = 0;
    for (Path page : Repository.pages()) {
      String prose = CODE.matcher(Repository.text(page)).replaceAll("code");
      for (String link : LINK.matcher(prose).results().map(each -> each.group(1)).toList()) {
        if (!link.matches("(https?|mailto):.*|#.*")) {
          seen++;
          Path target = page.resolveSibling(link.replaceFirst("#.*", "")).normalize();
          if (!Files.exists(target)) {
            broken.add(Repository.name(page) + " -> " + link);
          }
        }
      }
    }
    assertThat(seen).isGreaterThan(30);
    assertThat(broken).isEmpty();
  }

  @Test
  void every_jar_that_is_named_is_built_by_its_module() throws IOException {
    List<String> unknown = new ArrayList<>();
    int seen = 0;
    for (Path page : Repository.pages()) {
      for (MatchResult jar : JAR.matcher(Repository.text(page)).results().toList()) {
        seen++;
        Path pom = Repository.ROOT.resolve(jar.group(1)).resolve("pom.xml");
        if (!Files.exists(pom) || !Repository.text(pom).contains(jar.group(2))) {
          unknown.add(Repository.name(page) + " -> " + jar.group());
        }
      }
    }
    assertThat(seen).isGreaterThan(5);
    assertThat(unknown).isEmpty();
  }

  @Test
  void the_readme_begins_with_the_two_commands_and_they_exist() throws IOException {
    // given
    String readme = Repository.text(Repository.ROOT.resolve("README.md"));
    // when
    int demo = readme.indexOf("./mvnw -Pdemo");
    int verify = readme.indexOf("./mvnw verify");
    // then
    assertThat(demo).isPositive();
    assertThat(verify).isGreaterThan(demo).isLessThan(readme.indexOf("## "));
    assertThat(Repository.ROOT.resolve("mvnw")).isExecutable();
    assertThat(Repository.text(Repository.ROOT.resolve("pom.xml"))).contains("<id>demo</id>");
    assertThat(Repository.text(Repository.ROOT.resolve(".ci/run"))).contains("./mvnw verify");
  }

  @Test
  void the_main_flow_is_one_click_from_the_readme() throws IOException {
    assertThat(Repository.text(Repository.ROOT.resolve("README.md")))
        .contains("](docs/architecture.md)");
    assertThat(Repository.text(Repository.ROOT.resolve("docs/architecture.md")))
        .containsSubsequence(
            "Sync.java",
            "Scanner.java",
            "SnmpReader.java",
            "Reporter.java",
            "Outbox.java",
            "Uploader.java",
            "Ingest.java",
            "FleetWriter.java");
  }
}

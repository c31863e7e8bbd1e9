package io.platen.protocol.specification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The step of the build that demands to know what each value is for, run as the build runs it. */
class PrivacyStepTest {
  private static final Path RESOURCES = Path.of("src/main/resources/io/platen/protocol");
  private static final Path PAGE = Path.of("../docs/explanation/what-leaves-the-network.md");

  @TempDir Path folder;

  @BeforeEach
  void copySchemas() throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve("schema"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Files.copy(PAGE, folder.resolve("page.md"));
  }

  @Test
  void passes_for_what_is_published() throws Exception {
    // when
    Outcome outcome = run();

    // then
    assertThat(outcome.status()).as(outcome.output()).isZero();
    assertThat(folder.resolve("fields-report.adoc"))
        .content()
        .contains("`+report/printer/identity/serial+`", "`+report/printer/meters/meter/@value+`");
  }

  @ParameterizedTest(name = "without {0}")
  @CsvSource({
    "platen:class=\"serial\", report/printer/identity/serial has no registered platen:class",
    "platen:purpose=\"Is what pages are billed by\","
        + " report/printer/meters/meter/@value has no platen:purpose",
    "platen:retention=\"current\", has no registered platen:retention",
  })
  void fails_for_a_value_that_lacks_one_of_the_three(String annotation, String message)
      throws Exception {
    // given
    edit("report.xsd", " " + annotation, " ");

    // when
    Outcome outcome = run();

    // then
    assertThat(outcome.status()).isNotZero();
    assertThat(outcome.output()).contains(message);
  }

  @Test
  void fails_for_a_new_element_that_says_nothing_of_itself() throws Exception {
    // given
    edit(
        "report.xsd",
        "<xs:element name=\"vendor\"",
        "<xs:element name=\"owner\" type=\"ShortText\"/><xs:element name=\"vendor\"");

    // then
    assertThat(run().output())
        .contains("report/printer/identity/owner has no registered platen:class");
  }

  @Test
  void fails_for_a_class_that_is_not_registered() throws Exception {
    // given
    edit("report.xsd", "platen:class=\"serial\"", "platen:class=\"invented\"");

    // then
    assertThat(run().output()).contains("'invented'");
  }

  @Test
  void fails_where_the_page_is_not_what_the_schema_says() throws Exception {
    // given
    edit("page.md", "| serial |", "| nothing |");

    // then
    assertThat(run().output()).contains("is not what the schema says", "-Dpages=write");
  }

  private void edit(String file, String from, String to) throws IOException {
    Path path = folder.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
  }

  private Outcome run() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "src/build/java/PrivacyStep.java",
                folder.toString(),
                RESOURCES.resolve("registry").toString(),
                folder.toString(),
                folder.resolve("page.md").toString(),
                "check")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  private record Outcome(int status, String output) {}
}

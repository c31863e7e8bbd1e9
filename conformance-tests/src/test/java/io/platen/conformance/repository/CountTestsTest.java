package io.platen.conformance.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** The line that continuous integration ends with, counted from sample reports. */
@DisabledOnOs(value = WINDOWS, disabledReason = "It is a shell script")
class CountTestsTest {
  @TempDir private Path folder;

  @Test
  void adds_up_the_reports_of_all_modules() throws Exception {
    // given
    report("a/target/surefire-reports/TEST-a.xml", "tests=\"5\" errors=\"0\" skipped=\"1\"");
    report("b/target/failsafe-reports/TEST-b.xml", "\n  tests=\"7\"\n  skipped=\"0\"");
    // then
    assertThat(count()).isEqualTo("11 passed, 0 failed, 1 skipped\n0");
  }

  @Test
  void fails_when_a_test_failed() throws Exception {
    // given
    report("a/target/surefire-reports/TEST-a.xml", "tests=\"5\" errors=\"1\" failures=\"2\"");
    // then
    assertThat(count()).isEqualTo("2 passed, 3 failed, 0 skipped\n1");
  }

  @Test
  void fails_when_no_test_ran() throws Exception {
    // given
    report("a/target/surefire-reports/TEST-a.xml", "tests=\"2\" skipped=\"2\"");
    // then
    assertThat(count()).isEqualTo("0 passed, 0 failed, 2 skipped\n3");
    // given
    Files.delete(folder.resolve("a/target/surefire-reports/TEST-a.xml"));
    // then
    assertThat(count()).isEqualTo("0 passed, 0 failed, 0 skipped\n3");
  }

  private void report(String name, String attributes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "<?xml version=\"1.0\"?>\n<testsuite name=\"x\" "
            + attributes
            + " time=\"0.1\">\n<testcase name=\"tests=9\"/>\n</testsuite>\n");
  }

  /** What it prints, and its exit status. */
  private String count() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Repository.ROOT.resolve(".ci/count-tests").toString(), folder.toString())
            .redirectErrorStream(true)
            .start();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      return text + process.waitFor();
    }
  }
}

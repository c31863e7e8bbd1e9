package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.platen.conformance.peers.PeerBench;
import io.platen.conformance.testing.SecondServer;
import io.platen.conformance.testing.ShellAdapter;
import io.platen.conformance.testing.TestBench;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ExtrasOnTheCommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void runs_extra_tests_alone_where_nothing_else_is_named() throws Exception {
    try (PeerBench bench = TestBench.correct(folder)) {
      // when
      int status = run(bench, "--profile", "fuzz", "--cases", "2", "--seed", "9");
      // then
      assertThat(status).as(out.toString() + err).isZero();
      assertThat(out.toString().lines().filter(line -> line.startsWith("PASS"))).hasSize(3);
      assertThat(out.toString()).contains("documents that are changed by chance", "3 passed");
    }
  }

  @Test
  void draws_what_it_measures_and_ends_with_3_for_nothing_is_judged() throws Exception {
    try (PeerBench bench = TestBench.correct(folder)) {
      // when
      int status = run(bench, "--profile", "performance", "--requests", "4");
      // then
      assertThat(status).as(out.toString() + err).isEqualTo(3);
      assertThat(out.toString())
          .contains("INFO", "does not count: it measures and does not judge")
          .contains("3 shown without counting");
      assertThat(read("report.html"))
          .contains("What was measured", "<polyline", "95 of 100", "Nothing of this is judged");
      assertThat(
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                  .getSchema(read("results.schema.json"))
                  .validate(read("results.json"), InputFormat.JSON))
          .isEmpty();
    }
  }

  @Test
  void leaves_extra_tests_out_unless_asked_and_lists_them_with_what_asks() throws Exception {
    try (PeerBench bench = TestBench.correct(folder)) {
      // when
      int unasked = run(bench, "--select", "gate.xmllint_finds_the_sync_document_valid");
      int asked = run(bench, "--gates", "--select", "gate.xmllint_finds_the_sync_document_valid");
      int listed = execute("list", "--area", "SYN");
      // then
      assertThat(unasked).isEqualTo(3);
      assertThat(asked).isIn(0, 3);
      assertThat(listed).isZero();
      assertThat(out.toString())
          .contains("[gate.xmllint_finds_the_sync_document_valid, positive, only with --gates]")
          .contains("[performance.measures_sync, positive, only with --profile performance]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fuzz", "soak", "performance"})
  void ends_with_3_for_a_server_that_is_not_there(String profile) throws Exception {
    try (PeerBench bench = TestBench.correct(folder)) {
      // given
      bench.with("download.url", "https://localhost:1").with("update1.url", "https://localhost:1");
      // when
      int status = run(bench, "--profile", profile, "--cases", "2", "--requests", "2");
      // then
      assertThat(status).as(out.toString() + err).isEqualTo(3);
      assertThat(out.toString()).contains("SKIPPED", "localhost:1: ").doesNotContain("FAIL");
    }
  }

  @Test
  void says_how_to_run_extra_tests_again() throws Exception {
    try (PeerBench bench = TestBench.correct(folder)) {
      // given
      bench.with("download.url", "https://localhost:1");
      String[] asked = {
        "--profile", "fuzz,core", "--seed", "9", "--cases", "2", "--hours", "0.5", "--requests", "3"
      };
      // when
      run(
          bench,
          with(
              asked,
              "--patience",
              "7",
              "--select",
              "fuzz.answers_documents_that_are_changed_by_chance"));
      // then
      assertThat(read("report.html"))
          .contains(
              "run server --config "
                  + bench.configuration()
                  + " --profile fuzz,core --seed 9 --cases 2 --hours 0.5 --requests 3 --patience 7"
                  + " --select fuzz.answers_documents_that_are_changed_by_chance");
    }
  }

  private static String[] with(String[] some, String... more) {
    return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void says_what_is_wrong_with_numbers() throws Exception {
    try (PeerBench bench = TestBench.correct(folder)) {
      // when
      int many = run(bench, "--cases", "0", "--hours", "0", "--requests", "-1");
      int times = run(bench, "--repeat", "0");
      // then
      assertThat(List.of(many, times)).containsOnly(2);
      assertThat(err.toString()).contains("--cases must be", "--hours must be", "--repeat");
    }
  }

  @Test
  void repeats_a_run_and_ends_as_it_does_where_the_verdicts_are_the_same() throws Exception {
    try (PeerBench bench = TestBench.correct(folder)) {
      // when
      int status = run(bench, "--repeat", "3", "--select", "PLT-SYN-003");
      // then
      assertThat(status).as(out.toString() + err).isZero();
      assertThat(out.toString()).contains("Run 3 of 3", "the same verdicts each time");
    }
  }

  @Test
  void ends_with_3_and_shows_what_differed_where_the_verdicts_do() throws Exception {
    // given: a device that crashes every other time
    String words =
        "n=$(cat "
            + folder
            + "/n 2>/dev/null || echo 0); case $1 in sync) n=$((n+1)); echo $n > "
            + folder
            + "/n;; esac; if [ \"$1\" = sync ] && [ $((n % 2)) = 0 ]; then echo"
            + " '{\"outcome\":\"crashed\"}'; else echo '{\"outcome\":\"unsupported\"}'; fi";
    String init = "[ $1 = init ] && { echo '{\"outcome\":\"done\"}'; exit; }; ";
    Path adapter = ShellAdapter.of(init + words, folder);
    // when
    int status = device(adapter, "--repeat", "2", "--select", "devicesync.asks_at_each_sync");
    // then
    assertThat(status).as(out.toString() + err).isEqualTo(3);
    assertThat(out.toString().lines())
        .filteredOn(line -> line.startsWith("Run 2") || line.contains("received: "))
        .hasSize(2)
        .last()
        .asString()
        .contains("crashed");
    assertThat(out.toString())
        .contains("NOT THE SAME   devicesync.asks_at_each_sync [SKIPPED, FAIL]")
        .contains("2 runs of 1 tests: not the same each time");
  }

  @Test
  void ends_with_0_when_a_device_is_conformant_in_what_was_selected() throws Exception {
    // given
    String script = Path.of("second-device/platen_device.py").toAbsolutePath().toString();
    Path adapter =
        ShellAdapter.of(
            "exec " + SecondServer.pythonOrSkip() + " -B " + script + " \"$@\"", folder);
    Files.setPosixFilePermissions(adapter, PosixFilePermissions.fromString("rwx------"));
    // when
    int status = device(adapter, "--select", "devicesync.asks_at_each_sync");
    // then
    assertThat(status).as(out.toString() + err).isZero();
    assertThat(out.toString()).contains("The device is conformant in what was tested.");
  }

  private String read(String name) throws Exception {
    return Files.readString(folder.resolve("results").resolve(name));
  }

  private int run(PeerBench bench, String... more) throws Exception {
    return run(List.of("run", "server", "--config", bench.configuration().toString()), more);
  }

  private int device(Path adapter, String... more) {
    return run(List.of("run", "device", "--adapter", adapter.toString()), more);
  }

  private int run(List<String> command, String... more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("--out", folder.resolve("results").toString()));
    all.addAll(List.of(more));
    return execute(all.toArray(String[]::new));
  }

  private int execute(String... command) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(command);
  }
}

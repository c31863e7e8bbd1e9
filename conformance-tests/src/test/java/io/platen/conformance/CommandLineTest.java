package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.peers.Fault;
import io.platen.conformance.peers.PeerBench;
import io.platen.conformance.testing.TestBench;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void ends_with_0_when_the_server_is_conformant() throws Exception {
    try (PeerBench bench = TestBench.correct(folder)) {
      // when
      int status = run(bench, "--select", "PLT-RPT");
      // then
      assertThat(status).as(out.toString() + err).isZero();
      assertThat(out.toString()).contains("The server is conformant in what was tested.");
    }
  }

  @Test
  void ends_with_1_and_explains_the_failure_when_it_is_not() throws Exception {
    try (PeerBench bench = TestBench.wrongBy(Fault.TAKES_COMMENTS, folder)) {
      // when
      int status = run(bench, "--select", "PLT-XML-006");
      // then
      assertThat(status).as(out.toString() + err).isEqualTo(1);
      assertThat(out.toString())
          .contains("FAIL", "PLT-XML-006", "The server MUST refuse a document with a comment")
          .contains("received: HTTP 200", "expected: HTTP 400", "hint:", "not conformant");
    }
  }

  @Test
  void shows_by_which_test_a_fault_is_caught() {
    // when
    int status = execute("self-test", "--fault", "takes_comments,PLT-RPT-008");
    // then
    assertThat(status).as(out.toString() + err).isZero();
    assertThat(out.toString())
        .containsPattern("The right server passes (\\d+) of \\1 tests")
        .containsPattern("caught +TAKES_COMMENTS +PLT-XML-006 +FAIL by ")
        .containsPattern("caught +FORGETS_WHAT_IT_RECEIVED +PLT-RPT-008 +FAIL by ");
  }

  @Test
  void ends_with_3_and_names_the_faults_when_none_is_selected() {
    // when
    int status = execute("self-test", "--fault", "nonsense");
    // then
    assertThat(status).isEqualTo(3);
    assertThat(err.toString()).contains("No fault is called nonsense", "TAKES_COMMENTS");
  }

  @Test
  void ends_with_2_and_names_every_fault_of_the_configuration() throws Exception {
    try (PeerBench bench = TestBench.correct(folder)) {
      // given
      bench
          .with("update1.url", "http://localhost:1")
          .with("device.id", "seven")
          .with("valid.key", "valid.pem")
          .with("expired.key", "")
          .with("operator.token", "")
          .with("foreing.key", "x");
      // when
      int status = run(bench);
      // then
      assertThat(status).isEqualTo(2);
      assertThat(err.toString())
          .contains("update1.url = http://localhost:1 must be https://HOST:PORT")
          .contains("device.id = seven is no UUID")
          .contains("valid.pem holds no unencrypted PKCS#8 key")
          .contains("expired.certificate and expired.key go together")
          .contains("operator.url and operator.token go together")
          .contains("foreing.key is no key of this file");
      assertThat(folder.resolve("results")).doesNotExist();
    }
  }

  @Test
  void ends_with_2_when_the_configuration_is_not_there() {
    // when
    int status = execute("run", "server", "--config", folder.resolve("none").toString());
    // then
    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains("none", "cannot be read", "--config");
  }

  @Test
  void ends_with_2_for_an_unknown_profile_and_for_a_term_beside_others_that_selects_nothing()
      throws Exception {
    try (PeerBench bench = TestBench.correct(folder)) {
      // when
      int profile = run(bench, "--profile", "core,magic");
      int term = run(bench, "--select", "PLT-RPT-004", "PLT-RPT-999");
      // then
      assertThat(profile).isEqualTo(2);
      assertThat(term).isEqualTo(2);
      assertThat(err.toString()).contains("magic", "PLT-RPT-999");
    }
  }

  @Test
  void ends_with_3_when_nothing_is_selected() throws Exception {
    try (PeerBench bench = TestBench.correct(folder)) {
      // when
      int status = run(bench, "--select", "PLT-ZZZ-001");
      // then
      assertThat(status).isEqualTo(3);
      assertThat(err.toString()).contains("No test carries PLT-ZZZ-001");
    }
  }

  @Test
  void ends_with_3_when_the_server_is_not_there() throws Exception {
    // given
    PeerBench bench = TestBench.correct(folder);
    bench.close();
    // when
    int status = run(bench, "--select", "PLT-TLS");
    // then
    assertThat(status).as(out.toString() + err).isEqualTo(3);
    assertThat(out.toString()).contains("SKIPPED", "cannot be reached", "inconclusive");
  }

  @Test
  void ends_with_3_when_a_must_could_not_be_tested_for_want_of_a_certificate() throws Exception {
    try (PeerBench bench = TestBench.correct(folder)) {
      // given
      bench.with("foreign.certificate", "").with("foreign.key", "");
      // when
      int status = run(bench, "--select", "PLT-TLS-004");
      // then
      assertThat(status).isEqualTo(3);
      assertThat(out.toString()).contains("The configuration names no foreign.certificate");
    }
  }

  @Test
  void lists_what_each_test_checks_and_says_when_nothing_fits() {
    // when
    int some = execute("list", "--area", "rpt");
    // then
    assertThat(some).isZero();
    assertThat(out.toString())
        .contains("PLT-RPT-007", "MUST", "answers the same report with the same receipt")
        .doesNotContain("PLT-XML-001");
    // when
    int none = execute("list", "--area", "ZZZ");
    // then
    assertThat(none).isEqualTo(3);
    assertThat(err.toString()).contains("No requirement fits");
  }

  @Test
  void lists_on_demand_what_no_test_can_tell_and_why() {
    // when
    int status = execute("list", "--untested");
    // then
    assertThat(status).isZero();
    assertThat(out.toString()).contains("(no test: Only the operator sees the log)");
    assertThat(out.toString().lines())
        .as("a requirement that comes has its test or a reason")
        .noneMatch(line -> line.contains("(no test yet)"));
  }

  @Test
  void says_of_a_role_without_tests_that_there_are_none() {
    // when
    int status = execute("list", "--role", "agent");
    // then
    assertThat(status).isEqualTo(3);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("The suite has no test of this role.");
  }

  @Test
  void lists_the_untested_requirements_of_a_role_without_tests() {
    // when
    int status = execute("list", "--role", "agent", "--untested");
    // then
    assertThat(status).isEqualTo(3);
    assertThat(out.toString().lines())
        .isNotEmpty()
        .allMatch(line -> line.startsWith("PLT-LPA-") && line.contains("(no test: "));
    assertThat(err.toString()).contains("The suite has no test of this role.");
  }

  @Test
  void explains_a_requirement_with_its_sentence_and_its_tests() {
    // when
    int status = execute("explain", "plt-rpt-008");
    // then
    assertThat(status).isZero();
    assertThat(out.toString())
        .contains("PLT-RPT-008", "sequence-reused", "level MUST")
        .contains("report.refuses_a_used_sequence_with_another_body");
  }

  @Test
  void says_that_an_id_is_unknown() {
    // when
    int status = execute("explain", "PLT-RPT-999");
    // then
    assertThat(status).isEqualTo(3);
    assertThat(err.toString()).contains("PLT-RPT-999 is no requirement");
  }

  @Test
  void takes_a_command_line_without_a_command_for_wrong_usage() {
    // then
    assertThat(execute()).isEqualTo(2);
    assertThat(execute("run")).isEqualTo(2);
    assertThat(err.toString()).contains("Name a command", "run server");
  }

  @Test
  void leaves_a_folder_alone_that_holds_something_else() throws Exception {
    try (PeerBench bench = TestBench.correct(folder)) {
      // given
      Path results = Files.createDirectories(folder.resolve("results"));
      Files.writeString(results.resolve("diary.txt"), "mine");
      // when
      int status = run(bench, "--select", "PLT-RPT-004");
      // then
      assertThat(status).isEqualTo(2);
      assertThat(err.toString()).contains("diary.txt", "name another folder");
      assertThat(results.resolve("diary.txt")).hasContent("mine");
    }
  }

  private int run(PeerBench bench, String... more) throws Exception {
    String[] command = {
      "run",
      "server",
      "--config",
      bench.configuration().toString(),
      "--out",
      folder.resolve("results").toString()
    };
    String[] all = new String[command.length + more.length];
    System.arraycopy(command, 0, all, 0, command.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    return execute(all);
  }

  private int execute(String... command) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(command);
  }
}

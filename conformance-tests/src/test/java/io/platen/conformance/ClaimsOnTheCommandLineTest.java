package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.peers.PeerBench;
import io.platen.conformance.subject.Persona;
import io.platen.conformance.subject.Target;
import io.platen.conformance.testing.ShellAdapter;
import io.platen.conformance.testing.TestBench;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ClaimsOnTheCommandLineTest {
  private static final String DONE = "echo '{\"outcome\":\"done\"}'";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void tests_a_server_by_an_ics_and_an_ixit_and_names_the_product_in_the_results()
      throws Exception {
    try (PeerBench bench = TestBench.correct(folder)) {
      // given
      Path ixit = ixitOf(bench);
      Path ics = ics("server", "");
      // when
      int status =
          execute(
              "run",
              "server",
              "--ixit",
              ixit.toString(),
              "--ics",
              ics.toString(),
              "--out",
              folder.resolve("results").toString(),
              "--select",
              "PLT-SYN-003");
      // then
      assertThat(status).as(out.toString() + err).isZero();
      assertThat(folder.resolve("results/summary.json")).content().contains("\"Inkwell\"");
      assertThat(folder.resolve("results/ics.xml")).hasSameTextualContentAs(ics);
      assertThat(folder.resolve("results/ixit.xml"))
          .content()
          .contains("<set name=\"operator.token\">(redacted)</set>", "device.id")
          .contains("<set name=\"enrolment.codes\">(redacted)</set>")
          .doesNotContain(Target.properties(bench.configuration()).getProperty("enrolment.codes"));
    }
  }

  @Test
  void leaves_out_as_not_applicable_what_is_not_claimed() throws Exception {
    try (PeerBench bench = TestBench.correct(folder)) {
      // when
      int status =
          execute(
              "run",
              "server",
              "--ixit",
              ixitOf(bench).toString(),
              "--ics",
              ics("server", "").toString(),
              "--out",
              folder.resolve("results").toString(),
              "--select",
              "PLT-ENR-001");
      // then
      assertThat(status).isEqualTo(3);
      assertThat(out.toString()).contains("NOT_APPLICABLE", "not claimed: [enrolment]");
    }
  }

  @Test
  void ends_with_2_when_ics_and_ixit_contradict_each_other() throws Exception {
    try (PeerBench bench = TestBench.correct(folder)) {
      // given
      bench.with("est.url", "").with("enrolment.codes", "");
      bench.with("operator.url", "").with("operator.token", "").with("operator.second.token", "");
      bench.with("updates.repository", "").with("updates.root", "").with("heartbeat.address", "");
      String claimed =
          Stream.of("enrolment", "live", "commands", "updates", "heartbeat", "legacy-tls")
              .map(each -> "<profile name='" + each + "'/>")
              .collect(Collectors.joining());
      // when
      int status =
          execute(
              "run",
              "server",
              "--ixit",
              ixitOf(bench).toString(),
              "--ics",
              ics("server", claimed).toString(),
              "--out",
              folder.resolve("results").toString());
      // then
      assertThat(status).isEqualTo(2);
      assertThat(err.toString())
          .contains("profile enrolment is claimed, but no est.url is named")
          .contains("profile enrolment is claimed, but no enrolment.codes are named")
          .contains("profile live is claimed, but no operator.url is named")
          .contains("profile commands is claimed, but no operator.url is named")
          .contains("profile commands is claimed, but no operator.second.token is named")
          .contains("profile updates is claimed, but no updates.repository is named")
          .contains("profile updates is claimed, but no updates.root is named")
          .contains("profile heartbeat is claimed, but no heartbeat.address is named")
          .contains("profile legacy-tls is claimed, but no est.url is named");
      assertThat(folder.resolve("results")).doesNotExist();
    }
  }

  @Test
  void tests_a_device_by_an_ixit_with_its_limits() throws Exception {
    // given
    ShellAdapter.of("case $1 in init) " + DONE + ";; *) exit 9;; esac", folder);
    Path ixit =
        ixit(
            "<device adapter='adapter'><limit command='sync' seconds='5'/><limit command='show' seconds='5'/></device>");
    // when
    int status =
        execute(
            "run",
            "device",
            "--ixit",
            ixit.toString(),
            "--select",
            "PLT-SYN-001",
            "--out",
            folder.resolve("results").toString());
    // then
    assertThat(status).as(out.toString() + err).isEqualTo(2);
    assertThat(out.toString()).contains("failed at \"sync\": it ended with exit status 9");
  }

  @Test
  void ends_with_2_for_an_ixit_of_the_other_role_and_for_two_claims_at_once() throws Exception {
    // given
    Path ixit = ixit("<device adapter='adapter'/>");
    // when
    int role = execute("run", "server", "--ixit", ixit.toString());
    int twice =
        execute(
            "run",
            "server",
            "--ixit",
            ixit.toString(),
            "--profile",
            "core",
            "--ics",
            ics("server", "").toString());
    int both = execute("run", "device", "--ixit", ixit.toString(), "--adapter", "x");
    int neither = execute("run", "device");
    // then
    assertThat(List.of(role, twice, both, neither)).containsOnly(2);
    assertThat(err.toString())
        .contains("it tells how to reach a device, but a server is to be tested")
        .contains("leave --profile out")
        .contains("mutually exclusive", "Missing required argument");
  }

  @Test
  void makes_keys_and_a_configuration_for_a_server_that_is_to_be_tested() throws Exception {
    // given
    Path keys = folder.resolve("keys");
    // when
    int made = execute("keys", keys.toString(), "--ports", "1443,1444,1445");
    int again = execute("keys", keys.toString());
    int few = execute("keys", folder.resolve("more").toString(), "--ports", "1443");
    // then
    Target target = Target.read(keys.resolve("conformance.properties"));
    assertThat(List.of(made, again, few)).as(err.toString()).containsExactly(0, 2, 2);
    assertThat(target.download2()).hasValueSatisfying(it -> assertThat(it).hasPort(1444));
    assertThat(out.toString()).contains("device              " + target.device());
    assertThat(target.identities()).hasSize(Persona.values().length);
    assertThat(keys.resolve("devices.pem")).exists();
    assertThat(err.toString()).contains("is not empty", "three numbers");
  }

  @Test
  void prints_the_schemas() {
    // then
    assertThat(execute("schema", "ics.xsd")).isZero();
    assertThat(execute("schema", "ixit.xsd")).isZero();
    assertThat(execute("schema", "declaration.xsd")).isZero();
    assertThat(execute("schema", "results.schema.json")).isZero();
    assertThat(execute("schema", "../report/report.css")).isEqualTo(2);
    assertThat(out.toString())
        .contains("urn:platen:conformance:ics:1", "urn:platen:conformance:ixit:1")
        .contains("urn:platen:conformance:declaration:1", "urn:platen:conformance:results:1")
        .doesNotContain("background");
  }

  private Path ics(String role, String more) throws IOException {
    return Files.writeString(
        folder.resolve("ics.xml"),
        "<ics xmlns='urn:platen:conformance:ics:1' role='"
            + role
            + "' protocol='1.0'><product maker='Inkwell' name='Agent' version='4.2'/>"
            + "<profile name='core'/>"
            + more
            + "</ics>");
  }

  private Path ixit(String content) throws IOException {
    return Files.writeString(
        folder.resolve("ixit.xml"),
        "<ixit xmlns='urn:platen:conformance:ixit:1'>" + content + "</ixit>");
  }

  /** The bench's configuration in the other form. */
  private Path ixitOf(PeerBench bench) throws IOException {
    StringBuilder sets = new StringBuilder("<server>");
    for (String line : Files.readAllLines(bench.configuration())) {
      String[] parts = line.split("=", 2);
      sets.append("<set name='").append(parts[0]).append("'>").append(parts[1]).append("</set>");
    }
    return ixit(sets.append("</server>").toString());
  }

  private int execute(String... command) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(command);
  }
}

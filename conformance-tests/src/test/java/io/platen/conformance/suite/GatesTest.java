package io.platen.conformance.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.platen.conformance.adapter.Adapter;
import io.platen.conformance.adapter.AdapterCommand;
import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Applicability;
import io.platen.conformance.engine.Check;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.Runner;
import io.platen.conformance.engine.Selection;
import io.platen.conformance.engine.TestResult;
import io.platen.conformance.engine.Verdict;
import io.platen.conformance.peers.FakeDevice;
import io.platen.conformance.peers.Fault;
import io.platen.conformance.peers.PeerBench;
import io.platen.conformance.peers.PeerKeys;
import io.platen.conformance.subject.ConfigurationException;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.subject.Target;
import io.platen.conformance.testing.TestBench;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Hello;
import io.platen.conformance.wire.HttpsClient;
import io.platen.conformance.wire.Identity;
import io.platen.conformance.wire.Request;
import io.platen.conformance.wire.Tool;
import io.platen.protocol.Requirement;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatesTest {
  private static final PeerKeys KEYS = PeerKeys.make();

  @TempDir private Path folder;

  @Test
  void sslscan_tells_tls_1_3_from_older_ones() throws Exception {
    demand(Workshop.SSLSCAN);
    held("gate.sslscan_finds_tls_1_3_and_nothing_else", Fault.SPEAKS_TLS_1_2);
  }

  @Test
  void testssl_tells_tls_1_3_from_older_ones() throws Exception {
    demand(Workshop.TESTSSL);
    held("gate.testssl_finds_no_older_tls", Fault.SPEAKS_TLS_1_2);
  }

  @Test
  void xmllint_tells_a_valid_document_from_another() throws Exception {
    demand(Workshop.XMLLINT);
    held("gate.xmllint_finds_the_sync_document_valid", Fault.SENDS_BROKEN_SYNC);
  }

  @Test
  void openssl_tells_authorities_from_nothing() throws Exception {
    demand(Workshop.OPENSSL);
    held("gate.openssl_reads_the_authorities", Fault.HIDES_ITS_AUTHORITY);
  }

  @Test
  void strongswan_enrols_where_codes_are_taken() throws Exception {
    demand(Workshop.PKI);
    held("gate.strongswan_enrols_by_a_code", Fault.TAKES_NO_CODE);
  }

  @Test
  void openssl_opens_what_a_device_seals() {
    demand(Workshop.OPENSSL);
    String test = "devicegate.openssl_opens_an_envelope_and_verifies_its_signature";
    TestResult right = ofDevice(test, new FakeDevice(Optional.empty()));
    assertThat(right.verdict()).as(right.toString()).isEqualTo(Verdict.PASS);
    // when: it never learns for whom to seal
    FakeDevice device = new FakeDevice(Optional.empty());
    TestResult plain =
        ofDevice(
            test,
            (command, session, arguments) ->
                command == AdapterCommand.SYNC
                    ? Reply.of(Reply.Outcome.DONE, "")
                    : device.run(command, session, arguments));
    // then
    assertThat(plain.broken())
        .extracting(Check::requirement)
        .containsExactly(Requirement.PLT_SEA_012, Requirement.PLT_SEA_011);
  }

  @Test
  void xmllint_tells_a_report_of_a_device_from_what_is_none() {
    demand(Workshop.XMLLINT);
    String test = "devicegate.xmllint_finds_the_report_valid";
    FakeDevice device = new FakeDevice(Optional.empty());
    TestResult right = ofDevice(test, device);
    assertThat(right.verdict()).as(right.toString()).isEqualTo(Verdict.PASS);
    // when: after each report it sends one without what a report must have
    TestResult wrong =
        ofDevice(
            test,
            (command, session, arguments) -> {
              Reply reply = device.run(command, session, arguments);
              if (command == AdapterCommand.REPORT) {
                send(session, "<report xmlns='urn:platen:protocol:1' v='1.0'/>");
              }
              return reply;
            });
    // then
    assertThat(wrong.broken())
        .extracting(Check::requirement)
        .containsExactly(Requirement.PLT_XML_030);
    assertThat(wrong.broken().get(0).received()).contains("report.xml");
  }

  /** As the device of that session. */
  private static void send(Path session, String document) {
    try {
      Properties said = Target.properties(session.resolve("device.properties"));
      Identity own =
          Identity.read(
              "own",
              session.resolve(said.getProperty("certificate")),
              session.resolve(said.getProperty("key")));
      URI reports = URI.create(said.getProperty("update.url") + "/update/v1/reports");
      new HttpsClient(
              Identity.certificates(session.resolve(said.getProperty("authority"))),
              Duration.ofSeconds(30))
          .exchange(
              own,
              Hello.TLS_1_3,
              Request.post(reports, ServerUnderTest.MEDIA_TYPE, Body.of(document)));
    } catch (IOException | ConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_tool_that_is_not_installed_is_named_with_its_package() {
    // given
    Tool none = new Tool("no-such-tool", "no-such-package");
    // when
    Throwable missing = catchThrowable(() -> none.run(folder, Map.of(), List.of()));
    // then
    assertThat(missing)
        .isInstanceOf(Tool.Missing.class)
        .hasMessageContaining("no-such-tool is not installed; apt-get install no-such-package");
  }

  private void held(String test, Fault fault) throws Exception {
    try (PeerBench right = TestBench.correct(folder)) {
      TestResult result = ofServer(test, right);
      assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PASS);
    }
    try (PeerBench wrong = TestBench.wrongBy(fault, folder)) {
      TestResult result = ofServer(test, wrong);
      assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.FAIL);
    }
  }

  private static TestResult ofServer(String test, PeerBench bench) throws Exception {
    Runner runner =
        new Runner(
            Target.read(bench.configuration()),
            Set.of("core", "enrolment"),
            Duration.ofSeconds(30),
            InstantSource.system());
    return result(runner, Requirement.Role.SERVER, test);
  }

  private static TestResult ofDevice(String test, Adapter adapter) {
    Runner runner =
        new Runner(
            now -> new DeviceUnderTest(adapter, KEYS),
            Applicability.of(Set.of("core", "sealing")),
            InstantSource.system());
    return result(runner, DeviceSuite.ROLE, test);
  }

  private static TestResult result(Runner runner, Requirement.Role role, String test) {
    Run run = runner.run(Selection.of(Extras.everything(role), List.of(test)).tests(), each -> {});
    return run.results().get(0);
  }

  private static void demand(Tool tool) {
    if (!Boolean.parseBoolean(System.getenv("PLATEN_PEERS_REQUIRED"))) {
      assumeTrue(tool.isInstalled(), tool.command() + " is not installed: " + tool.pack());
    }
  }
}

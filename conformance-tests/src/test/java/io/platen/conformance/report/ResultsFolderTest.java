package io.platen.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.Runner;
import io.platen.conformance.engine.Selection;
import io.platen.conformance.json.JsonReader;
import io.platen.conformance.json.JsonText;
import io.platen.conformance.peers.Fault;
import io.platen.conformance.peers.PeerBench;
import io.platen.conformance.subject.Target;
import io.platen.conformance.suite.ServerSuite;
import io.platen.conformance.testing.TestBench;
import io.platen.protocol.xml.SafeXml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsFolderTest {
  @TempDir private Path folder;
  private Path results;

  @BeforeEach
  void run_against_a_server_that_takes_comments() throws Exception {
    results = folder.resolve("results");
    try (PeerBench bench = TestBench.wrongBy(Fault.TAKES_COMMENTS, folder)) {
      Target target = Target.read(bench.configuration());
      Runner runner =
          new Runner(target, Set.of("core"), Duration.ofSeconds(30), InstantSource.system());
      Run run =
          runner.run(
              Selection.of(
                      ServerSuite.catalogue(),
                      List.of("xml.refuses_a_comment", "sync.gives_an_entity_tag"))
                  .tests(),
              result -> {});
      Claim claim =
          new Claim(
              "server",
              "https://localhost <&>",
              List.of("core"),
              ServerSuite.coverage(),
              new Claim.Suite("1", Optional.empty()),
              "java -jar platen-conformance.jar run server --config x");
      ResultsFolder.prepare(results).write(claim, run);
    }
  }

  @Test
  void explains_a_failure_on_one_page_that_needs_no_network() throws Exception {
    // when
    String page = Files.readString(results.resolve("report.html"));
    // then
    assertThat(page)
        .contains("The server MUST refuse a document with a comment")
        .contains("<dt>sent</dt>", "<dt>received</dt>", "<dt>expected</dt>", "<dt>hint</dt>")
        .contains("run server --config x --select xml.refuses_a_comment")
        .contains("transcripts/xml.refuses_a_comment.txt", "https://localhost &lt;&amp;&gt;")
        .doesNotContain("<script", "http://", "src=", "url(", "@import");
  }

  @Test
  void writes_what_build_servers_read() throws Exception {
    // when
    byte[] junit = Files.readAllBytes(results.resolve("junit.xml"));
    Map<String, String> counts =
        SafeXml.DEFAULT.read(
            junit,
            reader -> {
              reader.nextTag();
              return Map.of(
                  "tests", reader.getAttributeValue(null, "tests"),
                  "failures", reader.getAttributeValue(null, "failures"));
            });
    // then
    assertThat(counts).containsEntry("tests", "2").containsEntry("failures", "1");
    assertThat(new String(junit, java.nio.charset.StandardCharsets.UTF_8))
        .contains("name=\"PLT-XML-006 refuses a comment\"");
  }

  @Test
  void writes_results_as_data() throws Exception {
    // when
    Object json = JsonReader.read(Files.readString(results.resolve("results.json")));
    // then
    assertThat(json.toString())
        .contains("conclusion=not-conformant", "exitStatus=1", "verdict=FAIL", "pass=1, ")
        .contains("requirement=PLT-XML-006");
  }

  @ParameterizedTest
  @ValueSource(strings = {"results.json", "summary.json"})
  void keeps_to_the_published_schema(String file) throws Exception {
    // when
    String text = Files.readString(results.resolve(file));
    // then
    assertThat(violations(text)).isEmpty();
    assertThat(violations(text.replace("not-conformant", "fine"))).isNotEmpty();
    assertThat(violations(text.replace("PLT-XML-006", "XML-6"))).isNotEmpty();
    assertThat(violations(text.replace("\"counts\"", "\"numbers\""))).isNotEmpty();
  }

  private Set<ValidationMessage> violations(String json) throws Exception {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(results.resolve("results.schema.json")))
        .validate(json, InputFormat.JSON);
  }

  @Test
  void keeps_what_went_over_the_wire() throws Exception {
    // when
    String transcript = Files.readString(results.resolve("transcripts/xml.refuses_a_comment.txt"));
    // then
    assertThat(transcript)
        .contains("> POST https://localhost", "<!-- before -->", "< HTTP/1.1 200")
        .doesNotContain("PRIVATE KEY");
  }

  @Test
  void verifies_a_folder_that_nobody_touched() throws Exception {
    // when
    Verification verification = Verification.of(results);
    // then
    assertThat(verification.faults()).isEmpty();
    assertThat(verification.files()).isEqualTo(6);
    assertThat(verification.summary()).matches("[0-9a-f]{64}");
  }

  @Test
  void finds_what_was_changed_added_or_taken_away() throws Exception {
    // given
    Path changed = results.resolve("results.json");
    Files.writeString(changed, Files.readString(changed).replace("FAIL", "PASS"));
    Files.delete(results.resolve("junit.xml"));
    Files.writeString(results.resolve("more.txt"), "more");
    // when
    Verification verification = Verification.of(results);
    // then
    assertThat(verification.faults())
        .hasSize(3)
        .anyMatch(fault -> fault.startsWith("results.json was changed"))
        .contains("junit.xml is missing", "more.txt was added: it is not named by the summary");
  }

  @Test
  void reads_what_it_writes_and_refuses_what_is_no_json() {
    // given
    String odd = "quote \" backslash \\ line \n control \u0001 emoji \ud83d\ude00";
    // then
    assertThat(JsonReader.read(JsonText.of(Map.of("key", List.of(odd, true)))))
        .isEqualTo(Map.of("key", List.of(odd, true)));
    for (String broken : List.of("", "{", "{\"a\"}", "[1,,2]", "{\"a\":1} x", "\"\\q\"", "nul")) {
      assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> JsonReader.read(broken)))
          .as(broken)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}

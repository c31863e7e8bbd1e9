package io.platen.conformance.report;

import static io.platen.protocol.Requirement.PLT_GEN_001;
import static io.platen.protocol.Requirement.PLT_GEN_003;
import static io.platen.protocol.Requirement.PLT_SYN_003;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.conformance.claims.Ics;
import io.platen.conformance.engine.Applicability;
import io.platen.conformance.engine.Catalogue;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.engine.ConformanceTest;
import io.platen.conformance.engine.Provisional;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.Runner;
import io.platen.conformance.engine.TestMap;
import io.platen.conformance.report.DeclarationDesk.Refused;
import io.platen.conformance.subject.Subject;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclarationTest {
  private static final Instant MADE = Instant.parse("2026-11-26T12:00:00Z");
  private static final Claim.Suite SUITE = new Claim.Suite("1.4", Optional.empty());
  private static final Catalogue CATALOGUE = Catalogue.of(List.of(SampleTests.class));

  @TempDir private Path folder;

  @Test
  void declares_product_profiles_exceptions_and_what_does_not_count() throws Exception {
    // given
    Path results = results(test -> true, "");
    // when
    declare(results).write(results);
    // then
    String xml = Files.readString(results.resolve("declaration.xml"));
    assertThat(xml)
        .contains("maker=\"Ink &amp; Well\"", "version=\"4.2\"", "protocol=\"1.0\"")
        .contains("<suite version=\"1.4\"/>")
        .contains("<profile name=\"core\" verdict=\"conformant\" tests=\"2\" remarks=\"1\"/>")
        .contains("<ics sha256=\"" + Digests.sha256(results.resolve("ics.xml")) + "\"/>")
        .contains("test=\"sample.says_too_little\" requirements=\"PLT-GEN-003\" verdict=\"WARN\"")
        .contains("PLT-LNK-016 is not claimed: no tags", "provisional: challenge 7");
    assertThat(valid(xml)).isTrue();
    assertThat(valid(xml.replace("conformant", "fine"))).isFalse();
    assertThat(Files.readString(results.resolve("declaration.html")))
        .contains("PLT-LNK-016 is not claimed: no tags (1 test)<br><code>PLT-LNK-016</code>")
        .contains("Ink &amp; Well declares that <strong>Fleet 4.2</strong>", "26 November 2026")
        .doesNotContain("<script", "http://", "https://", "src=", "url(");
    assertThat(Verification.of(results).faults()).isEmpty();
  }

  @Test
  void refuses_a_profile_whose_tests_failed_were_skipped_or_left_out() throws Exception {
    // given
    Path failed = results(test -> true, "fail");
    Path partly = results(test -> !test.name().endsWith("answers"), "");
    Path skipped = results(test -> true, "skip");
    // then
    assertThat(refusal(failed)).containsExactly("profile core is not shown: sample.answers (FAIL)");
    assertThat(refusal(partly))
        .containsExactly("profile core is not shown: sample.answers (not run)");
    assertThat(refusal(skipped))
        .containsExactly("profile core is not shown: sample.answers (SKIPPED)");
    assertThat(failed.resolve("declaration.xml")).doesNotExist();
  }

  @Test
  void refuses_results_that_were_altered_and_those_without_an_ics() throws Exception {
    // given
    Path altered = results(test -> true, "fail");
    Path json = altered.resolve("results.json");
    Files.writeString(json, Files.readString(json).replace("FAIL", "PASS"));
    Path nameless = run(test -> true, "", Papers.NONE);
    // then
    assertThat(refusal(altered)).singleElement().asString().startsWith("results.json was changed");
    assertThat(refusal(nameless)).singleElement().asString().contains("run again with --ics");
  }

  @Test
  void refuses_results_of_another_suite() throws Exception {
    // given
    Path results = results(test -> true, "");
    Claim.Suite other = new Claim.Suite("1.5", Optional.empty());
    // then
    assertThatThrownBy(() -> declare(results, other))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("suite 1.4 ran, this is 1.5");
  }

  @Test
  void leaves_signed_results_alone_and_may_be_made_again_before() throws Exception {
    // given
    Path results = results(test -> true, "");
    declare(results).write(results);
    // when
    declare(results).write(results);
    Files.writeString(results.resolve("summary.json.p7s"), "signed");
    // then
    assertThatThrownBy(() -> declare(results, SUITE, MADE).write(results))
        .hasMessageContaining("is no signature of this summary");
  }

  @Test
  void counts_no_provisional_test_and_says_so_in_map_and_results() throws Exception {
    // given
    Path results = results(test -> true, "");
    TestMap map = TestMap.of(CATALOGUE, Requirement.Role.SERVER);
    // then
    assertThat(Files.readString(results.resolve("summary.json")))
        .contains("\"conclusion\": \"conformant\"", "\"fail\": 0", "\"not-counted\": 1")
        .doesNotContain("PLT-SYN-003");
    assertThat(Files.readString(results.resolve("junit.xml")))
        .contains("<skipped message=\"FAIL, does not count: provisional: challenge 7");
    assertThat(Files.readString(results.resolve("report.html")))
        .contains("What does not count", "(does not count: provisional: challenge 7)");
    assertThat(map.missing()).contains("PLT-SYN-003 both");
    assertThat(MapText.csv(map)).contains("provisional,sample.is_disputed");
    assertThat(MapText.html(map)).contains("provisional, does not count: sample.is_disputed");
  }

  private Path results(java.util.function.Predicate<ConformanceTest> which, String how)
      throws Exception {
    return run(which, how, new Papers(Optional.of(ICS), Optional.of("<ixit/>")));
  }

  private Path run(java.util.function.Predicate<ConformanceTest> which, String how, Papers papers)
      throws Exception {
    Path results = Files.createTempDirectory(folder, "results");
    Ics ics = ics(Files.writeString(Files.createTempFile(folder, "ics", ".xml"), ICS));
    Runner runner =
        new Runner(
            now -> new Nobody(how),
            new Applicability(ics.profiles(), ics.without()),
            InstantSource.fixed(MADE));
    Run run = runner.run(CATALOGUE.tests().stream().filter(which).toList(), each -> {});
    Claim claim =
        new Claim("server", "nowhere", List.of("core"), new Claim.Coverage(1, 2), SUITE, "again");
    ResultsFolder.prepare(results).write(claim, run, papers);
    return results;
  }

  private static final String ICS =
      "<ics xmlns='urn:platen:conformance:ics:1' role='server' protocol='1.0'>"
          + "<product maker='Ink &amp; Well' name='Fleet' version='4.2'/><profile name='core'/>"
          + "<without requirement='PLT-LNK-016'>no tags</without></ics>";

  private static Ics ics(Path file) throws Exception {
    return Ics.read(file, Requirement.Role.SERVER, Set.of("core"));
  }

  private static Declaration declare(Path results) throws Exception {
    return declare(results, SUITE);
  }

  private static Declaration declare(Path results, Claim.Suite suite) throws Exception {
    return declare(results, suite, MADE);
  }

  private static Declaration declare(Path results, Claim.Suite suite, Instant made)
      throws Exception {
    DeclarationDesk desk = DeclarationDesk.of(results);
    return desk.declare(CATALOGUE, ics(desk.ics()), suite, made);
  }

  private static List<String> refusal(Path results) {
    return catchThrowableOfType(Refused.class, () -> declare(results)).reasons();
  }

  private static boolean valid(String xml) throws Exception {
    var schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(new StreamSource(new StringReader(Declaration.schema())));
    try {
      schema
          .newValidator()
          .validate(
              new StreamSource(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
      return true;
    } catch (org.xml.sax.SAXException e) {
      return false;
    }
  }

  /** What is tested: it does as it is told. */
  private record Nobody(String how) implements Subject {
    @Override
    public List<io.platen.conformance.wire.Exchange> exchanges() {
      return List.of();
    }
  }

  static final class SampleTests {
    @Verifies(positive = PLT_GEN_001)
    void answers(Nobody nobody, Checks checks) {
      checks.need(!nobody.how().equals("skip"), "it is away");
      checks.that(PLT_GEN_001, !nobody.how().equals("fail"), "s", "r", "e", "h");
    }

    @Verifies(positive = PLT_GEN_003)
    void says_too_little(Nobody nobody, Checks checks) {
      checks.that(PLT_GEN_003, nobody.how().equals("chatty"), "s", "r", "e", "h");
    }

    @Verifies(positive = Requirement.PLT_LNK_016)
    void goes_without(Nobody nobody, Checks checks) {
      checks.that(Requirement.PLT_LNK_016, nobody.how().isEmpty(), "s", "r", "e", "h");
    }

    @Provisional("challenge 7")
    @Verifies(positive = PLT_SYN_003)
    void is_disputed(Nobody nobody, Checks checks) {
      checks.that(PLT_SYN_003, false, "s", nobody.how(), "e", "h");
    }
  }
}

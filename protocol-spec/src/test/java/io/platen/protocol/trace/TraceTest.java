package io.platen.protocol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.trace.Fault.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of the build against a specification of three sentences that is wrong in one place. */
class TraceTest {
  private static final String CHAPTER = "protocol-spec/src/main/asciidoc/gen.adoc";
  private static final String REGISTRY =
      "protocol-spec/src/main/resources/io/platen/protocol/registry/requirements/gen.xml";
  private static final String SCHEMA =
      "protocol-spec/src/main/resources/io/platen/protocol/schema/report.xsd";
  private static final String CODE = "server-war/src/main/java/Gate.java";
  private static final String SUITE = "conformance-tests/src/main/java/suite/GateTests.java";
  private static final String SUITE_OF_DEVICES =
      "conformance-tests/src/main/java/suite/DeviceKnockTests.java";
  private static final String DEVICE = "device-sdk/src/test/java/LinkTest.java";

  @TempDir private Path root;

  @BeforeEach
  void writeWhatIsRight() throws IOException {
    write(
        CHAPTER,
        """
        = Gates
        The server MUST open to a device. [PLT-GEN-001]

        The device MUST knock. [PLT-GEN-002]

        The server MUST mean well. [PLT-GEN-003]

        PLT-GEN-004 is withdrawn.
        """);
    write(
        REGISTRY,
        """
        <requirements area="GEN">
          <requirement id="PLT-GEN-001" level="MUST" role="server" testable="black-box"/>
          <requirement id="PLT-GEN-002" level="MUST" role="device" testable="adapter"/>
          <requirement id="PLT-GEN-003" level="MUST" role="server" testable="inspection">
            <reason>Nobody can tell</reason>
          </requirement>
          <requirement id="PLT-GEN-004" level="MUST" role="server" testable="black-box" status="withdrawn"/>
        </requirements>
        """);
    write(SCHEMA, "<xs:element platen:requirement=\"PLT-GEN-001\" name=\"gate\"/>\n");
    write(CODE, "/** [PLT-GEN-001] Opens. */\nclass Gate {}\n");
    write(
        SUITE,
        """
        final class GateTests {
          @Verifies(positive = PLT_GEN_001)
          void opens_to_a_device(ServerUnderTest server, Checks checks) {
            checks.status(PLT_GEN_001, server.knock(), 200, "");
          }

          @Verifies(negative = PLT_GEN_001)
          void stays_closed(ServerUnderTest server, Checks checks) {
            refuses(checks, PLT_GEN_001);
          }

          private static void refuses(Checks checks, Requirement requirement) {
            checks.noHttp(requirement, null, "");
          }
        }
        """);
    write(
        DEVICE,
        """
        class LinkTest {
          @Test
          @Verifies(positive = PLT_GEN_002, negative = PLT_GEN_002)
          void knocks() {
            assertThat("{").isNotEmpty();
          }
        }
        """);
  }

  @Test
  void is_green_where_all_agree() throws IOException {
    assertThat(faults()).isEmpty();
    assertThat(run()).isEqualTo("0\n");
  }

  @Test
  void sees_an_id_in_the_prose_that_is_not_registered() throws IOException {
    edit(CHAPTER, "= Gates", "The server MUST be kind. [PLT-GEN-009]");
    sees(Kind.NOT_REGISTERED, "PLT-GEN-009", CHAPTER + ":1", "add <requirement id=\"PLT-GEN-009\"");
  }

  @Test
  void sees_a_registered_id_that_is_not_in_the_prose() throws IOException {
    edit(CHAPTER, "The server MUST mean well. [PLT-GEN-003]", "");
    sees(Kind.NOT_WRITTEN, "PLT-GEN-003", REGISTRY + ":4", "write its sentence");
  }

  @Test
  void sees_an_id_of_a_schema_that_is_none() throws IOException {
    edit(SCHEMA, "PLT-GEN-001", "PLT-GEN-001 PLT-GEN-008");
    sees(Kind.UNKNOWN, "PLT-GEN-008", SCHEMA + ":1", "specify it first");
  }

  @Test
  void sees_an_id_of_the_code_that_is_none() throws IOException {
    edit(CODE, "PLT-GEN-001", "PLT-GEN-008");
    sees(Kind.UNKNOWN, "PLT-GEN-008", CODE + ":1", "specify it first");
  }

  @Test
  void sees_a_must_without_a_negative_test() throws IOException {
    edit(DEVICE, ", negative = PLT_GEN_002", "");
    sees(Kind.UNTESTED, "PLT-GEN-002", REGISTRY + ":3", "has no negative test; write it in device");
  }

  @Test
  void sees_a_must_without_a_positive_test_of_the_suite() throws IOException {
    edit(SUITE, "@Verifies(positive = PLT_GEN_001)", "@Verifies(negative = PLT_GEN_001)");
    edit(DEVICE, "positive = PLT_GEN_002", "positive = {PLT_GEN_001, PLT_GEN_002}");
    sees(
        Kind.UNTESTED,
        "PLT-GEN-001",
        REGISTRY + ":2",
        "has no positive test; write it in the suite");
  }

  @Test
  void sees_a_test_of_the_suite_without_an_id() throws IOException {
    edit(
        SUITE,
        "final class GateTests {",
        "final class GateTests { void waits(ServerUnderTest server, Checks checks) {}");
    sees(
        Kind.WITHOUT_ID,
        "",
        SUITE + ":1",
        "GateTests.waits names no requirement; give it @Verifies");
  }

  @Test
  void sees_a_test_that_names_its_id_in_a_comment_only() throws IOException {
    edit(DEVICE, "assertThat(", "// PLT-GEN-001 is shown here, too\n    assertThat(");
    sees(Kind.WITHOUT_ID, "PLT-GEN-001", DEVICE + ":4", "say it by @Verifies");
  }

  @Test
  void sees_a_withdrawn_id_that_a_test_still_verifies() throws IOException {
    edit(DEVICE, "positive = PLT_GEN_002", "positive = {PLT_GEN_002, PLT_GEN_004}");
    sees(Kind.WITHDRAWN, "PLT-GEN-004", DEVICE + ":4", "delete the test");
  }

  @Test
  void sees_a_withdrawn_id_that_the_code_still_cites() throws IOException {
    edit(CODE, "PLT-GEN-001", "PLT-GEN-004");
    sees(Kind.WITHDRAWN, "PLT-GEN-004", CODE + ":1", "take it out");
  }

  @Test
  void sees_a_withdrawn_sentence_that_still_stands() throws IOException {
    edit(CHAPTER, "PLT-GEN-004 is withdrawn.", "The server MUST wait. [PLT-GEN-004]");
    sees(Kind.WITHDRAWN, "PLT-GEN-004", CHAPTER + ":8", "say in the same line");
  }

  @Test
  void sees_a_test_that_checks_nothing() throws IOException {
    edit(DEVICE, "assertThat(\"{\").isNotEmpty();", "// assertThat(all).isWell()");
    sees(Kind.CHECKS_NOTHING, "PLT-GEN-002", DEVICE + ":4", "LinkTest.knocks checks nothing");
  }

  @Test
  void sees_a_test_of_the_suite_that_checks_something_else() throws IOException {
    edit(SUITE, "refuses(checks, PLT_GEN_001)", "refuses(checks, PLT_GEN_002)");
    sees(Kind.CHECKS_NOTHING, "PLT-GEN-001", SUITE + ":8", "of which no check names it");
  }

  @Test
  void follows_a_test_to_the_type_that_checks_for_it() throws IOException {
    // given
    edit(SUITE, "refuses(checks, PLT_GEN_001)", "new Play(checks).play(PLT_GEN_001)");
    write(
        "conformance-tests/src/main/java/suite/Play.java",
        "class Play { void play(Requirement it) { checks.noHttp(it, null, text); } /* Checks */ }");
    assertThat(faults()).isEmpty();
    // then
    edit("conformance-tests/src/main/java/suite/Play.java", "checks.noHttp", "log");
    sees(Kind.CHECKS_NOTHING, "PLT-GEN-001", SUITE + ":8", "GateTests.stays_closed checks nothing");
  }

  @Test
  void knows_the_tests_of_the_suite_that_take_a_device() throws IOException {
    // given: one that checks by another type
    write(
        SUITE_OF_DEVICES,
        """
        final class DeviceKnockTests {
          @Verifies(positive = PLT_GEN_002, negative = PLT_GEN_002)
          void knocks(DeviceUnderTest device, Checks checks) {
            Play.all(checks, device.knocked(), PLT_GEN_002);
          }
        }
        """);
    write(
        "conformance-tests/src/main/java/suite/Play.java",
        "class Play { static void all(Checks checks, boolean b, Requirement it)"
            + " { checks.that(it, b); } }");
    assertThat(faults()).isEmpty();
    run();
    assertThat(map("tests.csv"))
        .contains("conformance-tests,DeviceKnockTests.knocks," + SUITE_OF_DEVICES + ":3,");
    // then
    edit("conformance-tests/src/main/java/suite/Play.java", "checks.that", "log");
    sees(
        Kind.CHECKS_NOTHING,
        "PLT-GEN-002",
        SUITE_OF_DEVICES + ":3",
        "DeviceKnockTests.knocks checks nothing");
    // then: the module's own test is asked for as before
    edit("conformance-tests/src/main/java/suite/Play.java", "log", "checks.that");
    edit(DEVICE, ", negative = PLT_GEN_002", "");
    sees(Kind.UNTESTED, "PLT-GEN-002", REGISTRY + ":3", "has no negative test; write it in device");
  }

  @Test
  void sees_a_test_that_never_runs() throws IOException {
    edit(DEVICE, "  @Test\n", "  @Test\n  @Disabled\n");
    sees(Kind.CHECKS_NOTHING, "PLT-GEN-002", DEVICE + ":5", "is disabled");
  }

  @Test
  void sees_a_key_word_outside_a_sentence_with_an_id() throws IOException {
    edit(CHAPTER, "= Gates", "Gates MUST close.");
    sees(Kind.PROSE, "", CHAPTER + ":1", "write one sentence in one line");
  }

  @Test
  void sees_a_level_that_differs() throws IOException {
    edit(CHAPTER, "The device MUST knock", "The device SHOULD knock");
    sees(Kind.DIFFERENT, "PLT-GEN-002", CHAPTER + ":4", "make sentence and entry the same");
  }

  @Test
  void sees_that_no_reason_is_given() throws IOException {
    edit(REGISTRY, "<reason>Nobody can tell</reason>", "");
    sees(Kind.DIFFERENT, "PLT-GEN-003", REGISTRY + ":4", "give a <reason>");
  }

  @Test
  void takes_nothing_at_all_for_a_fault() throws IOException {
    // when
    List<Fault> faults = Trace.faults(Specification.read(root.resolve("elsewhere")));
    // then
    assertThat(faults).hasSize(4).extracting(Fault::kind).containsOnly(Kind.NOTHING_FOUND);
  }

  @Test
  void maps_both_ways() throws IOException {
    // when
    run();
    // then
    assertThat(map("requirements.csv"))
        .contains("PLT-GEN-001,MUST,server,,,active,black-box,,1,1,")
        .contains("PLT-GEN-003,MUST,server,,,active,inspection,Nobody can tell,0,0,,")
        .contains("PLT-GEN-004,MUST,server,,,withdrawn,");
    assertThat(map("tests.csv"))
        .contains("device-sdk,LinkTest.knocks," + DEVICE + ":4,PLT-GEN-002,PLT-GEN-002");
    assertThat(map("requirements.html"))
        .contains("href=\"index.html#PLT-GEN-001\"", "<b>Gate</b> opens to a device")
        .contains("Nobody can tell", "<a href=\"#PLT-GEN-002\">PLT-GEN-002</a>")
        .doesNotContain("<a id=\"PLT-GEN-004\"");
  }

  /** Exactly this fault, with what the reader of the build's log needs. */
  private void sees(Kind kind, String id, String place, String words) throws IOException {
    assertThat(faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.kind()).isEqualTo(kind);
              assertThat(fault.id()).isEqualTo(id);
              assertThat(fault.place()).isEqualTo(place);
              assertThat(fault.toString()).startsWith(place + ": " + id).contains(words, "; ");
            });
    assertThat(run()).startsWith("1\n" + place).contains("Traceability: 1 fault");
  }

  private List<Fault> faults() throws IOException {
    return Trace.faults(Specification.read(root));
  }

  /** Its exit status and what it prints. */
  private String run() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    int status = Trace.run(root, root.resolve("map"), out);
    return status + "\n" + printed.toString(StandardCharsets.UTF_8);
  }

  private String map(String name) throws IOException {
    return Files.readString(root.resolve("map").resolve(name));
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void edit(String name, String from, String to) throws IOException {
    String text = Files.readString(root.resolve(name));
    assertThat(text).contains(from);
    write(name, text.replace(from, to));
  }
}

package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.engine.Catalogue;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.engine.TestMap;
import io.platen.conformance.subject.Subject;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MapCommandTest {
  @ParameterizedTest
  @ValueSource(strings = {"server", "device"})
  void says_of_each_role_that_nothing_is_missing(String role) {
    assertThat(map("--role=" + role))
        .containsPattern("\\d+ of [1-9]\\d* sentences have a test; 0 lack one of a sense");
  }

  @Test
  void ends_with_1_and_names_what_is_missing_in_each_form() {
    // given: a suite with one test
    TestMap poor = TestMap.of(Catalogue.of(List.of(OneTest.class)), Requirement.Role.DEVICE);
    // then
    assertThat(show(poor, MapCommand.Format.TEXT))
        .contains("PLT-SYN-001 negative", "PLT-SYN-012 both")
        .doesNotContain("PLT-TLS-021");
    assertThat(show(poor, MapCommand.Format.CSV))
        .contains("PLT-SYN-001,MUST,device,core,negative,,positive,onetest.asks");
    assertThat(show(poor, MapCommand.Format.HTML))
        .contains("<div class=\"conclusion not_conformant\">")
        .contains("<a href=\"#PLT-SYN-012\">PLT-SYN-012</a> lacks both")
        .contains("<li class=\"fail\">\u2717 lacks: negative</li>");
  }

  /** A suite that owes nearly all. */
  static final class OneTest {
    @Verifies(positive = Requirement.PLT_SYN_001)
    void asks(Subject device, Checks checks) {
      checks.that(Requirement.PLT_SYN_001, device.told().isEmpty(), "", "", "", "");
    }
  }

  @Test
  void says_of_a_role_without_tests_that_nothing_was_checked_and_ends_with_3() {
    assertThat(map(3, "--role=agent"))
        .contains("The suite has no test of this role: nothing was checked.")
        .containsPattern("0 of [1-9]\\d* sentences have a test");
    assertThat(map(3, "--role=agent", "--format=html"))
        .contains("nothing was checked", "<p class=\"conclusion inconclusive\">")
        .doesNotContain("\u2713", "Every MUST");
    assertThat(map(3, "--role=agent", "--format=csv")).startsWith("requirement,level");
  }

  private static String show(TestMap map, MapCommand.Format format) {
    StringWriter out = new StringWriter();
    assertThat(MapCommand.show(map, format, new PrintWriter(out, true))).isEqualTo(1);
    return out.toString();
  }

  @Test
  void names_each_pair_of_sentence_and_test_for_programs() {
    // when
    String csv = map("--role=device", "--format=csv");
    // then
    assertThat(csv.lines())
        .startsWith("requirement,level,role,profile,lacks,reason,sense,test")
        .contains(
            "PLT-TLS-010,MUST,device,core,,,negative,"
                + "devicetls.sends_nothing_to_a_server_of_another_authority")
        .anyMatch(line -> line.startsWith("PLT-TLS-021,MUST,device,core,,A key that stays"));
  }

  @Test
  void shows_both_ways_to_people() {
    // when
    String html = map("--role=device", "--format=html");
    // then
    assertThat(html)
        .contains("<h3 id=\"PLT-TLS-010\">", "negative: devicetls.sends_nothing_to")
        .contains("Every MUST that can be tested has a test of either sense")
        .contains("<h2>By test</h2>", "<li>devicetls.sends_nothing_over_tls_1_2: PLT-TLS-012-")
        .doesNotContain("http://", "src=");
  }

  private static String map(String... options) {
    return map(0, options);
  }

  private static String map(int status, String... options) {
    StringWriter out = new StringWriter();
    String[] command = new String[options.length + 1];
    command[0] = "map";
    System.arraycopy(options, 0, command, 1, options.length);
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    assertThat(line.execute(command)).isEqualTo(status);
    return out.toString();
  }
}

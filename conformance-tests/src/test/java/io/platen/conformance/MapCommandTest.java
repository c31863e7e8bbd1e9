package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MapCommandTest {
  @Test
  void says_of_either_role_what_is_missing() {
    assertThat(map("--role=server")).containsPattern("\\d+ of \\d+ sentences have a test");
    assertThat(map("--role=device")).containsPattern("\\d+ of \\d+ sentences have a test");
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
        .contains("<h2>By test</h2>", "<li>devicetls.sends_nothing_over_tls_1_2: PLT-TLS-012-")
        .doesNotContain("http://", "src=");
  }

  private static String map(String... options) {
    StringWriter out = new StringWriter();
    String[] command = new String[options.length + 1];
    command[0] = "map";
    System.arraycopy(options, 0, command, 1, options.length);
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    assertThat(line.execute(command)).isZero();
    return out.toString();
  }
}

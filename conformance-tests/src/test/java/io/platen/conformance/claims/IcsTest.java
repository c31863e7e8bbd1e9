package io.platen.conformance.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.conformance.subject.ConfigurationException;
import io.platen.protocol.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcsTest {
  private static final String PRODUCT =
      "<product maker='Inkwell' name='Agent' version='4.2'/><profile name='core'/>";

  /** A SHOULD of the core, for a device. */
  private static final Requirement OPTIONAL =
      Arrays.stream(Requirement.values())
          .filter(each -> each.role() == Requirement.Role.DEVICE)
          .filter(each -> each.profile().equals("core"))
          .filter(each -> each.level() == Requirement.Level.SHOULD)
          .findFirst()
          .orElseThrow();

  @TempDir private Path folder;

  @Test
  void reads_what_a_product_claims_and_goes_without() throws Exception {
    // when
    Ics ics =
        read(
            "role='device' protocol='1.0'",
            PRODUCT
                + "<profile name='enrolment'/><without requirement='"
                + OPTIONAL.id()
                + "'> has no clock </without>");
    // then
    assertThat(ics.product()).hasToString("Inkwell Agent 4.2");
    assertThat(ics.profiles()).containsExactlyInAnyOrder("core", "enrolment");
    assertThat(ics.without()).containsOnlyKeys(OPTIONAL).containsValue("has no clock");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          role='server' protocol='1.0' | ''                                                     | it is of a server, but a device is to be tested
          role='device' protocol='9.0' | ''                                                     | it claims version 9.0; this suite tests version 1.0
          role='device' protocol='1.0' | <profile name='magic'/>                                | profile magic is none of the specification
          role='device' protocol='1.0' | <without requirement='PLT-ZZZ-001'>no</without>        | there is no such requirement
          role='device' protocol='1.0' | <without requirement='PLT-RPT-003'>no</without>        | it is a requirement of a server
          role='device' protocol='1.0' | <without requirement='PLT-SYN-005'>no</without>        | it is a MUST of profile core, which is claimed
          role='device' protocol='1.0' | <without requirement='PLT-ENR-040'>no</without>        | its profile enrolment is not claimed anyway
          """)
  void refuses_what_contradicts_itself_in_a_clear_line(String root, String more, String said) {
    assertThatThrownBy(() -> read(root, PRODUCT + more))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("claim.xml")
        .hasMessageContaining(said);
  }

  @Test
  void refuses_a_claim_without_the_core_and_of_a_profile_that_has_no_tests() {
    // given
    String product = "<product maker='Inkwell' name='sealing' version='4.2'/>";
    // then
    assertThatThrownBy(
            () -> read("role='device' protocol='1.0'", product + "<profile name='sealing'/>"))
        .hasMessageContaining("profile sealing has no tests in this suite")
        .hasMessageContaining("profile core is not claimed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          role='printer' protocol='1.0' | ''                                       | printer
          role='device' protocol='1.0'  | <profile name='core'/>                   | Duplicate unique value [core]
          role='device' protocol='1.0'  | <without requirement='SYN-5'>no</without> | SYN-5
          role='device' protocol='1.0'  | <unknown/>                               | unknown
          role='device' protocol='1.0'  | <!-- a comment -->                       | comment
          """)
  void refuses_what_the_schema_does_not_allow(String root, String more, String said) {
    assertThatThrownBy(() -> read(root, PRODUCT + more))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(said);
  }

  private Ics read(String root, String content) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("claim.xml"),
            "<ics xmlns='urn:platen:conformance:ics:1' " + root + ">" + content + "</ics>");
    return Ics.read(file, Requirement.Role.DEVICE, Set.of("core", "enrolment"));
  }
}

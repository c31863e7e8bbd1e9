package io.platen.protocol.specification;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Requirement;
import org.junit.jupiter.api.Test;

class RequirementTest {

  @Test
  void is_found_by_its_id() {
    assertThat(Requirement.find("PLT-RPT-004")).contains(Requirement.PLT_RPT_004);
    assertThat(Requirement.find("PLT-RPT-999")).isEmpty();
    assertThat(Requirement.PLT_RPT_004.area()).isEqualTo("RPT");
    assertThat(Requirement.PLT_RPT_004.text()).startsWith("The server MUST").endsWith(".");
  }
}

package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.engine.TestMap;
import io.platen.conformance.suite.Extras;
import io.platen.protocol.Requirement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every MUST that can be tested has a test of either sense, whomever it binds. */
class OwedTestsTest {
  @ParameterizedTest
  @EnumSource(Requirement.Role.class)
  void owes_no_test(Requirement.Role role) {
    // when
    TestMap map = TestMap.of(Extras.usual(role), role);
    // then
    assertThat(map.rows()).isNotEmpty();
    assertThat(map.missing()).isEmpty();
  }
}

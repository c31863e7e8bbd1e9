package io.platen.server.tries;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceNetworkTest {
  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
    "192.0.2.7, ::ffff:192.0.2.7",
    "2001:db8:0:1::1, 2001:db8:0:1:ffff::9",
    "2001:db8::1, 2001:0DB8:0:0::2"
  })
  void is_one_for_all_addresses_of_a_source_however_they_are_written(String one, String other) {
    assertThat(SourceNetwork.of(one)).isEqualTo(SourceNetwork.of(other));
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
    "192.0.2.7, 192.0.2.8",
    "::ffff:192.0.2.7, ::ffff:192.0.2.8",
    "2001:db8:0:1::1, 2001:db8:0:2::1",
    "2001:db8::1, 192.0.2.7"
  })
  void is_not_the_same_for_two_sources(String one, String other) {
    assertThat(SourceNetwork.of(one)).isNotEqualTo(SourceNetwork.of(other));
  }
}

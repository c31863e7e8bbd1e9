package io.platen.reference.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadTargetTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "192.0.2.7, public, 192.0.2.7, 161",
    "acme@192.0.2.7, acme, 192.0.2.7, 161",
    "acme@quill.example:1161, acme, quill.example, 1161",
    "a@b@192.0.2.7:1161, a@b, 192.0.2.7, 1161",
    "acme@[2001:db8::7]:1161, acme, 2001:db8::7, 1161",
    "2001:db8::7, public, 2001:db8::7, 161",
  })
  void reads_community_host_and_port(String typed, String community, String host, int port) {
    // when
    ReadTarget target = ReadTarget.parse(typed);
    // then
    assertThat(target).isEqualTo(new ReadTarget(typed, community, host, port));
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "acme@", "host:", "host:port", "host:0", "host:65536"})
  void refuses_what_is_no_target_and_says_why(String typed) {
    // when, then
    assertThatThrownBy(() -> ReadTarget.parse(typed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + typed + "'");
  }
}

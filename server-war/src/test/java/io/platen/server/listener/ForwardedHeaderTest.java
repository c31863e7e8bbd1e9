package io.platen.server.listener;

import static io.platen.server.listener.ForwardedHeader.FORWARDED;
import static io.platen.server.listener.ForwardedHeader.X_FORWARDED_FOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedHeaderTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7                     | 203.0.113.7",
        "192.0.2.1, 203.0.113.7          | 203.0.113.7",
        "192.0.2.1,unknown,203.0.113.7   | 203.0.113.7",
        "203.0.113.7:4711                | 203.0.113.7",
        "2001:DB8::7                     | 2001:db8:0:0:0:0:0:7",
        "[2001:db8::7]:4711              | 2001:db8:0:0:0:0:0:7",
        "::ffff:203.0.113.7              | 203.0.113.7",
        "::2:3:4:5:6:7:8                 | 0:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::                 | 1:2:3:4:5:6:7:0",
        "::                              | 0:0:0:0:0:0:0:0"
      })
  void takes_the_last_address_of_x_forwarded_for(String value, String address) {
    assertThat(X_FORWARDED_FOR.address(List.of(value))).contains(address);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "for=203.0.113.7                             | 203.0.113.7",
        "For=203.0.113.7;proto=https;by=198.51.100.2 | 203.0.113.7",
        "proto=https; for=203.0.113.7                | 203.0.113.7",
        "for=192.0.2.1, for=\"203.0.113.7:4711\"     | 203.0.113.7",
        "for=\"[2001:db8::7]:4711\"                  | 2001:db8:0:0:0:0:0:7",
        "for=\", for=203.0.113.7                     | 203.0.113.7"
      })
  void takes_the_last_for_of_forwarded(String value, String address) {
    assertThat(FORWARDED.address(List.of(value))).contains(address);
  }

  @Test
  void takes_the_last_of_several_headers() {
    assertThat(X_FORWARDED_FOR.address(List.of("192.0.2.1, 192.0.2.2", "203.0.113.7")))
        .contains("203.0.113.7");
  }

  @ParameterizedTest(name = "<{0}>")
  @ValueSource(
      strings = {
        "",
        ",",
        "192.0.2.1,",
        "192.0.2.1, unknown",
        "_hidden",
        "localhost",
        "192.0.2.256",
        "192.0.2",
        "[192.0.2.1]",
        ":",
        "[::1",
        "fe80::1%eth0",
        "12345::",
        ".:1",
        "1:2",
        "for=192.0.2.1"
      })
  void finds_none_in_what_is_no_address(String value) {
    assertThat(X_FORWARDED_FOR.address(List.of(value))).isEmpty();
  }

  @ParameterizedTest(name = "<{0}>")
  @ValueSource(
      strings = {
        "192.0.2.1",
        "by=192.0.2.1",
        "before=192.0.2.1",
        "for=192.0.2.1, for=unknown",
        "for=192.0.2.1, by=192.0.2.2",
        "for=_x",
        "for="
      })
  void finds_none_in_a_forwarded_whose_last_entry_tells_none(String value) {
    assertThat(FORWARDED.address(List.of(value))).isEmpty();
  }

  @Test
  void finds_none_where_there_is_no_header() {
    assertThat(FORWARDED.address(List.of())).isEmpty();
  }
}

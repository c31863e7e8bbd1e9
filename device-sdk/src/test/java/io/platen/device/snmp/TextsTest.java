package io.platen.device.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {

  @ParameterizedTest(name = "{1} in set {0} is {2}")
  @CsvSource({
    "0, 5265616479, Ready",
    "106, c3a4, ä",
    "2004, cc, ä",
    "2004, b0eb, ¯Š",
    "2004, c3a4, ä",
    "4, e4, ä",
    "0, e4, ä",
    "17, 838b, ル",
    "2252, 80, €",
    "4711, e4, ä",
    "1013, 00410042, AB",
  })
  void tries_utf_8_then_what_is_declared_then_latin_1(long set, String hex, String text) {
    assertThat(read(set, hex)).contains(text);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "52656164790000, Ready",
    "526561647900ffee, Ready",
    "2020526561647920, Ready",
    "41090d0a42, A   B",
    "1b5b314d41, [1MA",
    "3431203432203433203434, ABCD",
    "3431203432203433203031, 41 42 43 01",
  })
  void leaves_out_padding_and_control_characters(String hex, String text) {
    assertThat(read(0, hex)).contains(text);
  }

  @Test
  void gives_nothing_where_nothing_readable_is_left() {
    assertThat(read(0, "")).isEmpty();
    assertThat(read(0, "000000")).isEmpty();
    assertThat(read(0, "20200d")).isEmpty();
  }

  @Test
  void cuts_what_is_too_long_and_no_character_in_two() {
    // given
    byte[] long_ = "\uD83D\uDDA8".repeat(200).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    // when
    String cut = new Texts(OptionalLong.empty()).read(long_, Texts.SHORT).orElseThrow();
    // then
    assertThat(cut).hasSize(254);
    assertThat(Character.isHighSurrogate(cut.charAt(253))).isFalse();
  }

  private static Optional<String> read(long set, String hex) {
    return new Texts(OptionalLong.of(set)).read(HexFormat.of().parseHex(hex), Texts.LONG);
  }
}

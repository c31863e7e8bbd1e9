package io.platen.device.printer.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorStatesTest {

  @ParameterizedTest(name = "{0} means {1}")
  @CsvSource({
    "'', ''",
    "00, ''",
    "80, low-paper",
    "04, jammed",
    "44, no-paper jammed",
    "0000, ''",
    "0120, service-requested marker-supply-missing",
    "00040000, input-tray-empty",
    "00020000, overdue-prevent-maintenance",
  })
  void reads_bits_from_the_most_significant_on(String hex, String states) {
    // when
    List<String> read = ErrorStates.of(HexFormat.of().parseHex(hex));
    // then
    assertThat(String.join(" ", read)).isEqualTo(states);
  }

  @ParameterizedTest(name = "\"{0}\" means {1}")
  @CsvSource({"@, no-paper", "0, ''", "00, ''", "40, no-paper", "A0, low-paper low-toner"})
  void reads_text(String text, String states) {
    // when
    List<String> read = ErrorStates.of(text.getBytes(StandardCharsets.US_ASCII));
    // then
    assertThat(String.join(" ", read)).isEqualTo(states);
  }

  @ParameterizedTest(name = "INTEGER {0} means {1}")
  @CsvSource({"0, ''", "64, no-paper", "16384, no-paper", "-1, ''", "4711000, ''"})
  void reads_a_number(long number, String states) {
    // when, then
    assertThat(String.join(" ", ErrorStates.of(number))).isEqualTo(states);
  }

  @Test
  void takes_no_more_bits_than_there_are() {
    // given
    byte[] all = new byte[8];
    Arrays.fill(all, (byte) 0xff);
    // when, then
    assertThat(ErrorStates.of(all)).hasSize(15);
  }
}

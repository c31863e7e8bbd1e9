package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.console.view.Words;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceWordsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      nullValues = "-",
      value = {
        "-, ''",
        "1.3.6.1.2.1, SNMP 1.3.6.1.2.1",
        "1.3.6.1.4.1.2435#6F+ipp:printer-supply#2, SNMP 1.3.6.1.4.1.2435#6F + IPP printer-supply#2",
        "web:/etc/mnt_info.csv#Page%20Counter, Web page /etc/mnt_info.csv#Page%20Counter",
        "acme:counter, acme counter",
      })
  void says_where_a_value_was_read(@Nullable String source, String words) {
    assertThat(SourceWords.of(source, Words.in(Locale.ENGLISH, ZoneOffset.UTC, Instant.EPOCH)))
        .isEqualTo(words);
  }
}

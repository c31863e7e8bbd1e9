package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.sync.DiscoveryEntry.Kind;
import io.platen.server.console.view.Words;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryTargetTest {
  private final Words words = Words.in(Locale.ENGLISH, ZoneOffset.UTC, Instant.EPOCH);

  @ParameterizedTest(name = "{0} is a {1} of {2}")
  @CsvSource({
    "192.0.2.0/24, NETWORK, 254",
    "192.0.2.8/31, NETWORK, 2",
    "192.0.2.8/32, NETWORK, 1",
    "192.0.2.10-192.0.2.12, RANGE, 3",
    "192.0.2.7, HOST, 1",
    "printer-7.example.org, HOST, 1",
  })
  void tells_kind_and_size_by_the_look(String target, Kind kind, long size) {
    assertThat(EntryTarget.kind(target)).isEqualTo(kind);
    assertThat(EntryTarget.size(target)).isEqualTo(size);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "''|Say where to look",
        "10.8.2.41/24|The network is 10.8.2.0/24",
        "10.0.0.0/8|holds 16,777,216 addresses; at most 65,536",
        "10.8.2.0/33|is not a network",
        "10.8.2/24|is not a network",
        "10.8.2.0/x|is not a network",
        "10.8.2.60-10.8.2.10|ends before it begins",
        "10.8.2.1-10.8.2.|is not a range",
        "10.0.0.0-10.2.0.0|holds 131,073 addresses",
        "300.1.1.1|neither an address nor a host name",
        "prin ter|neither an address nor a host name",
      })
  void says_what_is_wrong_and_what_to_write(String target, String part) {
    assertThat(EntryTarget.explain(target, words)).contains(part);
  }
}

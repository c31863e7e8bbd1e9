package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameSiteTest {

  @ParameterizedTest(name = "Sec-Fetch-Site {0}, Origin {1}, Host {2}: {3}")
  @CsvSource(
      nullValues = "-",
      value = {
        "same-origin, -, localhost:8444, true",
        "same-origin, https://evil.example, localhost:8444, true",
        "cross-site, https://localhost:8444, localhost:8444, false",
        // Another port of this host is another server.
        "same-site, https://localhost:9000, localhost:8444, false",
        "none, -, localhost:8444, false",
        "-, https://localhost:8444, localhost:8444, true",
        "-, https://LOCALHOST:8444, localhost:8444, true",
        "-, https://localhost, localhost:8444, false",
        "-, null, localhost:8444, false",
        "-, https://evil example, localhost:8444, false",
        "-, -, localhost:8444, false",
        "-, https://localhost:8444, -, false",
      })
  void takes_forms_of_its_own_pages_only(
      String fetchSite, String origin, String host, boolean taken) {
    assertThat(SameSite.allows(fetchSite, origin, host)).isEqualTo(taken);
  }
}

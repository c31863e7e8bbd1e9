package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.testing.Stub;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookiesTest {

  @Test
  void shows_times_in_the_zone_that_the_browser_tells() {
    assertThat(Cookies.zone(telling("Pacific/Auckland"))).isEqualTo(ZoneId.of("Pacific/Auckland"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Mars/Olympus", "+25:00", "../../etc"})
  void shows_times_in_its_own_zone_where_the_browser_tells_none(String zone) {
    assertThat(Cookies.zone(telling(zone))).isEqualTo(ZoneId.systemDefault());
  }

  private static HttpServletRequest telling(String zone) {
    Cookie[] cookies = {new Cookie("__Host-platen-zone", zone)};
    return Stub.of(HttpServletRequest.class, name -> name.equals("getCookies") ? cookies : null);
  }
}

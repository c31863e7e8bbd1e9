package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.testing.Stub;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
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

  @Test
  void keeps_a_session_from_scripts_other_sites_and_plain_http() {
    // given
    List<String> set = new ArrayList<>();
    HttpServletResponse response =
        (HttpServletResponse)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                  set.add(arguments[0] + ": " + arguments[1]);
                  return null;
                });

    // when
    Cookies.signIn(response, "abc");
    Cookies.signOut(response);

    // then
    String locks = "; Path=/; Secure; HttpOnly; SameSite=Strict";
    assertThat(set)
        .containsExactly(
            "Set-Cookie: __Host-platen=abc" + locks,
            "Set-Cookie: __Host-platen=" + locks + "; Max-Age=0");
  }

  private static HttpServletRequest telling(String zone) {
    Cookie[] cookies = {new Cookie("__Host-platen-zone", zone)};
    return Stub.of(HttpServletRequest.class, name -> name.equals("getCookies") ? cookies : null);
  }
}

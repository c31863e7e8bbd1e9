package io.platen.server.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.server.listener.ForwardedHeader;
import io.platen.server.testing.Stub;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConsoleProxiesTest {
  private static final String PROXY = "198.51.100.2";

  private String address;

  private void send(String path, String from, String... forwarded) throws Exception {
    ConsoleProxies gate = new ConsoleProxies(Set.of(PROXY), ForwardedHeader.FORWARDED);
    HttpServletRequest request =
        Stub.of(
            HttpServletRequest.class,
            name ->
                switch (name) {
                  case "getServletPath" -> path;
                  case "getHeaders Forwarded" -> Collections.enumeration(List.of(forwarded));
                  case "getRemoteAddr" -> from;
                  default -> null;
                });
    FilterChain chain =
        (onward, response) -> address = ((HttpServletRequest) onward).getRemoteAddr();
    gate.doFilter(request, Stub.of(HttpServletResponse.class, name -> null), chain);
  }

  @Test
  void puts_the_address_that_a_listed_proxy_saw_in_the_place_of_its_own() throws Exception {
    // when
    send("/api/v1/session", PROXY, "for=192.0.2.1", "for=192.0.2.3, for=203.0.113.7;proto=https");

    // then
    assertThat(address).isEqualTo("203.0.113.7");
  }

  @Test
  void leaves_a_proxy_that_says_nothing_with_its_own_address() throws Exception {
    // when
    send("/api/v1/session", PROXY);

    // then
    assertThat(address).isEqualTo(PROXY);
  }

  @Test
  void does_not_look_at_the_header_of_anyone_else() throws Exception {
    // when
    send("/api/v1/session", "198.51.100.3", "for=203.0.113.7");

    // then
    assertThat(address).isEqualTo("198.51.100.3");
  }

  @Test
  void leaves_devices_to_proxies_that_show_a_certificate() throws Exception {
    // when
    send("/.well-known/est/platen/simpleenroll", PROXY, "for=203.0.113.7");

    // then
    assertThat(address).isEqualTo(PROXY);
  }

  @Test
  void takes_addresses_of_proxies_and_none_where_nothing_is_said() {
    assertThat(ConsoleProxies.addresses("192.0.2.5, FD00::5"))
        .containsExactlyInAnyOrder("192.0.2.5", "fd00:0:0:0:0:0:0:5");
    assertThat(ConsoleProxies.addresses(" ")).isEmpty();
  }

  @Test
  void drops_no_address_that_is_malformed_but_names_it() {
    assertThatThrownBy(() -> ConsoleProxies.addresses("192.0.2.5,192.0.2.555"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("platen.proxy.addresses")
        .hasMessageContaining("192.0.2.555");
  }
}

package io.platen.server.notice.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.server.notice.control.TargetGuard.RefusedTarget;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a webhook may go. */
class TargetGuardTest {
  private static TargetGuard guard(String allowed, String... addresses) {
    return new TargetGuard(
        allowed,
        host -> {
          InetAddress[] found = new InetAddress[addresses.length];
          for (int i = 0; i < addresses.length; i++) {
            found[i] = InetAddress.getByName(addresses[i]);
          }
          return found;
        });
  }

  private static InetAddress address(TargetGuard guard, String url) throws Exception {
    return guard.address(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::1",
        "2001:0:1::1"
      })
  void refuses_what_only_this_network_reaches(String address) {
    assertThatThrownBy(() -> address(guard("", address), "https://hook.example/x"))
        .isInstanceOf(RefusedTarget.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.215.14", "172.32.0.1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"})
  void takes_what_everybody_reaches(String address) throws Exception {
    assertThat(address(guard("", address), "https://hook.example/x"))
        .isEqualTo(InetAddress.getByName(address));
  }

  @Test
  void refuses_a_name_of_which_one_address_is_our_own() {
    assertThatThrownBy(
            () -> address(guard("", "93.184.215.14", "10.0.0.1"), "https://hook.example/x"))
        .isInstanceOf(RefusedTarget.class);
  }

  @Test
  void takes_what_the_operator_allows_by_name_address_or_network() throws Exception {
    for (String allowed : new String[] {"hook.example", "10.1.2.3", "10.1.0.0/16, fd00::/8"}) {
      assertThat(address(guard(allowed, "10.1.2.3"), "http://HOOK.example/x")).isNotNull();
    }
    assertThatThrownBy(() -> address(guard("10.2.0.0/16", "10.1.2.3"), "https://hook.example/x"))
        .isInstanceOf(RefusedTarget.class);
  }

  @Test
  void refuses_http_to_the_internet() {
    assertThatThrownBy(() -> address(guard("", "93.184.215.14"), "http://hook.example/x"))
        .isInstanceOf(RefusedTarget.class);
  }

  @Test
  void looks_at_the_address_in_the_url_itself_too() {
    TargetGuard guard = new TargetGuard("", InetAddress::getAllByName);
    for (String host : new String[] {"127.0.0.1", "[::1]", "[::ffff:10.0.0.1]"}) {
      assertThatThrownBy(() -> address(guard, "https://" + host + "/"))
          .isInstanceOf(RefusedTarget.class);
    }
  }

  @Test
  void says_that_a_name_has_no_address() {
    assertThatThrownBy(() -> address(guard(""), "https://hook.example/x"))
        .isInstanceOf(UnknownHostException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://hook.example/",
        "file:///etc/passwd",
        "https://user:pw@hook.example/",
        "https://hook.example/#x",
        "https://hook.example:0/",
        "https://hook.example:65536/",
        "https:///x",
        "hook.example",
        "https://hook.example/\r\nX: y",
        "https://hook.example/ü"
      })
  void refuses_what_is_no_url_of_a_webhook(String url) {
    assertThat(TargetGuard.url(url)).isEmpty();
  }
}

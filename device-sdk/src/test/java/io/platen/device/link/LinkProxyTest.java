package io.platen.device.link;

import static io.platen.device.link.TestLink.failure;
import static io.platen.device.link.TestLink.get;
import static io.platen.device.link.TestLink.link;
import static io.platen.device.testing.OneDevice.keys;
import static io.platen.device.testing.OneDevice.server;
import static io.platen.protocol.Requirement.PLT_LNK_032;
import static io.platen.protocol.Requirement.PLT_LNK_033;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.TestServer;
import io.platen.protocol.Verifies;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The link through a real proxy, and what it tells that. */
class LinkProxyTest {
  private final TestServer server = server();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"NONE", "DIGEST_MD5", "DIGEST_SHA_256"})
  @Verifies(positive = {PLT_LNK_032, PLT_LNK_033})
  void goes_through_a_proxy(TestProxy.Login login) throws IOException {
    // given
    try (TestProxy proxy = new TestProxy(login);
        Link link = link(keys(), settings(proxy, "secret", false))) {
      // when
      Answer answer = get(link, server.address());
      get(link, server.address());

      // then
      assertThat(answer.status()).isEqualTo(200);
      assertThat(String.join("\n", proxy.authorizations())).doesNotContain("secret");
      assertThat(proxy.authorizations()).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  @Verifies(positive = PLT_LNK_032)
  void goes_through_a_proxy_by_basic_where_that_is_allowed() throws IOException {
    // given
    try (TestProxy proxy = new TestProxy(TestProxy.Login.BASIC);
        Link link = link(keys(), settings(proxy, "secret", true))) {
      // when
      Answer answer = get(link, server.address());

      // then
      assertThat(answer.status()).isEqualTo(200);
    }
  }

  @Test
  @Verifies(negative = PLT_LNK_033)
  void sends_no_password_in_clear_unless_that_is_allowed() throws IOException {
    // given
    try (TestProxy proxy = new TestProxy(TestProxy.Login.BASIC)) {
      // when
      LinkFailure failure =
          failure(link(keys(), settings(proxy, "secret", false)), server.address());

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.PROXY_LOGIN);
      assertThat(failure.message()).contains("proxy.basic-in-clear").doesNotContain("secret");
      assertThat(proxy.authorizations()).containsOnly("-");
    }
  }

  @Test
  @Verifies(negative = PLT_LNK_032)
  void gives_up_after_a_wrong_password() throws IOException {
    // given
    try (TestProxy proxy = new TestProxy(TestProxy.Login.DIGEST_MD5)) {
      // when
      LinkFailure failure =
          failure(link(keys(), settings(proxy, "wrong", false)), server.address());

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.PROXY_LOGIN);
      assertThat(proxy.authorizations()).hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  @Verifies(negative = PLT_LNK_032)
  void gives_up_where_a_proxy_calls_every_nonce_stale() throws IOException {
    // given
    try (TestProxy proxy = new TestProxy(TestProxy.Login.EVERYTHING_IS_STALE)) {
      // when
      LinkFailure failure =
          failure(link(keys(), settings(proxy, "secret", false)), server.address());

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.PROXY_LOGIN);
      assertThat(proxy.authorizations()).hasSizeLessThanOrEqualTo(4);
    }
  }

  @Test
  void never_shows_the_proxys_password_in_text() {
    assertThat(
            new ProxySettings(URI.create("http://proxy.example:3128"), "user", "secret", true)
                .toString())
        .doesNotContain("secret");
  }

  private static ProxySettings settings(TestProxy proxy, String password, boolean basic) {
    return new ProxySettings(proxy.address(), "user", password, basic);
  }
}

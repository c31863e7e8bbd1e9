package io.platen.device.link;

import static io.platen.protocol.Requirement.PLT_LNK_030;
import static io.platen.protocol.Requirement.PLT_LNK_031;
import static io.platen.protocol.Requirement.PLT_LNK_032;
import static io.platen.protocol.Requirement.PLT_LNK_033;
import static io.platen.protocol.Requirement.PLT_TLS_010;
import static io.platen.protocol.Requirement.PLT_TLS_011;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.device.port.Keys;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestServer;
import io.platen.protocol.Verifies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The link against real TLS servers and a real proxy. */
class LinkTest {
  private static final UUID ID = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");
  private static final TestAuthority FOREIGN = new TestAuthority("foreign authority");
  private static final String SYNC = "download/v1/sync";

  private TestServer server = server(AUTHORITY.server());

  @AfterEach
  void stop() {
    server.close();
  }

  private static TestServer server(TestAuthority.Issued certificate) {
    return new TestServer(certificate, AUTHORITY.certificate(), ID);
  }

  private void replaceServer(TestAuthority.Issued certificate) {
    server.close();
    server = server(certificate);
  }

  private static Keys keys(TestAuthority.Issued own) {
    return () -> new Keys.Material(own.key(), own.chain(), List.of(AUTHORITY.certificate()));
  }

  private static Link link(Keys keys, @Nullable ProxySettings proxy) {
    return new Link(keys, proxy, new Apache5ConnectorProvider(), InstantSource.system());
  }

  private static Link link() {
    return link(keys(AUTHORITY.device(ID)), null);
  }

  private LinkFailure failure(Link link) {
    return failure(link, server.address());
  }

  private static LinkFailure failure(Link link, URI host) {
    try (link) {
      LinkFailedException thrown =
          catchThrowableOfType(
              LinkFailedException.class, () -> link.get(host, SYNC, Optional.empty(), 100_000));
      assertThat(thrown).isNotNull();
      return thrown.failure();
    }
  }

  @Test
  void connects_no_more_when_it_is_closed() {
    // given
    Link link = link();
    link.close();

    // when
    LinkFailure failure = failure(link);

    // then
    assertThat(failure.message()).contains("being closed");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  @Timeout(60)
  void ends_a_request_for_which_another_thread_holds_the_link() throws Exception {
    // given: a server that answers nothing
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    server.instead(exchange -> isHeld(asked, ended));
    Link link = link();
    CompletableFuture<LinkFailure> failure =
        CompletableFuture.supplyAsync(
            () -> {
              synchronized (link) {
                return failure(link);
              }
            });
    asked.await();

    // when
    link.close();

    // then
    assertThat(failure.get().kind()).isEqualTo(LinkFailure.Kind.BROKEN_OFF);
    ended.countDown();
  }

  @Test
  void breaks_off_a_request_that_was_about_to_be_sent_when_it_was_closed() throws Exception {
    // given: the time is looked at between the connection and the request
    AtomicReference<Runnable> looked = new AtomicReference<>(() -> {});
    InstantSource clock =
        () -> {
          looked.get().run();
          return Instant.now();
        };
    Link link = new Link(keys(AUTHORITY.device(ID)), null, new Apache5ConnectorProvider(), clock);
    link.get(server.address(), SYNC, Optional.empty(), 100_000);
    looked.set(
        () -> {
          looked.set(() -> {});
          link.close();
        });

    // when
    LinkFailure failure = failure(link);

    // then
    assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.BROKEN_OFF);
  }

  private static boolean isHeld(CountDownLatch asked, CountDownLatch ended) {
    asked.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Test
  @Verifies(negative = PLT_TLS_010)
  void names_the_issuer_where_the_servers_authority_is_not_pinned() {
    // given
    replaceServer(FOREIGN.server());

    // when
    LinkFailure failure = failure(link());

    // then
    assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.TLS_OPENED);
    assertThat(failure.message()).contains("CN=foreign authority");
  }

  @Test
  @Verifies(negative = PLT_TLS_011)
  void refuses_a_server_whose_certificate_is_for_another_name() {
    // given
    Instant now = Instant.now();
    replaceServer(
        AUTHORITY.server(
            now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)), "elsewhere.example"));

    // when
    LinkFailure failure = failure(link());

    // then
    assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.SERVER_NAME_WRONG);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_TLS_010)
  void refuses_a_server_whose_certificate_has_expired() {
    // given
    Instant now = Instant.now();
    replaceServer(
        AUTHORITY.server(
            now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(1)), "localhost"));

    // when
    LinkFailure failure = failure(link());

    // then
    assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.SERVER_CERTIFICATE_EXPIRED);
    assertThat(failure.message()).contains("clock");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"expired", "foreign"})
  void says_that_the_server_refused_the_devices_certificate(String kind) throws Exception {
    // given
    TestAuthority.Issued own =
        kind.equals("expired") ? AUTHORITY.expiredDevice(ID) : FOREIGN.device(ID);
    try (AlertingServer strict =
        new AlertingServer(TestServer.tls(AUTHORITY.server(), AUTHORITY.certificate()))) {
      // when
      LinkFailure failure = failure(link(keys(own), null), strict.address());

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.CERTIFICATE_REFUSED);
      assertThat(failure.message()).contains("it is valid to", "authority is trusted");
    }
  }

  @Test
  void says_what_it_may_be_when_a_server_hangs_up_without_a_word() {
    // when
    LinkFailure failure = failure(link(keys(AUTHORITY.expiredDevice(ID)), null));

    // then
    assertThat(failure.message()).contains("certificate", "valid to");
  }

  /** Ends a handshake that fails with an alert, as TLS wants it. */
  private static final class AlertingServer implements AutoCloseable {
    private final SSLSocketFactory tls;
    private final ServerSocket listener;
    private final Thread thread = new Thread(this::serve, "alerting-server");

    AlertingServer(SSLContext tls) throws IOException {
      this.tls = tls.getSocketFactory();
      listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
      thread.setDaemon(true);
      thread.start();
    }

    URI address() {
      return URI.create("https://localhost:" + listener.getLocalPort());
    }

    private void serve() {
      while (!listener.isClosed()) {
        try (Socket raw = listener.accept()) {
          refuse(raw);
          while (raw.getInputStream().read() >= 0) {
            // reads on: a connection closed over unread bytes is reset, and the alert lost
          }
        } catch (IOException e) {
          // the test is over
        }
      }
    }

    /**
     * Leaves the connection beneath TLS open, so that the alert arrives whatever the client does.
     */
    private void refuse(Socket raw) throws IOException {
      SSLSocket socket = (SSLSocket) tls.createSocket(raw, null, false);
      socket.setUseClientMode(false);
      socket.setNeedClientAuth(true);
      socket.setEnabledProtocols(new String[] {"TLSv1.3"});
      try {
        socket.startHandshake();
      } catch (SSLException e) {
        raw.shutdownOutput();
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }

  @Test
  void says_that_the_devices_own_keys_cannot_be_used() {
    // given
    Keys broken =
        () -> {
          throw new GeneralSecurityException("/keys/device.pem cannot be read");
        };

    // when
    LinkFailure failure = failure(link(broken, null));

    // then
    assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.OWN_KEYS);
    assertThat(failure.message()).contains("/keys/device.pem cannot be read");
  }

  @Test
  void says_that_nothing_listens_there() throws IOException {
    // given
    URI nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("https://localhost:" + free.getLocalPort());
    }

    // then
    assertThat(failure(link(), nobody).kind()).isEqualTo(LinkFailure.Kind.NOT_REACHABLE);
  }

  @Test
  void says_that_a_name_is_not_known() {
    assertThat(failure(link(), URI.create("https://nowhere.invalid")).kind())
        .isEqualTo(LinkFailure.Kind.NAME_UNKNOWN);
  }

  @ParameterizedTest(name = "status {0}")
  @ValueSource(ints = {301, 302, 303, 307, 308})
  @Verifies(negative = PLT_LNK_030)
  void follows_no_redirect(int status) {
    // given
    server.instead(
        exchange -> {
          exchange.getResponseHeaders().set("Location", server.address() + "/elsewhere");
          exchange.sendResponseHeaders(status, -1);
          return true;
        });

    // when
    LinkFailure failure = failure(link());

    // then
    assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.REDIRECTED);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  @Verifies(negative = PLT_LNK_031)
  void reads_no_answer_that_does_not_end() {
    // given
    server.instead(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] part = new byte[8192];
          while (true) {
            exchange.getResponseBody().write(part); // until the device hangs up
          }
        });

    // when
    LinkFailure failure = failure(link());

    // then
    assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.ANSWER_UNUSABLE);
    assertThat(failure.message()).contains("longer than 100000 bytes");
  }

  @Test
  void notices_that_an_answer_is_only_half_there() {
    // given
    server.instead(
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(new byte[500]);
          exchange.getResponseBody().flush();
          throw new IOException("hangs up");
        });

    // then
    assertThat(failure(link()).kind()).isEqualTo(LinkFailure.Kind.BROKEN_OFF);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"NONE", "DIGEST_MD5", "DIGEST_SHA_256"})
  @Verifies(positive = {PLT_LNK_032, PLT_LNK_033})
  void goes_through_a_proxy(TestProxy.Login login) throws IOException {
    // given
    try (TestProxy proxy = new TestProxy(login);
        Link link = link(keys(AUTHORITY.device(ID)), settings(proxy, "secret", false))) {
      // when
      Answer answer = link.get(server.address(), SYNC, Optional.empty(), 100_000);
      link.get(server.address(), SYNC, Optional.empty(), 100_000);

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
        Link link = link(keys(AUTHORITY.device(ID)), settings(proxy, "secret", true))) {
      // when
      Answer answer = link.get(server.address(), SYNC, Optional.empty(), 100_000);

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
          failure(link(keys(AUTHORITY.device(ID)), settings(proxy, "secret", false)));

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
          failure(link(keys(AUTHORITY.device(ID)), settings(proxy, "wrong", false)));

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
          failure(link(keys(AUTHORITY.device(ID)), settings(proxy, "secret", false)));

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

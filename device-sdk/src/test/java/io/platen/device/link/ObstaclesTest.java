package io.platen.device.link;

import static io.platen.device.link.TestLink.NOW;
import static io.platen.device.link.TestLink.get;
import static io.platen.device.testing.OneDevice.AUTHORITY;
import static io.platen.device.testing.OneDevice.ID;
import static io.platen.device.testing.OneDevice.keys;
import static io.platen.protocol.Requirement.PLT_TLS_040;
import static io.platen.protocol.Requirement.PLT_TLS_041;
import static io.platen.protocol.Requirement.PLT_TLS_042;
import static io.platen.protocol.Requirement.PLT_TLS_043;
import static io.platen.protocol.Requirement.PLT_TLS_045;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestServer.Asks;
import io.platen.protocol.Verifies;
import io.platen.protocol.enrolment.KeyPrint;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.registry.Obstacles;
import io.platen.protocol.registry.Registry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands between a device and its host is told apart, and gets nothing. */
class ObstaclesTest {
  private static final TestAuthority FIREWALL = new TestAuthority("site firewall");
  private static final URI ELSEWHERE = URI.create("https://update2.example.com");
  private static final Duration DAY = Duration.ofDays(1);

  private final HostsSeen seen = new HostsSeen(List.of(ELSEWHERE));

  private Link link(@Nullable ProxySettings proxy) {
    return TestLink.link(keys(), proxy).mutual().watchedBy(seen);
  }

  private static TestServer server(TestAuthority.Issued certificate, Asks asks) {
    return new TestServer(certificate, AUTHORITY.certificate(), ID, asks);
  }

  private TestServer named(TestAuthority authority, String name) {
    return server(authority.server(NOW.minus(DAY), NOW.plus(DAY), name), Asks.NEVER);
  }

  private LinkFailure failure(URI host) {
    return failure(host, null);
  }

  private LinkFailure failure(URI host, @Nullable ProxySettings proxy) {
    return TestLink.failure(link(proxy), host);
  }

  @Test
  @Verifies(
      positive = {PLT_TLS_040, PLT_TLS_043},
      negative = PLT_TLS_041)
  void names_who_opens_tls_and_all_hosts_to_exempt_and_sends_nothing() {
    // given
    TestAuthority.Issued forged = FIREWALL.server();
    try (TestServer firewall = server(forged, Asks.NEVER)) {
      // when
      LinkFailure failure = failure(firewall.address());

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.TLS_OPENED);
      String print = KeyPrint.of(forged.certificate().getPublicKey()).hex();
      assertThat(failure.message())
          .startsWith("TLS to localhost is opened by 'CN=site firewall' (SHA-256 of its key ")
          .contains(print, "Exempt localhost, update2.example.com from inspection");
      assertThat(failure.shown()).isEqualTo(new Voucher("CN=site firewall", print));
      assertThat(firewall.requests()).isEmpty();
    }
  }

  @Test
  @Verifies(positive = {PLT_TLS_041, PLT_TLS_042, PLT_TLS_045})
  void sends_its_request_to_the_host_itself_that_asks_for_the_certificate() throws Exception {
    // given
    try (TestServer itself = server(AUTHORITY.server(), Asks.NEEDS);
        Link link = link(null)) {
      // when
      Answer answer = get(link, itself.address());

      // then: so that a certificate from elsewhere is not held for an interceptor's
      assertThat(answer.status()).isEqualTo(200);
      assertThat(seen.isAlone(ELSEWHERE, new Voucher("CN=x", ""))).isTrue();
    }
  }

  @Test
  @Verifies(negative = PLT_TLS_045)
  void says_of_the_one_host_with_a_foreign_certificate_that_it_may_be_the_server() {
    // given: the other one answers as it should
    seen.answered(ELSEWHERE);
    try (TestServer odd = server(FIREWALL.server(), Asks.NEVER)) {
      // when
      LinkFailure failure = failure(odd.address());

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.SERVER_UNTRUSTED);
      assertThat(failure.message())
          .contains("CN=site firewall", "other hosts show right ones", "exempt localhost");
    }
  }

  @Test
  @Verifies(positive = PLT_TLS_045)
  void says_that_tls_is_opened_where_two_hosts_show_the_same_issuer() {
    // given: a third one is exempted already
    seen.answered(URI.create("https://download.example.com"));
    seen.failed(
        new LinkFailure(
            ELSEWHERE,
            LinkFailure.Kind.TLS_OPENED,
            "",
            "",
            new Voucher("CN=site firewall", "another key")));
    try (TestServer firewall = server(FIREWALL.server(), Asks.NEVER)) {
      // when
      LinkFailure failure = failure(firewall.address());

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.TLS_OPENED);
    }
  }

  @Test
  @Verifies(
      positive = PLT_TLS_040,
      negative = {PLT_TLS_040, PLT_TLS_041})
  void knows_a_captive_portal_by_its_certificate_for_another_name() {
    // given
    try (TestServer portal = named(FIREWALL, "wifi.hotel.example")) {
      // when
      LinkFailure failure = failure(portal.address());

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.CAPTIVE_PORTAL);
      assertThat(failure.message()).contains("CN=wifi.hotel.example", "captive portal");
      assertThat(portal.requests()).isEmpty();
    }
  }

  @Test
  @Verifies(positive = PLT_TLS_040)
  void knows_a_captive_portal_that_speaks_no_tls() throws Exception {
    // given
    try (ServerSocket portal = answering("HTTP/1.1 302 Found\r\nLocation: http://x/\r\n\r\n")) {
      // when
      LinkFailure failure = failure(URI.create("https://localhost:" + portal.getLocalPort()));

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.CAPTIVE_PORTAL);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"302 Found", "511 Network Authentication Required"})
  @Verifies(positive = PLT_TLS_040)
  void knows_a_proxy_that_wants_a_login_at_a_page(String status) throws Exception {
    // given
    try (ServerSocket proxy =
        answering("HTTP/1.1 " + status + "\r\nLocation: http://x/\r\nContent-Length: 0\r\n\r\n")) {
      URI address = URI.create("http://localhost:" + proxy.getLocalPort());

      // when
      LinkFailure failure = failure(ELSEWHERE, new ProxySettings(address, null, null, false));

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.CAPTIVE_PORTAL);
    }
  }

  /** Says this to whoever connects, whatever that one says. */
  private static ServerSocket answering(String words) throws java.io.IOException {
    ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              while (!listener.isClosed()) {
                try (Socket client = listener.accept()) {
                  client.getInputStream().read();
                  client.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
                  client.shutdownOutput();
                  client.getInputStream().readAllBytes();
                } catch (java.io.IOException e) {
                  // one end hung up
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return listener;
  }

  @Test
  @Verifies(negative = {PLT_TLS_040, PLT_TLS_042})
  void sends_nothing_to_a_host_that_does_not_ask_for_its_certificate() {
    // given: whoever opens TLS has a certificate from the pinned authority
    try (TestServer between = server(AUTHORITY.server(), Asks.NEVER)) {
      // when
      LinkFailure failure = failure(between.address());

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.CERTIFICATE_STRIPPED);
      assertThat(failure.message()).contains("did not ask for the device's certificate");
      assertThat(between.requests()).isEmpty();
    }
  }

  @Test
  @Verifies(positive = PLT_TLS_040)
  void hears_from_the_server_that_the_certificate_did_not_arrive() {
    // given
    try (TestServer server = server(AUTHORITY.server(), Asks.NEEDS)) {
      server.instead(
          exchange -> {
            TestServer.problem(exchange, ProblemType.CERTIFICATE_STRIPPED);
            return true;
          });

      // when
      LinkFailure failure = failure(server.address());

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.CERTIFICATE_STRIPPED);
    }
  }

  @ParameterizedTest(name = "{0} days from now")
  @ValueSource(ints = {-10, 10})
  @Verifies(positive = PLT_TLS_040)
  void tells_a_wrong_time_with_what_its_clock_shows(int days) {
    // given
    Instant from = NOW.plus(DAY.multipliedBy(days));
    try (TestServer server =
        server(AUTHORITY.server(from, from.plus(DAY), "localhost"), Asks.NEEDS)) {
      // when
      LinkFailure failure = failure(server.address());

      // then
      assertThat(failure.kind())
          .isEqualTo(
              days < 0
                  ? LinkFailure.Kind.SERVER_CERTIFICATE_EXPIRED
                  : LinkFailure.Kind.SERVER_CERTIFICATE_EARLY);
      assertThat(failure.message()).contains("clock shows " + NOW.toString().substring(0, 10));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  @Verifies(positive = PLT_TLS_040)
  void tells_a_certificate_of_its_own_authority_for_another_name() {
    // given
    try (TestServer other = named(AUTHORITY, "other.example.com")) {
      // when, then
      assertThat(failure(other.address()).kind()).isEqualTo(LinkFailure.Kind.SERVER_NAME_WRONG);
    }
  }

  @Test
  @Verifies(positive = PLT_TLS_040)
  void tells_what_speaks_only_tls_1_2() throws Exception {
    // given
    SSLServerSocket old =
        (SSLServerSocket)
            TestServer.tls(AUTHORITY.server(), AUTHORITY.certificate())
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    old.setEnabledProtocols(new String[] {"TLSv1.2"});
    Thread thread =
        new Thread(
            () -> {
              try (SSLSocket socket = (SSLSocket) old.accept()) {
                socket.startHandshake();
              } catch (java.io.IOException e) {
                // refused, as it must be
              }
            });
    thread.setDaemon(true);
    thread.start();
    try (old) {
      // when
      LinkFailure failure = failure(URI.create("https://localhost:" + old.getLocalPort()));

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.TLS_OLD);
    }
  }

  @Test
  void has_a_token_of_the_registry_for_each() {
    // when
    List<String> told =
        Stream.of(LinkFailure.Kind.values()).flatMap(kind -> kind.obstacle().stream()).toList();

    // then
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            Obstacles.registry().entries().stream().map(Registry.Entry::token).toList());
  }
}

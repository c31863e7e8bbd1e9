package io.platen.device.link;

import static io.platen.device.link.TestLink.NOW;
import static io.platen.device.link.TestLink.SYNC;
import static io.platen.device.link.TestLink.failure;
import static io.platen.device.link.TestLink.get;
import static io.platen.device.link.TestLink.link;
import static io.platen.device.testing.OneDevice.AUTHORITY;
import static io.platen.device.testing.OneDevice.ID;
import static io.platen.device.testing.OneDevice.server;
import static io.platen.protocol.Requirement.PLT_LNK_031;
import static io.platen.protocol.Requirement.PLT_TLS_010;
import static io.platen.protocol.Requirement.PLT_TLS_011;
import static io.platen.protocol.Requirement.PLT_TLS_012;
import static io.platen.protocol.Requirement.PLT_TLS_013;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.Keys;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestServer;
import io.platen.protocol.Verifies;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a device trusts, and by which TLS. */
class LinkTrustTest {
  private static final TestAuthority PUBLIC = new TestAuthority("public authority");
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

  @Test
  @Verifies(positive = {PLT_LNK_031, PLT_TLS_010, PLT_TLS_011, PLT_TLS_012, PLT_TLS_013})
  void takes_an_answer_of_its_own_server_over_tls_1_3_up_to_the_last_byte_allowed()
      throws Exception {
    // given: this server speaks TLS 1.3 only
    byte[] body = new byte[5_000];
    try (TestServer server = server();
        Link link = link()) {
      server.instead(
          exchange -> {
            TestServer.respond(exchange, 200, Link.PLATEN_XML, body);
            return true;
          });

      // when
      Answer answer = link.get(server.address(), SYNC, Optional.empty(), body.length);

      // then
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).hasSize(body.length);
    }
  }

  @Test
  @Verifies(negative = PLT_TLS_010)
  void names_the_issuer_where_the_servers_authority_is_not_pinned() {
    // given
    try (TestServer server = server(PUBLIC.server())) {
      // when
      LinkFailure failure = failure(link(), server.address());

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.TLS_OPENED);
      assertThat(failure.message()).contains("CN=public authority");
    }
  }

  @Test
  @Verifies(negative = PLT_TLS_011)
  void refuses_a_server_whose_certificate_is_for_another_name() {
    // given
    Duration day = Duration.ofDays(1);
    try (TestServer server =
        server(AUTHORITY.server(NOW.minus(day), NOW.plus(day), "elsewhere.example"))) {
      // when
      LinkFailure failure = failure(link(), server.address());

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.SERVER_NAME_WRONG);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  @Verifies(negative = PLT_TLS_010)
  void refuses_a_server_whose_certificate_has_expired() {
    // given
    Duration day = Duration.ofDays(1);
    try (TestServer server =
        server(AUTHORITY.server(NOW.minus(day.multipliedBy(9)), NOW.minus(day), "localhost"))) {
      // when
      LinkFailure failure = failure(link(), server.address());

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.SERVER_CERTIFICATE_EXPIRED);
      assertThat(failure.message()).contains("clock");
    }
  }

  @Test
  @Verifies(negative = PLT_TLS_012)
  void speaks_to_no_server_that_knows_tls_1_2_only() throws Exception {
    // given
    SSLServerSocket old =
        (SSLServerSocket)
            TestServer.tls(AUTHORITY.server(), AUTHORITY.certificate())
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    old.setEnabledProtocols(new String[] {"TLSv1.2"});
    CompletableFuture<Boolean> agreed = new CompletableFuture<>();
    Thread thread = new Thread(() -> agreed.complete(shakesHands(old)), "old-server");
    thread.setDaemon(true);
    thread.start();
    try (old;
        Link link = link()) {
      // when
      LinkFailure failure = failure(link, URI.create("https://localhost:" + old.getLocalPort()));

      // then
      assertThat(failure.message()).isNotBlank();
      assertThat(agreed.get(20, TimeUnit.SECONDS)).isFalse();
    }
  }

  private static boolean shakesHands(SSLServerSocket server) {
    try (SSLSocket socket = (SSLSocket) server.accept()) {
      socket.startHandshake();
      return true;
    } catch (SSLException e) {
      return false;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  @Verifies(negative = PLT_TLS_010)
  void trusts_an_authority_no_more_that_was_taken_away_since_the_last_cycle() throws Exception {
    // given: a connection that works, and is kept
    List<X509Certificate> trusted = new ArrayList<>(List.of(AUTHORITY.certificate()));
    TestAuthority.Issued own = AUTHORITY.device(ID);
    Keys keys = () -> new Keys.Material(own.key(), own.chain(), trusted);
    try (TestServer server = server();
        Link link = link(keys)) {
      get(link, server.address());
      trusted.set(0, PUBLIC.certificate());

      // when
      link.refresh();

      // then
      assertThat(failure(link, server.address()).kind()).isEqualTo(LinkFailure.Kind.TLS_OPENED);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void keeps_its_connection_where_nothing_has_changed() throws Exception {
    // given
    try (TestServer server = server();
        Link link = link()) {
      get(link, server.address());

      // when
      link.refresh();
      get(link, server.address());

      // then
      assertThat(server.clientPorts()).hasSize(1);
    }
  }

  @Test
  @Verifies(negative = PLT_TLS_013)
  void does_not_trust_an_authority_of_the_runtime(@TempDir Path folder) throws Exception {
    // given: all that Java trusts by itself is the authority of this server
    char[] password = "changeit".toCharArray();
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("public", PUBLIC.certificate());
    Path file = folder.resolve("cacerts");
    try (OutputStream out = Files.newOutputStream(file)) {
      trusted.store(out, password);
    }
    System.setProperty(TRUST_STORE, file.toString());
    System.setProperty(PASSWORD, new String(password));
    try (TestServer server = server(PUBLIC.server());
        Link link = link()) {
      // when
      LinkFailure failure = failure(link, server.address());

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.TLS_OPENED);
      assertThat(server.requests()).isEmpty();
    } finally {
      System.clearProperty(TRUST_STORE);
      System.clearProperty(PASSWORD);
    }
  }
}

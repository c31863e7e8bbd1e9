package io.platen.device.link;

import static io.platen.protocol.Requirement.PLT_LNK_031;
import static io.platen.protocol.Requirement.PLT_TLS_010;
import static io.platen.protocol.Requirement.PLT_TLS_011;
import static io.platen.protocol.Requirement.PLT_TLS_012;
import static io.platen.protocol.Requirement.PLT_TLS_013;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a device trusts, and by which TLS. */
class LinkTrustTest {
  private static final UUID ID = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");
  private static final TestAuthority PUBLIC = new TestAuthority("public authority");
  private static final String SYNC = "download/v1/sync";
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

  private final TestAuthority.Issued own = AUTHORITY.device(ID);

  private Link link() {
    Keys keys = () -> new Keys.Material(own.key(), own.chain(), List.of(AUTHORITY.certificate()));
    return new Link(keys, null, new Apache5ConnectorProvider(), InstantSource.system());
  }

  private static LinkFailure failure(Link link, URI host) {
    LinkFailedException thrown =
        catchThrowableOfType(
            LinkFailedException.class, () -> link.get(host, SYNC, Optional.empty(), 100_000));
    assertThat(thrown).as("a failure").isNotNull();
    return thrown.failure();
  }

  @Test
  @Verifies(positive = {PLT_LNK_031, PLT_TLS_010, PLT_TLS_011, PLT_TLS_012, PLT_TLS_013})
  void takes_an_answer_of_its_own_server_over_tls_1_3_up_to_the_last_byte_allowed()
      throws Exception {
    // given: this server speaks TLS 1.3 only
    byte[] body = new byte[5_000];
    try (TestServer server = new TestServer(AUTHORITY.server(), AUTHORITY.certificate(), ID);
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
    Keys keys = () -> new Keys.Material(own.key(), own.chain(), trusted);
    try (TestServer server = new TestServer(AUTHORITY.server(), AUTHORITY.certificate(), ID);
        Link link = new Link(keys, null, new Apache5ConnectorProvider(), InstantSource.system())) {
      link.get(server.address(), SYNC, Optional.empty(), 100_000);
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
    try (TestServer server = new TestServer(AUTHORITY.server(), AUTHORITY.certificate(), ID);
        Link link = link()) {
      link.get(server.address(), SYNC, Optional.empty(), 100_000);

      // when
      link.refresh();
      link.get(server.address(), SYNC, Optional.empty(), 100_000);

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
    try (TestServer server = new TestServer(PUBLIC.server(), AUTHORITY.certificate(), ID);
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

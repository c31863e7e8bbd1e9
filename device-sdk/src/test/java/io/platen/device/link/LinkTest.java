package io.platen.device.link;

import static io.platen.device.link.TestLink.NOW;
import static io.platen.device.link.TestLink.failure;
import static io.platen.device.link.TestLink.get;
import static io.platen.device.link.TestLink.link;
import static io.platen.device.testing.OneDevice.AUTHORITY;
import static io.platen.device.testing.OneDevice.ID;
import static io.platen.device.testing.OneDevice.keys;
import static io.platen.device.testing.OneDevice.server;
import static io.platen.protocol.Requirement.PLT_LNK_030;
import static io.platen.protocol.Requirement.PLT_LNK_031;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The link against real TLS servers: its end, and what it says of failures. */
class LinkTest {
  private static final TestAuthority FOREIGN = new TestAuthority("foreign authority");
  private final TestServer server = server();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void connects_no_more_when_it_is_closed() {
    // given
    Link link = link();
    link.close();

    // when
    LinkFailure failure = failure(link, server.address());

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
                return failure(link, server.address());
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
          return NOW;
        };
    Link link = link(keys(), null, clock);
    get(link, server.address());
    looked.set(
        () -> {
          looked.set(() -> {});
          link.close();
        });

    // when
    LinkFailure failure = failure(link, server.address());

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

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"expired", "foreign"})
  void says_that_the_server_refused_the_devices_certificate(String kind) throws Exception {
    // given
    TestAuthority.Issued own =
        kind.equals("expired") ? AUTHORITY.expiredDevice(ID) : FOREIGN.device(ID);
    try (AlertingServer strict =
        new AlertingServer(TestServer.tls(AUTHORITY.server(), AUTHORITY.certificate()))) {
      // when
      LinkFailure failure = failure(link(keys(own)), strict.address());

      // then
      assertThat(failure.kind()).isEqualTo(LinkFailure.Kind.CERTIFICATE_REFUSED);
      assertThat(failure.message()).contains("it is valid to", "authority is trusted");
    }
  }

  @Test
  void says_what_it_may_be_when_a_server_hangs_up_without_a_word() {
    // when
    LinkFailure failure = failure(link(keys(AUTHORITY.expiredDevice(ID))), server.address());

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
    LinkFailure failure = failure(link(broken), server.address());

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
    LinkFailure failure = failure(link(), server.address());

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
    LinkFailure failure = failure(link(), server.address());

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
    assertThat(failure(link(), server.address()).kind()).isEqualTo(LinkFailure.Kind.BROKEN_OFF);
  }
}

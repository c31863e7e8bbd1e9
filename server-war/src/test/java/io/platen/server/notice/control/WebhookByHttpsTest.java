package io.platen.server.notice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.notice.entity.Channel;
import io.platen.server.testing.TestAuthority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks by https: whom they trust, and where they do not go. */
class WebhookByHttpsTest {
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private TestAuthority authority;
  private SSLServerSocket server;
  private String answer = "HTTP/1.1 204 No Content\r\n\r\n";

  @BeforeEach
  void open() throws Exception {
    authority = TestAuthority.named("webhooks");
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private void serve(KeyStore shows) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(TestAuthority.managers(shows), null, null);
    server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getByName("0.0.0.0"));
    Thread thread = new Thread(this::serve);
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        requests.add(in.readLine());
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
          // The head goes on.
        }
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException | RuntimeException e) { // the client went, or the test is over
      }
    }
  }

  private Outcome send(String host, String allowed) throws Exception {
    SSLContext trusting = authority.client(TestAuthority.emptyStore(), "TLS");
    return new WebhookSender(
            new TargetGuard(allowed, InetAddress::getAllByName),
            new PostOnce(
                trusting.getSocketFactory(),
                WebhookSender.PATIENCE,
                TestNotices.NO_DEADLINE,
                () -> 0),
            () -> TestNotices.START)
        .send(
            new Letter(
                new java.util.UUID(8, 8),
                Channel.Kind.WEBHOOK,
                "https://" + host + ":" + server.getLocalPort() + "/hook",
                new WebhookKey(new byte[32]),
                "",
                "",
                "{}"));
  }

  @Test
  void posts_to_a_server_that_is_trusted_by_name_and_by_address() throws Exception {
    // given
    serve(authority.issue("hook"));
    // then
    assertThat(send("localhost", "localhost")).isEqualTo(new Outcome.Sent());
    assertThat(send("127.0.0.1", "127.0.0.0/8")).isEqualTo(new Outcome.Sent());
    assertThat(requests).containsExactly("POST /hook HTTP/1.1", "POST /hook HTTP/1.1");
  }

  @Test
  void says_nothing_to_a_server_whose_authority_is_not_trusted() throws Exception {
    // given
    serve(TestAuthority.named("webhooks").issue("hook"));
    // then
    assertThat(send("localhost", "localhost"))
        .isEqualTo(
            new Outcome.Later(
                "It could not be reached: its certificate is issued by nobody whom this server"
                    + " trusts"));
    assertThat(requests).isEmpty();
  }

  @Test
  void says_nothing_to_a_server_whose_certificate_has_expired() throws Exception {
    // given
    serve(authority.issueExpired("hook"));
    // then
    assertThat(send("localhost", "localhost"))
        .isEqualTo(new Outcome.Later("It could not be reached: its certificate has expired"));
    assertThat(requests).isEmpty();
  }

  @Test
  void says_nothing_to_a_server_with_the_certificate_of_another_host() throws Exception {
    // given: it names localhost and 127.0.0.1
    serve(authority.issue("127.0.0.2"));
    // then
    assertThat(send("127.0.0.2", "127.0.0.0/8"))
        .isEqualTo(
            new Outcome.Later("It could not be reached: its certificate is for another name"));
    assertThat(requests).isEmpty();
  }

  @Test
  void follows_no_redirect_to_wherever() throws Exception {
    // given
    serve(authority.issue("hook"));
    answer =
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: https://localhost:"
            + server.getLocalPort()
            + "/elsewhere\r\n\r\n";
    // when
    Outcome outcome = send("localhost", "localhost");
    // then
    assertThat(outcome).isEqualTo(new Outcome.Never("It answers 307; redirects are not followed"));
    assertThat(requests).containsExactly("POST /hook HTTP/1.1");
  }

  @Test
  void goes_to_no_address_of_our_own_however_it_is_trusted() throws Exception {
    // given
    serve(authority.issue("hook"));
    // then
    assertThat(send("localhost", "")).isInstanceOf(Outcome.Never.class);
    assertThat(send("127.0.0.1", "localhost")).isInstanceOf(Outcome.Never.class);
    assertThat(requests).isEmpty();
  }
}

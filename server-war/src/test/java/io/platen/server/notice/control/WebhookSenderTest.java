package io.platen.server.notice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.notice.entity.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks against servers that answer in every way. */
class WebhookSenderTest {
  private static final WebhookKey KEY = new WebhookKey(new byte[32]);
  private static final UUID ID = new UUID(8, 8);

  private final AtomicLong nanos = new AtomicLong();
  private final CompletableFuture<String> request = new CompletableFuture<>();
  private ServerSocket server;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /** What a server does with one connection. */
  private interface Answer {
    void on(Socket socket) throws IOException;
  }

  private void answer(Answer answer) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket socket = server.accept()) {
                request.complete(read(socket));
                answer.on(socket);
              } catch (IOException e) { // the client went away
                request.complete("");
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static String read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder all = new StringBuilder();
    while (!all.toString().contains("\r\n\r\n{}")) {
      int octet = in.read();
      if (octet < 0) {
        break;
      }
      all.append((char) octet);
    }
    return all.toString();
  }

  private static Answer says(String text) {
    return socket -> {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(StandardCharsets.US_ASCII));
      out.flush();
    };
  }

  private Outcome send(String allowed) {
    return new WebhookSender(
            new TargetGuard(allowed, InetAddress::getAllByName),
            new PostOnce(
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                Duration.ofMinutes(10),
                TestNotices.NO_DEADLINE,
                nanos::get),
            () -> TestNotices.START)
        .send(
            new Letter(
                ID,
                Channel.Kind.WEBHOOK,
                "http://127.0.0.1:" + server.getLocalPort() + "/hook?a=b",
                KEY,
                "",
                "",
                "{}"));
  }

  @Test
  void posts_what_its_receiver_can_verify() {
    // given
    answer(says("HTTP/1.1 204 No Content\r\n\r\n"));
    // when
    Outcome outcome = send("127.0.0.1");
    // then
    long seconds = TestNotices.START.getEpochSecond();
    assertThat(outcome).isEqualTo(new Outcome.Sent());
    assertThat(request.join())
        .startsWith("POST /hook?a=b HTTP/1.1\r\nHost: 127.0.0.1:")
        .contains("Platen-Timestamp: " + seconds + "\r\n")
        .contains("Platen-Signature: v1=" + KEY.sign(seconds, "{}") + "\r\n")
        .contains("Idempotency-Key: \"" + ID + "\"\r\n")
        .endsWith("\r\n\r\n{}");
  }

  @Test
  void signs_as_openssl_does() {
    // printf '1700000000.{}' | openssl dgst -sha256 -hmac pltw_AAAA...
    assertThat(KEY.text()).isEqualTo("pltw_" + "A".repeat(43));
    assertThat(KEY.sign(1_700_000_000L, "{}"))
        .isEqualTo("069a7a17abdec29214f786dc51786d88c65bf4e16c9460c1b0bf660ec763b14c");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429, 408})
  void tries_again_where_the_server_is_in_trouble(int status) {
    // given
    answer(says("HTTP/1.1 " + status + " Trouble\r\n\r\n"));
    // then
    assertThat(send("127.0.0.1")).isEqualTo(new Outcome.Later("It answers " + status));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 410})
  void gives_up_where_its_owner_has_to_mend_something(int status) {
    // given
    answer(says("HTTP/1.1 " + status + " No\r\n\r\n"));
    // then
    assertThat(send("127.0.0.1")).isEqualTo(new Outcome.Never("It answers " + status));
  }

  @Test
  void follows_no_redirect() {
    // given
    answer(says("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n\r\n"));
    // then
    assertThat(send("127.0.0.1")).isInstanceOf(Outcome.Never.class);
  }

  @Test
  void does_not_wait_for_the_body_of_an_answer() {
    // given: a body that never ends is never read
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    answer(
        socket -> {
          says("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n").on(socket);
          end.join();
        });
    // then
    assertThat(send("127.0.0.1")).isEqualTo(new Outcome.Sent());
    end.complete(true);
  }

  @Test
  void ends_a_try_when_its_time_is_over_however_busily_the_server_drips() {
    // given: with each octet that comes, the clock goes on by a minute
    answer(
        socket -> {
          OutputStream out = socket.getOutputStream();
          for (int i = 0; i < 1_000; i++) {
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
            out.write('x');
            out.flush();
          }
        });
    // then
    assertThat(send("127.0.0.1"))
        .isEqualTo(new Outcome.Later("It could not be reached: it took too long"));
  }

  @Test
  void reads_no_answer_without_end() {
    // given
    answer(
        socket -> {
          OutputStream out = socket.getOutputStream();
          byte[] much = new byte[8_192];
          java.util.Arrays.fill(much, (byte) 'x');
          for (int i = 0; i < 100; i++) {
            out.write(much);
          }
        });
    // then
    assertThat(send("127.0.0.1")).isInstanceOf(Outcome.Later.class);
  }

  @Test
  void passes_over_interim_answers() {
    // given
    answer(says("HTTP/1.1 100 Continue\r\nX: y\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"));
    // then
    assertThat(send("127.0.0.1")).isEqualTo(new Outcome.Sent());
  }

  @Test
  void tries_again_where_nobody_speaks_http() {
    // given
    answer(says("220 mail.example ESMTP\r\n"));
    // then
    assertThat(send("127.0.0.1"))
        .isEqualTo(new Outcome.Later("It could not be reached: it does not speak HTTP/1.1"));
  }

  @Test
  void tries_again_where_nobody_listens() throws IOException {
    // given
    server.close();
    // then
    assertThat(send("127.0.0.1")).isInstanceOf(Outcome.Later.class);
  }

  @Test
  void opens_no_connection_to_what_is_refused() {
    assertThat(send("")).isInstanceOf(Outcome.Never.class);
  }
}

package io.platen.device.printer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.printer.web.WebFailure.Kind;
import io.platen.device.testing.TestStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Hard limits, by connections in a time of their own. */
class WebClientTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final WebLimits LIMITS =
      new WebLimits(Duration.ofSeconds(5), Duration.ofSeconds(20), 1000, 3);
  private static final WebOrigin PRINTER = WebOrigin.http(address("192.0.2.17"));

  @Test
  void reads_a_page_of_http_1_1_and_counts_what_passed() throws InterruptedException {
    // given
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/html\r\n\r\nhello";
    TestStreams streams = answering(answer);

    // when
    WebPage page = page(ask(streams, WebRequest.get(PRINTER, "/a?b=c").withCookie("lang=0")));

    // then
    assertThat(page.isOk()).isTrue();
    assertThat(page.text()).isEqualTo("hello");
    assertThat(page.header("content-type")).contains("text/html");
    String request = streams.requests().get(0);
    assertThat(request)
        .startsWith("GET /a?b=c HTTP/1.1\r\n")
        .contains("\r\nHost: 192.0.2.17\r\n", "\r\nCookie: lang=0\r\n", "\r\nConnection: close\r\n")
        .doesNotContain("Authorization");
    assertThat(page.traffic().requests()).isEqualTo(1);
    assertThat(page.traffic().bytesOut()).isEqualTo(request.length());
    assertThat(page.traffic().bytesIn()).isEqualTo(answer.length());
    assertThat(streams.connections()).isZero();
  }

  @Test
  void posts_a_body_of_a_type() throws InterruptedException {
    // given
    TestStreams streams =
        answering("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

    // when
    WebPage page =
        page(
            ask(
                streams,
                WebRequest.post(PRINTER, "/ipp/print", "application/ipp", bytes("a question"))));

    // then
    assertThat(page.text()).isEqualTo("ok");
    assertThat(streams.requests().get(0))
        .startsWith("POST /ipp/print HTTP/1.1\r\n")
        .contains("Content-Type: application/ipp\r\n", "Content-Length: 10\r\n")
        .endsWith("\r\n\r\na question");
  }

  @Test
  void reads_a_page_of_http_1_0_to_its_end() throws InterruptedException {
    assertThat(page(get(answering("HTTP/1.0 200 OK\r\n\r\nold page"))).text())
        .isEqualTo("old page");
  }

  @Test
  void reads_a_page_in_chunks() throws InterruptedException {
    // given
    String head = lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "");
    String body = lines("3", "in ", "6;x=y", "chunks", "0", "Trailer: t", "");

    // when, then
    assertThat(page(get(answering(head + body))).text()).isEqualTo("in chunks");
  }

  @Test
  void refuses_a_page_of_a_gigabyte_before_it_has_read_it() throws InterruptedException {
    // given
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n";
    TestStreams streams =
        new TestStreams(request -> new SequenceInputStream(stream(head), endless("x")));

    // when
    WebResult result = get(streams);

    // then
    assertThat(failure(result).kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(streams.bytesRead()).isEqualTo(head.length());
  }

  @Test
  void refuses_chunks_without_end() throws InterruptedException {
    // given
    TestStreams streams =
        new TestStreams(
            request ->
                new SequenceInputStream(
                    stream("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
                    endless("1\r\nx\r\n")));

    // when
    WebResult result = get(streams);

    // then
    assertThat(failure(result).kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(streams.bytesRead()).isLessThan(20_000);
  }

  @Test
  void refuses_chunks_that_are_nearly_all_extensions() throws InterruptedException {
    // given
    TestStreams streams =
        new TestStreams(
            request ->
                new SequenceInputStream(
                    stream("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
                    endless("1;" + "e".repeat(8000) + "\r\nx\r\n")));

    // when
    WebResult result = get(streams);

    // then
    assertThat(failure(result).kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(streams.bytesRead()).isLessThan(70_000);
  }

  @Test
  void refuses_a_page_that_goes_on_without_a_length() throws InterruptedException {
    assertThat(
            failure(
                    get(
                        new TestStreams(
                            request ->
                                new SequenceInputStream(
                                    stream("HTTP/1.0 200 OK\r\n\r\n"), endless("x")))))
                .kind())
        .isEqualTo(Kind.TOO_LARGE);
  }

  @Test
  void refuses_a_head_without_end() throws InterruptedException {
    // given
    TestStreams streams =
        new TestStreams(
            request -> new SequenceInputStream(stream("HTTP/1.1 200 OK\r\n"), endless("A: b\r\n")));

    // when
    WebResult result = get(streams);

    // then
    assertThat(failure(result).kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(streams.bytesRead()).isLessThan(20_000);
  }

  @Test
  void refuses_one_line_without_end() throws InterruptedException {
    // given
    TestStreams streams = new TestStreams(request -> endless("HTTP/1.1 "));

    // when
    WebResult result = get(streams);

    // then
    assertThat(result).isInstanceOf(WebFailure.class);
    assertThat(streams.bytesRead()).isLessThan(70_000);
  }

  @Test
  void refuses_a_bomb_of_gzip() throws InterruptedException {
    assertThat(failure(get(packed(new byte[500_000], "gzip"))).kind()).isEqualTo(Kind.TOO_LARGE);
  }

  @Test
  void unpacks_gzip() throws InterruptedException {
    assertThat(page(get(packed(bytes("small again"), "gzip"))).text()).isEqualTo("small again");
  }

  @Test
  void refuses_another_packing() throws InterruptedException {
    assertThat(failure(get(packed(bytes("small"), "br"))).kind()).isEqualTo(Kind.NOT_HTTP);
  }

  @Test
  void gives_up_when_the_whole_takes_too_long_though_a_byte_comes_each_second()
      throws InterruptedException {
    // given
    TestStreams streams =
        answering("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + "x".repeat(500))
            .slow(Duration.ofSeconds(1));

    // when
    WebResult result = get(streams);

    // then
    assertThat(failure(result).kind()).isEqualTo(Kind.TIMED_OUT);
    assertThat(streams.bytesRead()).isLessThanOrEqualTo(20);
    assertThat(streams.connections()).isZero();
  }

  @Test
  void gives_up_on_one_that_never_answers() throws InterruptedException {
    assertThat(failure(get(new TestStreams(request -> null))).kind()).isEqualTo(Kind.TIMED_OUT);
  }

  @Test
  void counts_the_time_of_all_redirects_together() throws InterruptedException {
    // given: each answer takes 14 s of the 20 s
    String redirect = "HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n";
    TestStreams streams =
        answering(redirect).slow(Duration.ofSeconds(14).dividedBy(redirect.length()));

    // when
    WebResult result = get(streams);

    // then
    assertThat(failure(result).kind()).isEqualTo(Kind.TIMED_OUT);
    assertThat(streams.requests()).hasSize(2);
  }

  @Test
  void follows_a_redirect_of_the_same_printer() throws InterruptedException {
    // given
    TestStreams streams =
        new TestStreams(
            request ->
                stream(
                    request.startsWith("GET /old ")
                        ? lines(
                            "HTTP/1.1 301 Moved",
                            "Location: http://192.0.2.17:8080/new?a=b",
                            "Set-Cookie: session=7",
                            "Content-Length: 0",
                            "")
                        : "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnew"));

    // when
    WebResult result = ask(streams, WebRequest.get(PRINTER, "/old"));

    // then
    assertThat(page(result).text()).isEqualTo("new");
    assertThat(page(result).traffic().requests()).isEqualTo(2);
    assertThat(streams.requests().get(1))
        .startsWith("GET /new?a=b HTTP/1.1\r\n")
        .contains("Host: 192.0.2.17:8080\r\n")
        .doesNotContain("Cookie");
  }

  @Test
  void gives_up_on_a_loop_of_redirects() throws InterruptedException {
    // given
    TestStreams streams =
        answering("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");

    // when
    WebResult result = get(streams);

    // then
    assertThat(failure(result).kind()).isEqualTo(Kind.REDIRECTED_TOO_OFTEN);
    assertThat(streams.requests()).hasSize(4);
  }

  @Test
  void follows_no_redirect_to_another_host_nor_to_another_protocol() throws InterruptedException {
    for (String location :
        new String[] {
          "http://192.0.2.18/",
          "//evil.example/",
          "ftp://192.0.2.17/",
          "http://u:p@192.0.2.17/",
          "file:///etc/passwd",
          "http://192.0.2.17:99999/",
          "http://192.0.2.17.evil.example/"
        }) {
      // given
      TestStreams streams =
          answering("HTTP/1.1 302 F\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");

      // when
      WebResult result = get(streams);

      // then
      assertThat(failure(result).kind()).as(location).isEqualTo(Kind.REDIRECTED_ELSEWHERE);
      assertThat(failure(result).explanation()).contains(location);
      assertThat(streams.requests()).hasSize(1);
    }
  }

  @Test
  void sends_no_post_on_to_where_it_would_become_a_get() throws InterruptedException {
    // given
    TestStreams streams =
        answering("HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n");

    // when
    WebResult result =
        ask(streams, WebRequest.post(PRINTER, "/ipp", "application/ipp", bytes("x")));

    // then
    assertThat(page(result).status()).isEqualTo(302);
  }

  @Test
  void never_logs_in() throws InterruptedException {
    // given
    TestStreams streams =
        answering(
            lines(
                "HTTP/1.1 401 Unauthorized",
                "WWW-Authenticate: Basic realm=\"printer\"",
                "Content-Length: 0",
                ""));

    // when
    WebResult result = get(streams);

    // then
    assertThat(page(result).status()).isEqualTo(401);
    assertThat(streams.requests()).hasSize(1);
  }

  @Test
  void takes_no_page_that_broke_off() throws InterruptedException {
    assertThat(
            failure(get(answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly half")))
                .kind())
        .isEqualTo(Kind.BROKEN_OFF);
    assertThat(failure(get(answering(""))).kind()).isEqualTo(Kind.BROKEN_OFF);
  }

  @Test
  void says_that_something_else_than_http_answered() throws InterruptedException {
    assertThat(failure(get(answering("220 printer FTP server ready\r\n\r\n"))).kind())
        .isEqualTo(Kind.NOT_HTTP);
  }

  @Test
  void reads_text_by_its_bytes_where_the_declared_character_set_is_wrong()
      throws InterruptedException {
    assertThat(page(get(text("text/html; charset=utf-99", bytes("Größe")))).text())
        .isEqualTo("Größe");
    byte[] latin1 = "Größe".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(page(get(text("text/html; charset=utf-99", latin1))).text()).isEqualTo("Größe");
    assertThat(page(get(text("text/html", latin1))).text()).isEqualTo("Größe");
    assertThat(page(get(text("text/html;charset=\"Shift_JIS\"", sjis("日本")))).text())
        .isEqualTo("日本");
  }

  @Test
  void stops_when_its_thread_is_interrupted() {
    // given
    TestStreams streams =
        new TestStreams(
            request -> {
              Thread.currentThread().interrupt();
              return stream("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc");
            });
    streams.slow(Duration.ofMillis(1));

    // when, then
    assertThatThrownBy(() -> get(streams)).isInstanceOf(InterruptedException.class);
    assertThat(streams.connections()).isZero();
  }

  @Test
  void takes_no_path_that_would_be_more_than_a_path() {
    for (String path : new String[] {"", "a", "/a b", "/a\r\nX: y", "/ä", "http://192.0.2.1/"}) {
      assertThatThrownBy(() -> WebRequest.get(PRINTER, path))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> WebRequest.get(PRINTER, "/").withCookie("a=b; c=d"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static WebResult get(TestStreams streams) throws InterruptedException {
    return ask(streams, WebRequest.get(PRINTER, "/"));
  }

  private static WebResult ask(TestStreams streams, WebRequest request)
      throws InterruptedException {
    return new WebClient(streams, () -> NOW, Pins.inMemory(), LIMITS).ask(request);
  }

  private static WebPage page(WebResult result) {
    assertThat(result).isInstanceOf(WebPage.class);
    return (WebPage) result;
  }

  private static WebFailure failure(WebResult result) {
    assertThat(result).isInstanceOf(WebFailure.class);
    return (WebFailure) result;
  }

  private static TestStreams answering(String answer) {
    return new TestStreams(request -> stream(answer));
  }

  private static TestStreams text(String type, byte[] body) {
    return with("Content-Type: " + type, body);
  }

  private static TestStreams with(String header, byte[] body) {
    String head =
        "HTTP/1.1 200 OK\r\n" + header + "\r\nContent-Length: " + body.length + "\r\n\r\n";
    Function<String, InputStream> peer =
        request -> new SequenceInputStream(stream(head), new ByteArrayInputStream(body));
    return new TestStreams(peer);
  }

  private static TestStreams packed(byte[] body, String encoding) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    byte[] bytes = packed.toByteArray();
    Function<String, InputStream> peer =
        request ->
            new SequenceInputStream(
                stream("HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\n\r\n"),
                new ByteArrayInputStream(bytes));
    return new TestStreams(peer);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(bytes(text));
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sjis(String text) {
    return text.getBytes(java.nio.charset.Charset.forName("Shift_JIS"));
  }

  private static InputStream endless(String text) {
    return new InputStream() {
      private int at;

      @Override
      public int read() {
        return text.charAt(at++ % text.length());
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        for (int i = 0; i < length; i++) {
          into[offset + i] = (byte) read();
        }
        return length;
      }
    };
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

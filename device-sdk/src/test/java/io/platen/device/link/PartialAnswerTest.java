package io.platen.device.link;

import static io.platen.device.link.TestLink.link;
import static io.platen.device.testing.OneDevice.server;
import static io.platen.protocol.Requirement.PLT_LNK_013;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import io.platen.device.testing.TestServer;
import io.platen.protocol.Verifies;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of objects over real mutual TLS. */
class PartialAnswerTest {
  private static final String PATH = "download/v1/objects/some";

  private final TestServer server = server();
  private final Link link = link().forObjects();

  @AfterEach
  void stop() {
    link.close();
    server.close();
  }

  private static boolean answer(HttpExchange exchange, int status, String range, int length)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Range", range);
    exchange.sendResponseHeaders(status, length);
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 7);
    exchange.getResponseBody().write(bytes);
    return true;
  }

  private byte[] fetch(int from, int to) throws IOException {
    byte[] bytes = new byte[to - from];
    try (PartialAnswer answer = link.open(server.address(), PATH, from, to)) {
      int got = 0;
      while (got < bytes.length) {
        int read = answer.read(bytes, got, bytes.length - got);
        assertThat(read).isPositive();
        got += read;
      }
    }
    return bytes;
  }

  @Test
  void gives_just_the_part_that_was_asked_for_and_keeps_the_connection() throws Exception {
    // given
    server.instead(
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          assertThat(range).isIn("bytes=100-40099", "bytes=50000-50099");
          String part = range.substring("bytes=".length());
          return answer(
              exchange, 206, "bytes " + part + "/90000", part.length() > 9 ? 100 : 40_000);
        });

    // when
    byte[] first = fetch(100, 40_100);
    byte[] second = fetch(50_000, 50_100);

    // then
    assertThat(first).hasSize(40_000).containsOnly(7);
    assertThat(second).containsOnly(7);
    assertThat(server.clientPorts()).hasSize(1);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "200, ''",
    "206, bytes 0-999/90000",
    "206, bytes 1000-2999/90000",
    "404, ''",
    "416, bytes */500",
    "429, ''",
    "302, ''",
  })
  void takes_no_answer_for_a_part_that_is_another(int status, String range) {
    // given
    server.instead(exchange -> answer(exchange, status, range, 1_000));

    // then
    assertThatExceptionOfType(LinkFailedException.class)
        .isThrownBy(() -> fetch(1_000, 2_000))
        .withMessageContaining(Integer.toString(status));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"Retry-After, 600, 600", "Retry-After, '', 0", "Other, 600, 0"})
  @Verifies(positive = PLT_LNK_013)
  void says_how_long_a_host_asks_to_wait(String header, String value, int seconds) {
    // given
    server.instead(
        exchange -> {
          exchange.getResponseHeaders().set(header, value);
          exchange.sendResponseHeaders(429, -1);
          return true;
        });

    // then
    assertThatExceptionOfType(LinkFailedException.class)
        .isThrownBy(() -> fetch(1_000, 2_000))
        .satisfies(
            e ->
                assertThat(e.wish().map(Duration::toSeconds).orElse(0L))
                    .isEqualTo(Long.valueOf(seconds)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"yesterday, 600, 600", "'', 600, 600", "yesterday, soon, 0"})
  @Verifies(positive = PLT_LNK_013)
  void says_how_long_a_host_asks_to_wait_whose_date_cannot_be_read(
      String date, String wish, int seconds) {
    // given
    Response answer = Response.status(429).header("Date", date).header("Retry-After", wish).build();

    // then
    assertThatExceptionOfType(LinkFailedException.class)
        .isThrownBy(
            () ->
                PartialAnswer.of(
                    server.address(),
                    answer,
                    0,
                    9,
                    Instant.EPOCH,
                    (host, e) -> {
                      throw new AssertionError(e);
                    }))
        .satisfies(
            e ->
                assertThat(e.wish().map(Duration::toSeconds).orElse(0L))
                    .isEqualTo(Long.valueOf(seconds)));
  }

  @Test
  @Verifies(positive = PLT_LNK_013)
  void takes_any_other_answer_too_whose_date_cannot_be_read() throws Exception {
    // given
    Response answer = Response.status(304).header("Date", "yesterday").build();

    // then
    assertThat(
            new AnswerReader(DeviceClock.alone(InstantSource.system(), DeviceClock.BUILT))
                .read(server.address(), answer, 100)
                .status())
        .isEqualTo(304);
  }
}

package io.platen.device;

import static io.platen.protocol.Requirement.PLT_LNK_013;
import static io.platen.protocol.Requirement.PLT_LNK_021;
import static io.platen.protocol.Requirement.PLT_LNK_023;
import static io.platen.protocol.Requirement.PLT_LNK_030;
import static io.platen.protocol.Requirement.PLT_SYN_008;
import static io.platen.protocol.Requirement.PLT_SYN_012;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.TestServer;
import io.platen.protocol.Verifies;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is busy, redirects, or answers what was not asked. */
class OddAnswersTest extends FaultsOnTheWay {
  @ParameterizedTest(name = "{0} with seconds")
  @ValueSource(ints = {429, 503})
  @Verifies(positive = PLT_LNK_013, negative = PLT_LNK_023)
  void comes_again_when_a_busy_server_says_in_seconds(int status) throws Exception {
    busy(status, "600");
  }

  @ParameterizedTest(name = "{0} with a date")
  @ValueSource(ints = {429, 503})
  @Verifies(positive = PLT_LNK_013, negative = PLT_LNK_023)
  void comes_again_when_a_busy_server_says_by_a_date(int status) throws Exception {
    busy(status, null);
  }

  @ParameterizedTest(name = "{0} octets were said")
  @ValueSource(ints = {1, 100_000})
  @Verifies(negative = {PLT_LNK_021, PLT_LNK_023})
  void takes_no_answer_of_another_length_than_was_said(int length) throws Exception {
    uploadsAre(
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", "application/vnd.platen+xml");
          exchange.sendResponseHeaders(200, length);
          byte[] answer = "<receipt/>".getBytes(UTF_8);
          exchange.getResponseBody().write(answer, 0, Math.min(length, answer.length));
          exchange.getResponseBody().flush();
          if (length > answer.length) {
            throw new IOException("hangs up");
          }
          return true;
        });
    demandToldAs("Upload failed");
    demandAllArrives();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  @Verifies(negative = {PLT_LNK_023, PLT_LNK_030})
  void follows_no_redirect_and_keeps_the_report(int status) throws Exception {
    uploadsAre(
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Location", second.address() + "/elsewhere");
          exchange.sendResponseHeaders(status, -1);
          return true;
        });
    demandToldAs("the answer was a redirect, which is never followed");
    assertThat(server.requests()).noneMatch(line -> line.contains("elsewhere"));
    demandAllArrives();
  }

  @Test
  @Verifies(negative = {PLT_SYN_008, PLT_SYN_012})
  void takes_no_304_that_is_about_another_document() throws Exception {
    // given
    syncsAre(
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"another\"");
          exchange.sendResponseHeaders(304, -1);
          return true;
        });
    print();

    // when
    time.advance(A_CYCLE);

    // then
    assertThat(status().lastProblem()).contains("304 means another document");
    assertThat(server.reports()).hasSize(2);
    demandAllArrives();
  }

  private void syncsAre(TestServer.Handler handler) {
    server.instead(
        exchange -> exchange.getRequestMethod().equals("GET") && handler.handle(exchange));
  }
}

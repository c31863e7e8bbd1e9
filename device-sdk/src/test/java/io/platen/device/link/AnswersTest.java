package io.platen.device.link;

import static io.platen.device.link.TestLink.link;
import static io.platen.device.testing.OneDevice.ID;
import static io.platen.device.testing.OneDevice.server;
import static io.platen.protocol.Requirement.PLT_GEN_009;
import static io.platen.protocol.Requirement.PLT_LNK_021;
import static io.platen.protocol.Requirement.PLT_LNK_022;
import static io.platen.protocol.Requirement.PLT_LNK_023;
import static io.platen.protocol.Requirement.PLT_LNK_024;
import static io.platen.protocol.Requirement.PLT_LNK_030;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.TestServer;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device takes each answer to a report for. */
class AnswersTest {
  private static final UUID EPOCH = UUID.fromString("7d6ad3f8-2d52-4d34-9a0e-6a1a0d7f3c02");
  private static final Receipt RECEIPT = new Receipt(ID, EPOCH, 7);

  private final TestServer server = server();

  @AfterEach
  void stop() {
    server.close();
  }

  private UploadOutcome answeredWith(int status, String type, byte[] body) {
    server.instead(
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Location", server.address() + "/elsewhere");
          TestServer.respond(exchange, status, type, body);
          return true;
        });
    try (Link link = link()) {
      return new Uploads(link).send(server.address(), RECEIPT, new byte[] {1}, Instant.EPOCH);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {400, 413, 415, 422})
  @Verifies(positive = {PLT_GEN_009, PLT_LNK_022})
  void takes_a_refusal_without_a_problem_document_for_final(int status) {
    // when
    UploadOutcome outcome = answeredWith(status, "text/html", bytes("<html>No</html>"));

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UploadOutcome.Refused.class, refused -> assertThat(refused.status()).isEqualTo(status));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  @Verifies(positive = {PLT_GEN_009, PLT_LNK_023})
  void tries_again_after_an_answer_that_speaks_of_trouble(int status) {
    // when
    UploadOutcome outcome = answeredWith(status, "text/html", bytes("<html>Later</html>"));

    // then
    assertThat(outcome).isInstanceOf(UploadOutcome.RetryLater.class);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"400, Refused", "422, Refused", "500, RetryLater", "503, RetryLater"})
  @Verifies(negative = PLT_GEN_009)
  void goes_by_the_status_of_a_problem_of_no_registered_type(int status, String expected) {
    // given
    String problem =
        "<problem xmlns=\"urn:ietf:rfc:7807\"><type>urn:example:strange</type><title>t</title>"
            + "<status>"
            + status
            + "</status><retryable>true</retryable></problem>";

    // when
    UploadOutcome outcome = answeredWith(status, Link.PROBLEM_XML, bytes(problem));

    // then
    assertThat(outcome.getClass().getSimpleName()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"DEVICE_INACTIVE", "CERTIFICATE_UNKNOWN"})
  @Verifies(positive = PLT_LNK_024)
  void knows_that_its_server_has_cut_it_off(ProblemType type) {
    // given
    byte[] problem =
        io.platen.protocol.codec.ProblemCodec.write(
            new io.platen.protocol.problem.Problem(type, "said by the test", null, null, null));

    // when
    UploadOutcome outcome = answeredWith(403, Link.PROBLEM_XML, problem);

    // then
    assertThat(outcome).isInstanceOf(UploadOutcome.CutOff.class);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {301, 302, 307, 308})
  @Verifies(positive = PLT_LNK_030)
  void tries_a_redirected_report_again_at_its_own_host(int status) {
    // when
    UploadOutcome outcome = answeredWith(status, "text/html", bytes("Elsewhere"));

    // then
    assertThat(outcome).isInstanceOf(UploadOutcome.RetryLater.class);
    assertThat(server.requests()).containsExactly("POST /update/v1/reports");
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01, 8",
    "0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d09, 7",
  })
  @Verifies(negative = PLT_LNK_021)
  void takes_no_receipt_of_another_report_for_its_own(UUID device, long sequence) {
    // given
    byte[] receipt = ReceiptCodec.write(new Receipt(device, EPOCH, sequence));

    // when
    UploadOutcome outcome = answeredWith(200, Link.PLATEN_XML, receipt);

    // then
    assertThat(outcome).isInstanceOf(UploadOutcome.RetryLater.class);
  }
}

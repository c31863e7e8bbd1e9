package io.platen.device.link;

import static io.platen.device.link.TestLink.link;
import static io.platen.device.testing.OneDevice.ID;
import static io.platen.device.testing.OneDevice.server;
import static io.platen.protocol.Requirement.PLT_LNK_013;
import static io.platen.protocol.Requirement.PLT_LNK_021;
import static io.platen.protocol.Requirement.PLT_LNK_023;
import static io.platen.protocol.Requirement.PLT_XML_031;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.TestServer;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.report.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers to an upload that were cut off on the way. None is a receipt. */
class UploadFaultsTest {
  private static final Receipt RECEIPT = new Receipt(ID, UUID.randomUUID(), 1);
  private static final byte[] RECEIPT_XML = ReceiptCodec.write(RECEIPT);

  private final TestServer server = server();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  @Verifies(positive = PLT_LNK_013)
  void waits_until_a_date_by_the_clock_of_the_server_that_named_it() {
    // given: a device whose clock is an hour behind
    Instant date = Instant.parse("2027-03-04T10:00:00Z");
    Answer answer =
        new Answer(
            server.address(), 503, "", new byte[0], "Thu, 4 Mar 2027 10:05:00 GMT", null, date);

    // when
    Optional<Duration> wish =
        Uploads.wish(answer, Optional.empty(), date.minus(Duration.ofHours(1)));

    // then
    assertThat(wish).contains(Duration.ofMinutes(5));
  }

  /** Says that a whole receipt follows, sends so much of it, and hangs up. */
  private void cutOffAfter(int bytes) {
    server.instead(
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", Link.PLATEN_XML);
          exchange.sendResponseHeaders(200, RECEIPT_XML.length);
          exchange.getResponseBody().write(RECEIPT_XML, 0, bytes);
          exchange.getResponseBody().flush();
          throw new IOException("hangs up");
        });
  }

  private UploadOutcome upload() {
    try (Link link = link()) {
      return new Uploads(link).send(server.address(), RECEIPT, new byte[] {1}, Instant.EPOCH);
    }
  }

  @ParameterizedTest(name = "{0} bytes before the connection ends")
  @ValueSource(ints = {0, 1, 50})
  @Verifies(negative = {PLT_LNK_021, PLT_LNK_023})
  void sends_again_when_the_receipt_is_shorter_than_was_said(int bytes) {
    // given
    cutOffAfter(bytes);

    // when
    UploadOutcome outcome = upload();

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UploadOutcome.RetryLater.class,
            later -> assertThat(later.why().kind()).isEqualTo(LinkFailure.Kind.BROKEN_OFF));
  }

  @Test
  @Verifies(negative = {PLT_LNK_021, PLT_XML_031})
  void sends_again_when_half_a_receipt_came_with_a_length_that_fits() {
    // given
    byte[] half = Arrays.copyOf(RECEIPT_XML, RECEIPT_XML.length / 2);
    server.instead(
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          TestServer.respond(exchange, 200, Link.PLATEN_XML, half);
          return true;
        });

    // when
    UploadOutcome outcome = upload();

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UploadOutcome.RetryLater.class,
            later -> assertThat(later.why().kind()).isEqualTo(LinkFailure.Kind.ANSWER_UNUSABLE));
  }
}

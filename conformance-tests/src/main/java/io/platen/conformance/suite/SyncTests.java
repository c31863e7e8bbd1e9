package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_SYN_002;
import static io.platen.protocol.Requirement.PLT_SYN_003;
import static io.platen.protocol.Requirement.PLT_SYN_004;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.conformance.wire.Response;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.xml.ProtocolException;
import java.net.URI;
import java.util.UUID;

/** What a download host tells a device. */
final class SyncTests {
  @Verifies(positive = PLT_SYN_002)
  void answers_with_a_valid_sync_document_for_this_device(ServerUnderTest server, Checks checks) {
    // when
    Exchange exchange = server.send(Request.get(server.sync()));
    // then
    checks.status(PLT_SYN_002, exchange, 200, "An active device gets its sync document.");
    String fault = exchange.outcome().answer().map(r -> fault(server, r)).orElse("no answer");
    checks.that(
        PLT_SYN_002,
        fault.isEmpty(),
        exchange,
        "a sync document that follows the schema and names device " + server.device(),
        fault.isEmpty() ? "" : "The document: " + fault);
  }

  @Verifies(positive = PLT_SYN_003)
  void gives_an_entity_tag(ServerUnderTest server, Checks checks) {
    // when
    Exchange exchange = server.send(Request.get(server.sync()));
    // then
    checks.that(
        PLT_SYN_003,
        tag(exchange).matches("\"[\\x21\\x23-\\x7e]+\""),
        exchange,
        "a strong ETag (RFC 9110 section 8.8.3)",
        "A digest of the document serves; found: "
            + (tag(exchange).isEmpty() ? "none" : tag(exchange)));
  }

  @Verifies(positive = PLT_SYN_004)
  void answers_304_without_a_body_when_nothing_changed(ServerUnderTest server, Checks checks) {
    // given
    String tag = tag(server.send(Request.get(server.sync())));
    checks.need(!tag.isEmpty(), "The server gave no ETag to ask with");
    // when
    Exchange again = server.send(Request.get(server.sync()).with("If-None-Match", tag));
    // then
    checks.that(
        PLT_SYN_004,
        again.status() == 304,
        again,
        "HTTP 304",
        "Compare If-None-Match with the tag of what would be sent (RFC 9110 section 13.1.2).");
  }

  @Verifies(negative = PLT_SYN_004)
  void answers_in_full_when_the_tag_is_not_the_current_one(ServerUnderTest server, Checks checks) {
    // when
    Exchange exchange =
        server.send(Request.get(server.sync()).with("If-None-Match", "\"not-a-tag-of-yours\""));
    // then
    checks.status(
        PLT_SYN_004, exchange, 200, "A device that holds something else needs the document.");
  }

  @Verifies(negative = PLT_SYN_002)
  void answers_for_this_device_whatever_the_request_asks_for(
      ServerUnderTest server, Checks checks) {
    // given
    URI other = URI.create(server.sync() + "?device=" + UUID.randomUUID());
    // when
    Exchange exchange = server.send(Request.get(other));
    // then
    String fault = exchange.outcome().answer().map(r -> fault(server, r)).orElse("no answer");
    checks.that(
        PLT_SYN_002,
        fault.isEmpty(),
        exchange,
        "the sync document of device " + server.device(),
        "No parameter chooses the device; found: " + fault);
  }

  @Verifies(negative = PLT_SYN_003)
  void gives_two_contents_two_tags_and_one_content_one(ServerUnderTest server, Checks checks) {
    // when
    Exchange first = server.send(Request.get(server.sync()));
    Exchange second = server.send(Request.get(server.sync()));
    // then
    boolean same =
        first
            .outcome()
            .answer()
            .map(Response::body)
            .equals(second.outcome().answer().map(Response::body));
    checks.that(
        PLT_SYN_003,
        !tag(first).isEmpty() && same == tag(first).equals(tag(second)),
        second,
        same ? "the tag of the same content before: " + tag(first) : "another tag",
        "A tag that changes with each request makes every device fetch all each time.");
  }

  private static String tag(Exchange exchange) {
    return exchange.outcome().answer().flatMap(r -> r.header("ETag")).orElse("");
  }

  /** What is wrong with the document; empty where nothing is. */
  private static String fault(ServerUnderTest server, Response response) {
    if (!response.mediaType().equals(ServerUnderTest.MEDIA_TYPE)) {
      return "its media type is " + response.mediaType();
    }
    try {
      boolean own = SyncCodec.read(response.body().bytes()).device().equals(server.device());
      return own ? "" : "it names another device";
    } catch (ProtocolException e) {
      return String.valueOf(e.getMessage());
    }
  }
}

package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_UPD_400;
import static io.platen.protocol.Requirement.PLT_UPD_401;
import static io.platen.protocol.Requirement.PLT_UPD_402;
import static io.platen.protocol.Requirement.PLT_UPD_403;
import static io.platen.protocol.Requirement.PLT_UPD_404;
import static io.platen.protocol.Requirement.PLT_UPD_405;
import static io.platen.protocol.Requirement.PLT_UPD_406;
import static io.platen.protocol.Requirement.PLT_UPD_407;
import static io.platen.protocol.Requirement.PLT_UPD_408;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.subject.Target;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.conformance.wire.Response;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.XmlMetadata;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.update.HybridSignatures;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.MetadataReview;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.VerifiedSet;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** What a download host gives of a maker's repository. */
final class UpdateTests {
  private static final String OF_NOTHING = "0".repeat(64);
  private static final String TIMESTAMP = "timestamp.xml";

  @Verifies(
      positive = {PLT_UPD_400, PLT_UPD_408},
      negative = {PLT_UPD_400, PLT_UPD_408})
  void gives_what_its_maker_signed_and_all_that_the_timestamp_leads_to(
      ServerUnderTest server, Checks checks) {
    // given
    Target.Updates updates = server.updates();
    // when
    String fault = "";
    try {
      see(server, updates);
    } catch (MetadataException e) {
      fault = String.valueOf(e.getMessage());
    }
    Exchange last = server.exchanges().get(server.exchanges().size() - 1);
    // then
    boolean isMissing = fault.contains("PLT-UPD-009");
    checks.that(
        PLT_UPD_400,
        fault.isEmpty() || isMissing,
        last,
        "files that a device verifies from the root in updates.root",
        "Keep the bytes of each file as they came: " + fault);
    checks.that(
        PLT_UPD_408,
        !isMissing,
        last,
        "every file that the timestamp leads to",
        "Show a timestamp when all is there: " + fault);
  }

  @Verifies(positive = PLT_UPD_406, negative = PLT_UPD_406)
  void gives_the_same_file_again_under_a_name_with_an_edition(
      ServerUnderTest server, Checks checks) {
    // given
    URI root = file(server, "1.root.xml");
    Exchange first = server.send(Request.get(root));
    checks.need(first.status() == 200, "The server has no 1.root.xml");
    // when
    Exchange again = server.send(Request.get(root));
    // then
    checks.that(
        PLT_UPD_406,
        Arrays.equals(body(first), body(again)),
        again,
        "the same bytes again",
        "An edition never changes: caches and devices have it for good.");
  }

  @Verifies(positive = PLT_UPD_407, negative = PLT_UPD_407)
  void lets_no_cache_answer_with_an_old_timestamp(ServerUnderTest server, Checks checks) {
    // when
    Exchange exchange = server.send(Request.get(file(server, TIMESTAMP)));
    // then
    String cache = header(exchange, "Cache-Control");
    checks.that(
        PLT_UPD_407,
        exchange.status() == 200
            && cache.contains("no-cache")
            && !header(exchange, "ETag").isEmpty(),
        exchange,
        "Cache-Control: no-cache, and an ETag",
        "A cache may keep it if it asks each time; found: " + cache);
  }

  @Verifies(
      positive = {PLT_UPD_401, PLT_UPD_403},
      negative = PLT_UPD_403)
  void gives_an_object_with_a_strong_tag(ServerUnderTest server, Checks checks) {
    // given
    TargetFile target = smallest(server, checks);
    // when
    Exchange exchange = server.send(Request.get(object(server, name(target))));
    // then
    checks.that(
        PLT_UPD_401,
        Sha256.of(body(exchange)).toString().equals(name(target)),
        exchange,
        "bytes with the SHA-256 of the name",
        "Give the object as it was stored.");
    checks.that(
        PLT_UPD_403,
        header(exchange, "ETag").matches("\"[\\x21\\x23-\\x7e]+\""),
        exchange,
        "a strong ETag (RFC 9110 section 8.8.3)",
        "Its hash serves.");
  }

  @Verifies(negative = PLT_UPD_401)
  void gives_nothing_under_a_hash_of_nothing(ServerUnderTest server, Checks checks) {
    // given
    server.updates();
    // when
    Exchange exchange = server.send(Request.get(object(server, OF_NOTHING)));
    // then
    checks.status(PLT_UPD_401, exchange, 404, "Nothing has this hash.");
  }

  @Verifies(positive = PLT_UPD_402, negative = PLT_UPD_402)
  void gives_a_range_alone(ServerUnderTest server, Checks checks) {
    // given
    TargetFile target = smallest(server, checks);
    byte[] whole = whole(server, target);
    checks.need(whole.length > 20, "The smallest object is too short to ask for a part of it");
    // when
    Exchange exchange =
        server.send(Request.get(object(server, name(target))).with("Range", "bytes=7-12"));
    // then
    checks.that(
        PLT_UPD_402,
        exchange.status() == 206
            && header(exchange, "Content-Range").equals("bytes 7-12/" + whole.length)
            && Arrays.equals(body(exchange), Arrays.copyOfRange(whole, 7, 13)),
        exchange,
        "HTTP 206 with bytes 7-12/" + whole.length,
        "Devices go on after a break from the byte that they lack (RFC 9110 section 14.2).");
  }

  @Verifies(positive = PLT_UPD_404, negative = PLT_UPD_404)
  void gives_all_of_it_where_the_device_had_another_object(ServerUnderTest server, Checks checks) {
    // given
    TargetFile target = smallest(server, checks);
    // when
    Exchange exchange =
        server.send(
            Request.get(object(server, name(target)))
                .with("Range", "bytes=7-12")
                .with("If-Range", "\"another\""));
    // then
    checks.that(
        PLT_UPD_404,
        exchange.status() == 200 && body(exchange).length == target.length(),
        exchange,
        "HTTP 200 with all " + target.length() + " bytes",
        "Compare If-Range with the tag before the range (RFC 9110 section 13.1.5).");
  }

  @Verifies(positive = PLT_UPD_405, negative = PLT_UPD_405)
  void says_that_nothing_is_there_behind_the_end(ServerUnderTest server, Checks checks) {
    // given
    TargetFile target = smallest(server, checks);
    String behind = "bytes=" + target.length() + "-" + (target.length() + 5);
    // when
    Exchange exchange =
        server.send(Request.get(object(server, name(target))).with("Range", behind));
    // then
    checks.status(PLT_UPD_405, exchange, 416, "No byte of " + behind + " is there.");
  }

  private static VerifiedSet see(ServerUnderTest server, Target.Updates updates)
      throws MetadataException {
    try {
      return new MetadataReview(new XmlMetadata(), new HybridSignatures())
          .see(
              Map.of("root", updates.root()),
              (name, most) -> {
                Exchange exchange = server.send(Request.get(file(server, name)));
                return exchange.status() == 200 ? Optional.of(body(exchange)) : Optional.empty();
              },
              server.now());
    } catch (IOException e) {
      throw new IllegalStateException("Nothing here reads a disk", e);
    }
  }

  private static TargetFile smallest(ServerUnderTest server, Checks checks) {
    Optional<TargetFile> found = Optional.empty();
    try {
      found =
          see(server, server.updates()).targets().values().stream()
              .min(Comparator.comparingLong(TargetFile::length));
    } catch (MetadataException e) {
      checks.need(false, "The server's repository cannot be verified: " + e.getMessage());
    }
    checks.need(found.isPresent(), "The repository names no object");
    return found.orElseThrow();
  }

  private static byte[] whole(ServerUnderTest server, TargetFile target) {
    return body(server.send(Request.get(object(server, name(target)))));
  }

  private static String name(TargetFile target) {
    return String.valueOf(target.hashes().get("sha256"));
  }

  private static URI file(ServerUnderTest server, String name) {
    return server.onDownloadHost(
        "/download/v1/updates/" + server.updates().repository() + "/" + name);
  }

  private static URI object(ServerUnderTest server, String sha256) {
    return server.onDownloadHost("/download/v1/objects/" + sha256);
  }

  private static byte[] body(Exchange exchange) {
    return exchange.outcome().answer().map(each -> each.body().bytes()).orElse(new byte[0]);
  }

  private static String header(Exchange exchange, String name) {
    return exchange.outcome().answer().flatMap(each -> header(each, name)).orElse("");
  }

  private static Optional<String> header(Response response, String name) {
    return response.header(name);
  }
}

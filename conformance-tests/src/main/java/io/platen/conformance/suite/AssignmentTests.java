package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_UPD_430;
import static io.platen.protocol.Requirement.PLT_UPD_431;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.assignment.AssignmentCheck;
import io.platen.protocol.assignment.AssignmentException;
import io.platen.protocol.assignment.AssignmentKey;
import io.platen.protocol.codec.AssignmentCodec;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.release.AssignmentRequest;
import io.platen.protocol.release.Nonce;
import io.platen.protocol.sync.SyncDocument.Updates;
import io.platen.protocol.xml.ProtocolException;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a server tells a device to install, and how it proves that it was told. */
final class AssignmentTests {
  private static final String REPOSITORY = "conformance";
  private static final byte[] NONE = {};
  private static final SecureRandom RANDOM = new SecureRandom();

  @Verifies(positive = {PLT_UPD_430, PLT_UPD_431})
  void answers_so_that_the_device_can_believe_it(ServerUnderTest server, Checks checks) {
    // given
    List<X509Certificate> named = named(server, checks);
    Nonce nonce = nonce();
    // when
    Exchange exchange = server.send(question(server, "", nonce));
    // then
    believed(checks, PLT_UPD_430, exchange, refusal(server, exchange, nonce, named));
    believed(checks, PLT_UPD_431, exchange, refusal(server, exchange, nonce, named));
  }

  @Verifies(negative = PLT_UPD_430)
  void answers_each_question_with_its_own_nonce(ServerUnderTest server, Checks checks) {
    // given
    List<X509Certificate> named = named(server, checks);
    for (int i = 0; i < 2; i++) {
      Nonce nonce = nonce();
      // when
      Exchange exchange = server.send(question(server, "", nonce));
      // then
      believed(checks, PLT_UPD_430, exchange, refusal(server, exchange, nonce, named));
    }
  }

  @Verifies(negative = PLT_UPD_430)
  void answers_for_this_device_whatever_the_request_asks_for(
      ServerUnderTest server, Checks checks) {
    // given
    List<X509Certificate> named = named(server, checks);
    Nonce nonce = nonce();
    // when
    Exchange exchange = server.send(question(server, "?device=" + UUID.randomUUID(), nonce));
    // then
    believed(checks, PLT_UPD_430, exchange, refusal(server, exchange, nonce, named));
  }

  @Verifies(negative = PLT_UPD_431)
  void names_no_certificate_that_devices_must_refuse(ServerUnderTest server, Checks checks) {
    // given
    List<X509Certificate> named = named(server, checks);
    List<X509Certificate> authorities = authorities(server);
    // when
    Exchange sync = server.send(Request.get(server.sync()));
    // then
    Optional<String> violation =
        named.stream()
            .flatMap(each -> AssignmentKey.violation(each, authorities).stream())
            .findFirst();
    checks.that(
        PLT_UPD_431,
        violation.isEmpty(),
        sync,
        "certificates on P-256 for signing documents, of the authority that enrols devices",
        violation.orElse(""));
  }

  private static void believed(
      Checks checks, Requirement requirement, Exchange exchange, Optional<String> refusal) {
    checks.that(
        requirement,
        refusal.isEmpty(),
        exchange,
        "a signed assignment for this device and this question",
        refusal.orElse(""));
  }

  private static Request question(ServerUnderTest server, String query, Nonce nonce) {
    URI uri = server.onDownloadHost("/download/v1/updates/assignment" + query);
    byte[] document =
        AssignmentCodec.write(new AssignmentRequest(nonce, REPOSITORY, "conformance", 1));
    return Request.post(uri, ServerUnderTest.MEDIA_TYPE, Body.of(document));
  }

  private static Nonce nonce() {
    byte[] bytes = new byte[Nonce.LENGTH];
    RANDOM.nextBytes(bytes);
    return Nonce.of(bytes);
  }

  /** Why a device would not do as the answer says. */
  private static Optional<String> refusal(
      ServerUnderTest server, Exchange exchange, Nonce nonce, List<X509Certificate> named) {
    try {
      new AssignmentCheck(server.device(), REPOSITORY, nonce, named, authorities(server))
          .accept(bytes(exchange));
      return Optional.empty();
    } catch (AssignmentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static byte[] bytes(Exchange exchange) {
    return exchange.outcome().answer().map(answer -> answer.body().bytes()).orElse(NONE);
  }

  /** Under which keys assignments are signed; a server that makes none is not asked further. */
  private static List<X509Certificate> named(ServerUnderTest server, Checks checks) {
    List<X509Certificate> named = named(server.send(Request.get(server.sync())));
    checks.need(!named.isEmpty(), "The server's sync document names no key that assigns updates");
    return named;
  }

  private static List<X509Certificate> named(Exchange sync) {
    try {
      Updates updates = SyncCodec.read(bytes(sync)).updates();
      return updates == null ? List.of() : updates.certificates();
    } catch (ProtocolException e) {
      return List.of();
    }
  }

  /** Whom a device trusts since it was enrolled. */
  private static List<X509Certificate> authorities(ServerUnderTest server) {
    return Applicant.certificates(server.send(null, Request.get(server.est("cacerts"))));
  }
}

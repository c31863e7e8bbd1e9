package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_TLS_006;
import static io.platen.protocol.Requirement.PLT_TLS_007;
import static io.platen.protocol.Requirement.PLT_TLS_008;
import static io.platen.protocol.Requirement.PLT_TLS_030;
import static io.platen.protocol.Requirement.PLT_TLS_034;
import static io.platen.protocol.Requirement.PLT_TLS_047;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.Persona;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Identity;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Devices that their server has cut off, and how they learn why. */
final class StatusTests {
  private static final String BY_TLS_ALONE =
      "Take the device from the TLS session; a header is only what the sender says.";

  /** By these, proxies that end TLS tell a server behind them who the client is. */
  private static final List<String> CLAIMS =
      List.of("X-Client-DN", "X-SSL-Client-S-DN", "SSL-Client-Subject-DN", "X-Forwarded-User");

  private static final String BY_LISTED_PROXIES =
      "Client-Cert counts only from a proxy that the operator lists, and this client is none.";

  private static final String EVERY_REQUEST =
      "The device's status must be looked up for every request, and not only in the handshake.";

  @Verifies(negative = PLT_TLS_008)
  void refuses_a_deactivated_device(ServerUnderTest server, Checks checks) {
    // given
    Identity cutOff = server.identity(Persona.REVOKED);
    ReportDocument report = ReportDocument.full(server).ofDevice(server.revokedDevice());
    // when
    Exchange sent =
        server.send(
            cutOff,
            Request.post(server.reports(), ServerUnderTest.MEDIA_TYPE, Body.of(report.text())));
    Exchange fetched = server.send(cutOff, Request.get(server.sync()));
    // then
    checks.problem(PLT_TLS_008, sent, ProblemType.DEVICE_INACTIVE, EVERY_REQUEST);
    checks.problem(PLT_TLS_008, fetched, ProblemType.DEVICE_INACTIVE, EVERY_REQUEST);
  }

  @Verifies(positive = PLT_TLS_030)
  void gives_a_diagnosis_with_and_without_a_certificate(ServerUnderTest server, Checks checks) {
    // when
    Exchange stranger = server.send(null, Request.get(server.diagnosis()));
    Exchange welcome = server.send(Request.get(server.diagnosis()));
    // then
    diagnosed(checks, stranger);
    diagnosed(checks, welcome);
  }

  @Verifies(positive = {PLT_TLS_007, PLT_TLS_008})
  void serves_an_active_device(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    // when
    Exchange sent = server.report(report.text());
    Exchange fetched = server.send(Request.get(server.sync()));
    // then
    checks.receipt(PLT_TLS_007, sent, report.receipt(), "Its record is known.");
    checks.receipt(PLT_TLS_008, sent, report.receipt(), "Its record is active.");
    checks.status(PLT_TLS_008, fetched, 200, "Its record is active.");
  }

  @Verifies(negative = PLT_TLS_007)
  void refuses_a_certificate_of_no_record(ServerUnderTest server, Checks checks) {
    // given: by the right authority, for a device that the server has never heard of
    Identity unknown = server.identity(Persona.UNKNOWN);
    Body body = Body.of(ReportDocument.full(server).text());
    // when
    Exchange sent =
        server.send(unknown, Request.post(server.reports(), ServerUnderTest.MEDIA_TYPE, body));
    Exchange fetched = server.send(unknown, Request.get(server.sync()));
    // then
    String hint = "The authority says who it is; only a record says that it belongs here.";
    checks.problem(PLT_TLS_007, sent, ProblemType.CERTIFICATE_UNKNOWN, hint);
    checks.problem(PLT_TLS_007, fetched, ProblemType.CERTIFICATE_UNKNOWN, hint);
  }

  @Verifies(positive = PLT_TLS_006)
  void knows_the_device_by_its_certificate(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    // when
    Exchange exchange = server.report(report.text());
    // then
    checks.receipt(PLT_TLS_006, exchange, report.receipt(), BY_TLS_ALONE);
  }

  @Verifies(negative = PLT_TLS_006)
  void believes_no_request_that_claims_another_identity(ServerUnderTest server, Checks checks) {
    // given
    UUID another = UUID.randomUUID();
    Request request =
        Request.post(
            URI.create(server.reports() + "?device=" + another),
            ServerUnderTest.MEDIA_TYPE,
            Body.of(ReportDocument.full(server).ofDevice(another).text()));
    for (String header : CLAIMS) {
      request = request.with(header, "CN=" + another);
    }
    // when
    Exchange exchange = server.send(request.with("X-Device-Id", another.toString()));
    // then
    checks.problem(PLT_TLS_006, exchange, ProblemType.DEVICE_MISMATCH, BY_TLS_ALONE);
  }

  @Verifies(positive = PLT_TLS_047)
  void takes_the_certificate_of_tls_and_not_that_of_a_header(
      ServerUnderTest server, Checks checks) {
    // given
    Request request = Request.get(server.sync());
    // when
    Exchange exchange =
        server.send(request.with("Client-Cert", field(server.identity(Persona.REVOKED))));
    // then
    checks.status(PLT_TLS_047, exchange, 200, BY_LISTED_PROXIES);
  }

  @Verifies(negative = PLT_TLS_047)
  void lets_nobody_in_by_another_ones_certificate_in_a_header(
      ServerUnderTest server, Checks checks) {
    // given
    Request request = Request.get(server.sync());
    // when
    Exchange exchange =
        server.send(
            server.identity(Persona.REVOKED),
            request.with("Client-Cert", field(server.identity(Persona.VALID))));
    // then
    checks.problem(PLT_TLS_047, exchange, ProblemType.DEVICE_INACTIVE, BY_LISTED_PROXIES);
  }

  /** RFC 9440 section 2.2: a byte sequence of structured fields. */
  private static String field(Identity identity) {
    try {
      byte[] der = identity.chain().get(0).getEncoded();
      return ":" + Base64.getEncoder().encodeToString(der) + ":";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("A certificate that was read has an encoding", e);
    }
  }

  @Verifies(negative = PLT_TLS_030)
  void gives_a_diagnosis_to_a_device_that_was_cut_off(ServerUnderTest server, Checks checks) {
    // when
    Exchange exchange =
        server.send(server.identity(Persona.REVOKED), Request.get(server.diagnosis()));
    // then
    diagnosed(checks, exchange);
  }

  @Verifies(positive = PLT_TLS_034)
  void has_nothing_to_tell_where_all_is_well(ServerUnderTest server, Checks checks) {
    // when
    Exchange exchange = server.send(Request.get(server.diagnosis()));
    // then
    checks.status(PLT_TLS_034, exchange, 204, "This device would be let in: 204 says so.");
  }

  @Verifies(negative = PLT_TLS_034)
  void tells_why_a_device_is_not_let_in(ServerUnderTest server, Checks checks) {
    // when
    Exchange cutOff =
        server.send(server.identity(Persona.REVOKED), Request.get(server.diagnosis()));
    Exchange unknown =
        server.send(server.identity(Persona.UNKNOWN), Request.get(server.diagnosis()));
    // then
    tells(checks, cutOff, ProblemType.DEVICE_INACTIVE);
    tells(checks, unknown, ProblemType.CERTIFICATE_UNKNOWN);
  }

  private static void tells(Checks checks, Exchange exchange, ProblemType type) {
    String text = exchange.outcome().answer().map(answer -> answer.body().text()).orElse("");
    checks.that(
        PLT_TLS_034,
        exchange.status() == 200 && text.contains(type.urn()),
        exchange,
        "HTTP 200 with the problem " + type.urn(),
        "It is the answer to a question here, and no refusal: 200, with what it would meet.");
  }

  private static void diagnosed(Checks checks, Exchange exchange) {
    checks.that(
        PLT_TLS_030,
        exchange.status() == 200 || exchange.status() == 204,
        exchange,
        "HTTP 200, or 204 where there is nothing to tell",
        "The enrolment listener wants a certificate and does not need one.");
  }
}

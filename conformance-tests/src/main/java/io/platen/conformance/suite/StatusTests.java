package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_TLS_008;
import static io.platen.protocol.Requirement.PLT_TLS_030;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.Persona;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Identity;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;

/** Devices that their server has cut off, and how they learn why. */
final class StatusTests {
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

  private static void diagnosed(Checks checks, Exchange exchange) {
    checks.that(
        PLT_TLS_030,
        exchange.status() == 200 || exchange.status() == 204,
        exchange,
        "HTTP 200, or 204 where there is nothing to tell",
        "The enrolment listener wants a certificate and does not need one.");
  }
}

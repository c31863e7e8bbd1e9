package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_ENR_018;
import static io.platen.protocol.Requirement.PLT_ENR_019;
import static io.platen.protocol.Requirement.PLT_ENR_021;
import static io.platen.protocol.Requirement.PLT_ENR_024;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.Persona;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.subject.Unmet;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Identity;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The next certificate, and what becomes of the one before. */
final class RenewalTests {

  @Verifies(positive = {PLT_ENR_018, PLT_ENR_021, PLT_ENR_024})
  void gives_a_device_its_next_certificate(ServerUnderTest server, Checks checks) {
    // given
    Identity own = enrolled(server, new Applicant(server));
    Applicant next = new Applicant(server);
    // when
    Exchange exchange = next.renew(own);
    // then
    Optional<X509Certificate> renewed =
        next.certificate(exchange)
            .filter(each -> subject(each).equals(subject(own.chain().get(0))));
    for (Requirement each : List.of(PLT_ENR_018, PLT_ENR_021, PLT_ENR_024)) {
      checks.that(
          each,
          renewed.isPresent(),
          exchange,
          "HTTP 200 with a certificate for the new key and the same subject",
          "The connection shows a certificate that counts, and the key is new.");
    }
  }

  private static String subject(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  @Verifies(negative = PLT_ENR_018)
  void gives_a_stranger_nothing(ServerUnderTest server, Checks checks) {
    // when
    Exchange exchange = new Applicant(server).renew(null);
    // then
    checks.problem(
        PLT_ENR_018,
        exchange,
        ProblemType.CERTIFICATE_UNKNOWN,
        "Without a certificate there is nothing to renew.");
  }

  @Verifies(negative = PLT_ENR_021)
  void renews_nothing_for_a_deactivated_device(ServerUnderTest server, Checks checks) {
    // when
    Exchange exchange = new Applicant(server).renew(server.identity(Persona.REVOKED));
    // then
    checks.problem(
        PLT_ENR_021,
        exchange,
        ProblemType.DEVICE_INACTIVE,
        "Look at the state of the record here, too.");
  }

  @Verifies(negative = PLT_ENR_024)
  void refuses_the_key_that_the_device_has(ServerUnderTest server, Checks checks) {
    // given
    Applicant applicant = new Applicant(server);
    Identity own = enrolled(server, applicant);
    // when
    Exchange exchange = applicant.renew(own);
    // then
    checks.problem(
        PLT_ENR_024,
        exchange,
        ProblemType.REQUEST_REFUSED,
        "A key that was stolen must not live on by renewal.");
  }

  @Verifies(positive = PLT_ENR_019)
  void lets_the_old_certificate_in_until_the_new_one_has_come(
      ServerUnderTest server, Checks checks) {
    // given
    Identity own = enrolled(server, new Applicant(server));
    renewed(server, own);
    // when
    Exchange exchange = server.send(own, Request.get(server.sync()));
    // then
    checks.status(
        PLT_ENR_019, exchange, 200, "The answer with the new one may never have arrived.");
  }

  @Verifies(negative = PLT_ENR_019)
  void refuses_the_old_certificate_once_the_new_one_has_come(
      ServerUnderTest server, Checks checks) {
    // given
    Identity own = enrolled(server, new Applicant(server));
    Identity next = renewed(server, own);
    // when
    Exchange first = server.send(next, Request.get(server.sync()));
    Exchange old = server.send(own, Request.get(server.sync()));
    // then
    checks.status(PLT_ENR_019, first, 200, "This is the device's certificate now.");
    checks.problem(
        PLT_ENR_019,
        old,
        ProblemType.CERTIFICATE_UNKNOWN,
        "Mark a certificate as replaced with the first request by its successor.");
  }

  private static Identity enrolled(ServerUnderTest server, Applicant applicant) {
    Exchange exchange = applicant.enrol(server.newCode());
    return identity(applicant, exchange);
  }

  private static Identity renewed(ServerUnderTest server, Identity own) {
    Applicant next = new Applicant(server);
    return identity(next, next.renew(own));
  }

  private static Identity identity(Applicant applicant, Exchange exchange) {
    return applicant
        .certificate(exchange)
        .map(applicant::identity)
        .orElseThrow(
            () -> new Unmet("The device got no certificate to begin with: " + exchange.outcome()));
  }
}

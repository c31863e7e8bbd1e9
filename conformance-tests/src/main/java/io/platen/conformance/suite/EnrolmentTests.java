package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_ENR_001;
import static io.platen.protocol.Requirement.PLT_ENR_002;
import static io.platen.protocol.Requirement.PLT_ENR_003;
import static io.platen.protocol.Requirement.PLT_ENR_004;
import static io.platen.protocol.Requirement.PLT_ENR_005;
import static io.platen.protocol.Requirement.PLT_ENR_006;
import static io.platen.protocol.Requirement.PLT_ENR_007;
import static io.platen.protocol.Requirement.PLT_ENR_008;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.Persona;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Identity;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.enrolment.EstBody;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.xml.ProtocolException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What everybody may ask, and what an activation code is good for. */
final class EnrolmentTests {
  private static final int TRIES = 5;
  private static final String GOOD = "The code is unused, and the request asks for nothing else.";
  private static final String ANYBODY = "It is public, and needs neither certificate nor code.";

  @Verifies(positive = {PLT_ENR_001, PLT_ENR_002, PLT_ENR_003})
  void tells_a_stranger_whom_to_trust_and_what_to_ask_for(ServerUnderTest server, Checks checks) {
    tells(server, checks, null);
    // when
    Exchange exchange = server.send(null, Request.get(server.est("cacerts")));
    // then
    checks.that(
        PLT_ENR_003,
        !Applicant.certificates(exchange).isEmpty() && !text(exchange).strip().contains("\n"),
        exchange,
        "Base64 in one line",
        "RFC 8951 section 3 has no line ends; some clients read no others.");
  }

  @Verifies(negative = {PLT_ENR_001, PLT_ENR_002})
  void tells_a_device_that_was_cut_off_the_same(ServerUnderTest server, Checks checks) {
    tells(server, checks, server.identity(Persona.REVOKED));
  }

  private static void tells(ServerUnderTest server, Checks checks, @Nullable Identity who) {
    // when
    Exchange authorities = server.send(who, Request.get(server.est("cacerts")));
    Exchange attributes = server.send(who, Request.get(server.est("csrattrs")));
    // then
    checks.that(
        PLT_ENR_001,
        isOf(authorities, EstBody.CERTIFICATES)
            && Applicant.certificates(authorities).stream()
                .anyMatch(each -> each.getBasicConstraints() >= 0),
        authorities,
        "HTTP 200 with an authority's certificate in " + EstBody.CERTIFICATES,
        ANYBODY);
    checks.that(
        PLT_ENR_002,
        attributes.status() == 200 && isOf(attributes, EstBody.ATTRIBUTES),
        attributes,
        "HTTP 200 with " + EstBody.ATTRIBUTES,
        ANYBODY);
  }

  private static boolean isOf(Exchange exchange, String type) {
    return exchange
        .outcome()
        .answer()
        .filter(answer -> answer.mediaType().equals(type))
        .isPresent();
  }

  private static String text(Exchange exchange) {
    return exchange.outcome().answer().map(answer -> answer.body().text()).orElse("");
  }

  @Verifies(negative = PLT_ENR_003)
  void takes_a_request_in_lines(ServerUnderTest server, Checks checks) {
    // given
    Applicant applicant = new Applicant(server);
    String lines = applicant.request().replaceAll("(.{64})", "$1\r\n") + "\r\n";
    // when
    Exchange exchange = applicant.enrol(server.newCode(), lines);
    // then
    gives(checks, PLT_ENR_003, applicant, exchange, "Leave line ends out before decoding.");
  }

  @Verifies(positive = {PLT_ENR_004, PLT_ENR_005, PLT_ENR_007})
  void gives_a_certificate_for_a_code(ServerUnderTest server, Checks checks) {
    // given
    Applicant applicant = new Applicant(server);
    // when
    Exchange exchange = applicant.enrol(server.newCode());
    // then
    gives(checks, PLT_ENR_004, applicant, exchange, GOOD);
    gives(checks, PLT_ENR_005, applicant, exchange, GOOD);
    gives(checks, PLT_ENR_007, applicant, exchange, GOOD);
  }

  @Verifies(negative = PLT_ENR_004)
  void gives_no_certificate_without_a_code(ServerUnderTest server, Checks checks) {
    // given
    Applicant applicant = new Applicant(server);
    // when
    Exchange exchange = applicant.enrol(ActivationCode.draw(new SecureRandom()));
    // then
    checks.that(
        PLT_ENR_004,
        exchange.status() > 0 && applicant.certificate(exchange).isEmpty(),
        exchange,
        "no certificate",
        "This code was never made.");
  }

  @Verifies(negative = PLT_ENR_005)
  void refuses_wrong_and_unknown_codes_with_the_same_words(ServerUnderTest server, Checks checks) {
    // given
    ActivationCode code = server.newCode();
    // when
    Exchange wrong = new Applicant(server).enrol(wrong(code));
    Exchange unknown = new Applicant(server).enrol(ActivationCode.draw(new SecureRandom()));
    // then
    String hint = "Whoever guesses must not learn that a selector is right.";
    checks.problem(PLT_ENR_005, wrong, ProblemType.CODE_REFUSED, hint);
    checks.problem(PLT_ENR_005, unknown, ProblemType.CODE_REFUSED, hint);
    checks.that(
        PLT_ENR_005,
        words(wrong).equals(words(unknown)),
        wrong,
        "the same detail as for the other",
        hint);
  }

  private static Optional<String> words(Exchange exchange) {
    return exchange
        .outcome()
        .answer()
        .flatMap(
            answer -> {
              try {
                return Optional.ofNullable(ProblemCodec.read(answer.body().bytes()))
                    .map(Problem::detail);
              } catch (ProtocolException e) {
                return Optional.empty();
              }
            });
  }

  @Verifies(positive = PLT_ENR_006)
  void gives_the_same_certificate_again(ServerUnderTest server, Checks checks) {
    // given
    ActivationCode code = server.newCode();
    Applicant applicant = new Applicant(server);
    // when
    Optional<X509Certificate> first = applicant.certificate(applicant.enrol(code));
    Exchange again = applicant.enrol(code);
    // then
    same(checks, first, applicant.certificate(again), again);
  }

  @Verifies(negative = {PLT_ENR_006, PLT_ENR_007})
  void gives_no_other_key_a_certificate_for_a_used_code(ServerUnderTest server, Checks checks) {
    // given
    ActivationCode code = server.newCode();
    Applicant applicant = new Applicant(server);
    Optional<X509Certificate> first = applicant.certificate(applicant.enrol(code));
    // when
    Exchange other = new Applicant(server).enrol(code);
    Exchange again = applicant.enrol(code);
    // then
    checks.problem(
        PLT_ENR_007, other, ProblemType.CODE_USED, "A code is for the first key that shows it.");
    same(checks, first, applicant.certificate(again), again);
  }

  private static void same(
      Checks checks,
      Optional<X509Certificate> first,
      Optional<X509Certificate> again,
      Exchange exchange) {
    checks.that(
        PLT_ENR_006,
        first.isPresent() && first.equals(again),
        exchange,
        "the very certificate that this key was given before",
        "The answer may have been lost; keep the certificate and give it again.");
  }

  @Verifies(positive = PLT_ENR_008)
  void takes_the_right_code_after_four_wrong_tries(ServerUnderTest server, Checks checks) {
    // given
    ActivationCode code = server.newCode();
    for (int i = 1; i < TRIES; i++) {
      new Applicant(server).enrol(wrong(code));
    }
    Applicant applicant = new Applicant(server);
    // when
    Exchange exchange = applicant.enrol(code);
    // then
    gives(checks, PLT_ENR_008, applicant, exchange, "Four typing errors are human.");
  }

  @Verifies(negative = PLT_ENR_008)
  void refuses_the_right_code_after_five_wrong_tries(ServerUnderTest server, Checks checks) {
    // given
    ActivationCode code = server.newCode();
    for (int i = 0; i < TRIES; i++) {
      new Applicant(server).enrol(wrong(code));
    }
    // when
    Exchange exchange = new Applicant(server).enrol(code);
    // then
    checks.that(
        PLT_ENR_008,
        exchange.status() == 401 || exchange.status() == 429,
        exchange,
        "HTTP 401 with code-refused, or 429",
        "Count wrong tries by code and address, before the secret is compared.");
  }

  private static ActivationCode wrong(ActivationCode right) {
    return new ActivationCode(right.selector(), ActivationCode.draw(new SecureRandom()).secret());
  }

  private static void gives(
      Checks checks, Requirement requirement, Applicant applicant, Exchange exchange, String hint) {
    checks.that(
        requirement,
        applicant.certificate(exchange).isPresent(),
        exchange,
        "HTTP 200 with a certificate for the key of the request",
        hint);
  }
}

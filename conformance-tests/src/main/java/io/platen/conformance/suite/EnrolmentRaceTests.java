package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_ENR_006;
import static io.platen.protocol.Requirement.PLT_ENR_007;
import static io.platen.protocol.Requirement.PLT_ENR_008;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Verifies;
import io.platen.protocol.enrolment.ActivationCode;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Many with one code at the same time: what holds one after the other holds at once, too. */
final class EnrolmentRaceTests {
  private static final int KEYS = 64;
  private static final int REPEATS = 16;

  /** More than a code has tries, and far fewer than an address has. */
  private static final int GUESSES = 8;

  private static final String LOCK = "Lock the code's record until its certificate is stored.";

  @Verifies(negative = PLT_ENR_007)
  void gives_one_certificate_when_64_keys_come_with_one_code(
      ServerUnderTest server, Checks checks) {
    // given
    ActivationCode code = server.newCode();
    List<Applicant> applicants = Stream.generate(() -> new Applicant(server)).limit(KEYS).toList();
    List<Request> requests = applicants.stream().map(each -> each.enrolment(code)).toList();
    // when
    List<Exchange> exchanges = server.sendAtOnce(null, requests);
    // then
    int given = 0;
    Exchange last = exchanges.get(0);
    for (int i = 0; i < KEYS; i++) {
      if (applicants.get(i).certificate(exchanges.get(i)).isPresent()) {
        given++;
        last = exchanges.get(i);
      }
    }
    checks.that(PLT_ENR_007, given == 1, last, "1 certificate, and there were " + given, LOCK);
  }

  @Verifies(negative = PLT_ENR_006)
  void gives_one_certificate_when_one_key_comes_16_times(ServerUnderTest server, Checks checks) {
    // given
    Applicant applicant = new Applicant(server);
    Request request = applicant.enrolment(server.newCode());
    List<Request> requests = Stream.generate(() -> request).limit(REPEATS).toList();
    // when
    List<Exchange> exchanges = server.sendAtOnce(null, requests);
    // then
    Set<Optional<X509Certificate>> given = new HashSet<>();
    exchanges.forEach(each -> given.add(applicant.certificate(each)));
    checks.that(
        PLT_ENR_006,
        given.size() == 1 && !given.contains(Optional.<X509Certificate>empty()),
        exchanges.get(0),
        "the very same certificate in each of " + REPEATS + " answers",
        LOCK);
  }

  @Verifies(negative = PLT_ENR_008)
  void counts_wrong_tries_that_come_at_once(ServerUnderTest server, Checks checks) {
    // given
    ActivationCode code = server.newCode();
    List<Request> guesses = new ArrayList<>();
    for (int i = 0; i < GUESSES; i++) {
      ActivationCode wrong =
          new ActivationCode(code.selector(), ActivationCode.draw(new SecureRandom()).secret());
      guesses.add(new Applicant(server).enrolment(wrong));
    }
    server.sendAtOnce(null, guesses);
    // when
    Exchange exchange = new Applicant(server).enrol(code);
    // then
    checks.that(
        PLT_ENR_008,
        exchange.status() == 401 || exchange.status() == 429,
        exchange,
        "HTTP 401 with code-refused, or 429",
        "Lock the count before the secret is compared, and keep it though the try is refused.");
  }
}

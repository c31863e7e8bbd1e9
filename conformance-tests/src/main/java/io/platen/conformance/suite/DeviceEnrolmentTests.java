package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_ENR_040;
import static io.platen.protocol.Requirement.PLT_ENR_041;
import static io.platen.protocol.Requirement.PLT_ENR_042;
import static io.platen.protocol.Requirement.PLT_ENR_044;
import static io.platen.protocol.Requirement.PLT_ENR_045;
import static io.platen.protocol.Requirement.PLT_ENR_046;
import static io.platen.protocol.Requirement.PLT_ENR_049;
import static io.platen.protocol.Requirement.PLT_ENR_053;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.DeviceGround.Given;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.peers.Wrong;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.protocol.Verifies;
import io.platen.protocol.enrolment.EstBody;
import io.platen.protocol.enrolment.KeyPrint;
import io.platen.protocol.problem.ProblemType;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a device gets its first certificate. */
final class DeviceEnrolmentTests {
  private static final String ENROL = EstBody.PATH + "simpleenroll";

  @Verifies(positive = {PLT_ENR_040, PLT_ENR_042, PLT_ENR_044, PLT_ENR_049, PLT_ENR_053})
  void enrols_with_a_right_code_and_works_with_its_certificate(
      DeviceUnderTest device, Checks checks) {
    // given
    device.initWithoutCertificate();
    // when
    Reply reply = device.enrol(device.ground().newCode().text());
    device.sync();
    // then
    String received =
        reply + ", " + DevicePlay.seen(device, ScriptedServer.SYNC).size() + " syncs with it";
    DevicePlay.all(
        checks,
        reply.outcome() == Reply.Outcome.DONE
            && !DevicePlay.seen(device, ScriptedServer.SYNC).isEmpty(),
        "adapter enrol with a good code, then adapter sync",
        received,
        "a certificate, and a sync with it",
        "Without this no test of a refusal would say anything.",
        PLT_ENR_040,
        PLT_ENR_042,
        PLT_ENR_044,
        PLT_ENR_049,
        PLT_ENR_053);
  }

  @Verifies(negative = PLT_ENR_040)
  void sends_no_code_whose_check_symbol_is_wrong(DeviceUnderTest device, Checks checks) {
    // given
    device.initWithoutCertificate();
    String code = device.ground().newCode().text();
    char last = code.charAt(code.length() - 1);
    String mistyped = code.substring(0, code.length() - 1) + (last == '7' ? '8' : '7');
    // when
    Reply reply = device.enrol(mistyped);
    // then
    checks.that(
        PLT_ENR_040,
        asked(device).isEmpty(),
        "adapter enrol with a wrong check symbol",
        reply + ", " + asked(device).size() + " requests to simpleenroll",
        "no request",
        "Tell the person at the device at once; each wrong try counts at the server.");
  }

  @Verifies(negative = PLT_ENR_041)
  void makes_a_new_key_after_a_refusal(DeviceUnderTest device, Checks checks) {
    // given
    device.initWithoutCertificate();
    device.first().when(ENROL, Reaction.problem(ProblemType.CODE_REFUSED));
    device.enrol(device.ground().newCode().text());
    device.first().behave(ENROL);
    // when
    device.enrol(device.ground().newCode().text());
    // then
    List<KeyPrint> keys = keys(device);
    checks.need(keys.size() >= 2, "The device does not ask twice");
    checks.that(
        PLT_ENR_041,
        !keys.get(0).equals(keys.get(keys.size() - 1)),
        "code-refused, then adapter enrol with another code",
        "keys " + keys,
        "another key",
        "A key is for one certificate.");
  }

  @Verifies(positive = PLT_ENR_041)
  void asks_for_the_same_key_again_when_no_answer_came(DeviceUnderTest device, Checks checks) {
    // given
    device.initWithoutCertificate();
    String code = device.ground().newCode().text();
    device.first().when(ENROL, Reaction.hangUp());
    device.enrol(code);
    device.first().behave(ENROL);
    device.letPass(Duration.ofHours(1));
    // when
    device.enrol(code);
    // then
    List<KeyPrint> keys = keys(device);
    checks.need(keys.size() >= 2, "The device does not ask twice");
    checks.that(
        PLT_ENR_041,
        keys.get(0).equals(keys.get(keys.size() - 1)),
        "a connection that ends without an answer, then adapter enrol with the same code",
        "keys " + keys,
        "the same key",
        "The server may have given the certificate: it gives the same for the same key.");
  }

  @Verifies(negative = PLT_ENR_042)
  void sends_no_code_to_a_server_of_another_authority(DeviceUnderTest device, Checks checks) {
    // given
    ScriptedServer wrong = device.wrong(Wrong.AUTHORITY);
    device.init(Given.AUTHORITY, wrong, wrong);
    // when
    Reply reply = device.enrol(device.ground().newCode().text());
    // then
    boolean told =
        wrong.seen().stream()
            .anyMatch(each -> DevicePlay.header(each.request(), "Authorization").isPresent());
    checks.that(
        PLT_ENR_042,
        !told,
        "adapter enrol at a server of another authority",
        reply + (told ? ", the code was sent" : ", no code was sent"),
        "no request with the code",
        "Authenticate the server before anything is said to it.");
  }

  @Verifies(negative = PLT_ENR_044)
  void refuses_a_certificate_for_another_key(DeviceUnderTest device, Checks checks)
      throws GeneralSecurityException {
    // given
    device.initWithoutCertificate();
    byte[] foreign = EstBody.certificates(List.of(device.ground().foreignKey()));
    device
        .first()
        .when(
            ENROL,
            new Reaction(200, Map.of("Content-Type", EstBody.CERTIFICATES), Body.of(foreign)));
    // when
    Reply reply = device.enrol(device.ground().newCode().text());
    // then
    checks.that(
        PLT_ENR_044,
        reply.outcome() != Reply.Outcome.DONE,
        "a certificate for another key than the one in the request",
        reply.toString(),
        "refused or failed",
        "Compare the public key before the certificate is stored.");
  }

  @Verifies(positive = PLT_ENR_045, negative = PLT_ENR_045)
  void shows_the_four_words_of_its_key_while_it_waits(DeviceUnderTest device, Checks checks) {
    // given
    device.initWithoutCertificate();
    device.first().when(ENROL, waitFor(3600));
    // when
    Reply reply = device.enrol(device.ground().newCode().text());
    // then
    checks.need(!asked(device).isEmpty(), "The device does not ask");
    String words = keys(device).get(0).words();
    Object shown = reply.members().getOrDefault("words", "");
    checks.that(
        PLT_ENR_045,
        words.equals(shown),
        "HTTP 202 to simpleenroll",
        reply + ", words \"" + shown + "\"",
        "words \"" + words + "\"",
        "The words are made from the SHA-256 of the key's SubjectPublicKeyInfo.");
  }

  @Verifies(positive = PLT_ENR_046, negative = PLT_ENR_046)
  void asks_again_with_the_same_request_and_no_earlier_than_told(
      DeviceUnderTest device, Checks checks) {
    // given
    device.initWithoutCertificate();
    String code = device.ground().newCode().text();
    device.first().when(ENROL, waitFor(7200));
    device.enrol(code);
    checks.need(asked(device).size() == 1, "The device does not ask once");
    // when
    device.letPass(Duration.ofHours(1));
    device.enrol(code);
    int early = asked(device).size();
    device.first().behave(ENROL);
    device.letPass(Duration.ofMinutes(61));
    Reply reply = device.enrol(code);
    // then
    List<Exchange> all = asked(device);
    checks.that(
        PLT_ENR_046,
        early == 1,
        "HTTP 202 with Retry-After: 7200, and an hour later",
        early + " requests",
        "one request until two hours have passed",
        "Keep to Retry-After, whatever somebody at the device presses.");
    List<KeyPrint> keys = keys(device);
    checks.that(
        PLT_ENR_046,
        all.size() > early && keys.get(keys.size() - 1).equals(keys.get(0)),
        "two hours after HTTP 202 with Retry-After: 7200",
        reply + ", " + all.size() + " requests",
        "a request for the same key again",
        "The server knows the request that a person has approved by its key.");
  }

  @Verifies(negative = PLT_ENR_049)
  void sends_no_code_while_its_certificate_is_good(DeviceUnderTest device, Checks checks) {
    // given
    device.initWithoutCertificate();
    device.enrol(device.ground().newCode().text());
    int before = asked(device).size();
    checks.need(before > 0, "The device does not enrol");
    // when
    Reply reply = device.enrol(device.ground().newCode().text());
    // then
    checks.that(
        PLT_ENR_049,
        asked(device).size() == before,
        "adapter enrol of a device that is enrolled",
        reply + ", " + (asked(device).size() - before) + " more requests to simpleenroll",
        "none",
        "A code is for a device without a certificate.");
  }

  @Verifies(negative = PLT_ENR_053)
  void asks_for_no_key_of_another_kind_than_the_server_names(
      DeviceUnderTest device, Checks checks) {
    // given
    device.initWithoutCertificate();
    device
        .first()
        .when(
            EstBody.PATH + "csrattrs",
            new Reaction(
                200, Map.of("Content-Type", EstBody.ATTRIBUTES), Body.of(KeysWanted.p384())));
    // when
    Reply reply = device.enrol(device.ground().newCode().text());
    // then
    long others = keySizes(device).stream().filter(each -> each != 384).count();
    checks.that(
        PLT_ENR_053,
        others == 0,
        "csrattrs that name a key on P-384",
        reply + ", " + others + " requests for keys of another kind",
        "none",
        "Read csrattrs first; who cannot make such a key does not ask.");
  }

  static Reaction waitFor(long seconds) {
    return new Reaction(202, Map.of("Retry-After", Long.toString(seconds)), Body.EMPTY);
  }

  private static List<Exchange> asked(DeviceUnderTest device) {
    return DevicePlay.seen(device, ENROL);
  }

  private static List<KeyPrint> keys(DeviceUnderTest device) {
    return asked(device).stream()
        .map(each -> KeysWanted.key(each.request().body()))
        .flatMap(Optional::stream)
        .map(KeyPrint::of)
        .toList();
  }

  private static List<Integer> keySizes(DeviceUnderTest device) {
    return asked(device).stream()
        .map(each -> KeysWanted.key(each.request().body()))
        .flatMap(Optional::stream)
        .map(KeysWanted::bits)
        .toList();
  }
}

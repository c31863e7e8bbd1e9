package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_ENR_043;
import static io.platen.protocol.Requirement.PLT_ENR_047;
import static io.platen.protocol.Requirement.PLT_ENR_048;
import static io.platen.protocol.Requirement.PLT_ENR_051;
import static io.platen.protocol.Requirement.PLT_ENR_052;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.DeviceGround.Given;
import io.platen.conformance.peers.PeerPki;
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
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How a device keeps its certificate good, and whom it trusts up to date. */
final class DeviceRenewalTests {
  private static final String ENROL = EstBody.PATH + "simpleenroll";
  private static final String RENEW = EstBody.PATH + "simplereenroll";
  private static final String AUTHORITIES = EstBody.PATH + "cacerts";

  /** More than two thirds of the time of a certificate of the suite's, and less than all of it. */
  private static final Duration MOST_OF_ITS_TIME = Duration.ofDays(9);

  private static final Duration MORE_THAN_A_DAY = Duration.ofHours(26);
  private static final int TRIES = 4;

  @Verifies(positive = PLT_ENR_048, negative = PLT_ENR_048)
  void renews_its_certificate_after_two_thirds_of_its_time(DeviceUnderTest device, Checks checks) {
    // given
    enrolled(device, checks);
    int early = DevicePlay.seen(device, RENEW).size();
    // when
    device.letPass(MOST_OF_ITS_TIME);
    device.sync();
    // then
    int renewals = DevicePlay.seen(device, RENEW).size();
    checks.that(
        PLT_ENR_048,
        early == 0 && renewals > 0,
        "adapter clock past two thirds of the certificate's time; adapter sync",
        early + " requests to simplereenroll before, " + renewals + " after",
        "none before, one after",
        "Renew early enough that a server may be away for long.");
  }

  @Verifies(positive = PLT_ENR_047, negative = PLT_ENR_047)
  void comes_with_the_old_certificate_where_the_next_is_not_let_in(
      DeviceUnderTest device, Checks checks) {
    // given
    enrolled(device, checks);
    X509Certificate old = shown(device);
    DevicePlay.answer(
        device,
        ScriptedServer.SYNC,
        (asked, right) ->
            asked.shown().filter(each -> !each.equals(old)).isPresent()
                ? Reaction.problem(ProblemType.CERTIFICATE_UNKNOWN)
                : right.get());
    device.letPass(MOST_OF_ITS_TIME);
    device.sync();
    checks.need(!DevicePlay.seen(device, RENEW).isEmpty(), "The device does not renew");
    // when
    device.sync();
    device.letPass(MORE_THAN_A_DAY.dividedBy(2));
    device.sync();
    // then
    List<Exchange> syncs = DevicePlay.seen(device, ScriptedServer.SYNC);
    Exchange last = syncs.get(syncs.size() - 1);
    boolean tried = syncs.stream().anyMatch(each -> each.status() == 403);
    checks.need(tried, "The device never comes with its next certificate");
    boolean back = lastShownIs(device, old);
    checks.that(
        PLT_ENR_047,
        back,
        "certificate-unknown to the next certificate; adapter sync, twice",
        "the last came with " + last.who(),
        "the certificate of before",
        "Delete key and certificate only when a host has let the next ones in.");
  }

  @Verifies(positive = PLT_ENR_051, negative = PLT_ENR_051)
  void asks_for_the_authorities_once_a_day(DeviceUnderTest device, Checks checks)
      throws GeneralSecurityException {
    // given
    enrolled(device, checks);
    name(device, device.ground().authority());
    int before = DevicePlay.seen(device, AUTHORITIES).size();
    // when
    device.letPass(MORE_THAN_A_DAY);
    device.sync();
    // then
    int after = DevicePlay.seen(device, AUTHORITIES).size();
    checks.that(
        PLT_ENR_051,
        after > before,
        "adapter clock 26 hours on; adapter sync",
        (after - before) + " requests to cacerts",
        "one",
        "Ask each day, or an authority that changes cuts the device off.");
  }

  @Verifies(negative = PLT_ENR_052)
  void takes_over_no_authorities_that_its_server_does_not_come_from(
      DeviceUnderTest device, Checks checks) throws GeneralSecurityException {
    // given
    enrolled(device, checks);
    name(device, PeerPki.named("Somebody else").certificate());
    device.letPass(MORE_THAN_A_DAY);
    device.sync();
    checks.need(
        !DevicePlay.seen(device, AUTHORITIES).isEmpty(), "The device does not ask for cacerts");
    int before = DevicePlay.seen(device, ScriptedServer.SYNC).size();
    // when
    device.letPass(Duration.ofHours(2));
    device.sync();
    // then
    int after = DevicePlay.seen(device, ScriptedServer.SYNC).size();
    checks.that(
        PLT_ENR_052,
        after > before,
        "cacerts with an authority that has not issued the server's certificate; adapter sync",
        (after - before) + " syncs after it",
        "a sync: the device trusts whom it trusted",
        "Build the chain of the server that answers with what it names, before it counts.");
  }

  @Verifies(positive = PLT_ENR_052)
  void takes_over_authorities_that_its_server_comes_from(DeviceUnderTest device, Checks checks)
      throws GeneralSecurityException {
    // given: a second host that comes from an authority of tomorrow
    ScriptedServer next = device.wrong(Wrong.AUTHORITY);
    device.first().behave(ScriptedServer.SYNC);
    device.init(Given.AUTHORITY, device.first(), next);
    device.enrol(device.ground().newCode().text());
    device.sync();
    name(device, device.ground().authority(), device.ground().opener());
    device.letPass(MORE_THAN_A_DAY);
    device.sync();
    checks.need(
        !DevicePlay.seen(device, AUTHORITIES).isEmpty(), "The device does not ask for cacerts");
    int early = next.seen().size();
    // when: the host of today is gone
    device.first().when(ScriptedServer.SYNC, Reaction.status(503));
    for (int i = 0; i < TRIES && next.seen(ScriptedServer.SYNC).isEmpty(); i++) {
      device.sync();
      device.letPass(Duration.ofHours(2));
    }
    // then
    int late = next.seen(ScriptedServer.SYNC).size();
    checks.that(
        PLT_ENR_052,
        early == 0 && late > 0,
        "cacerts with the server's authority and another, then HTTP 503; adapter sync",
        early + " requests before at a host of the other authority, " + late + " syncs after",
        "none before, a sync after",
        "Take over all that cacerts names, once the server that answers comes from one of them.");
  }

  @Verifies(positive = PLT_ENR_043, negative = PLT_ENR_043)
  void keeps_the_key_that_it_asks_for_without_power(DeviceUnderTest device, Checks checks) {
    // given: it asks, gets no answer, and loses its power
    device.initWithoutCertificate();
    String code = device.ground().newCode().text();
    device.first().when(ENROL, Reaction.hangUp());
    device.enrol(code);
    device.restart();
    device.first().behave(ENROL);
    device.letPass(Duration.ofHours(1));
    // when
    device.enrol(code);
    // then
    List<KeyPrint> keys =
        DevicePlay.seen(device, ENROL).stream()
            .flatMap(each -> KeysWanted.key(each.request().body()).stream())
            .map(KeyPrint::of)
            .toList();
    checks.need(keys.size() >= 2, "The device does not ask twice");
    checks.that(
        PLT_ENR_043,
        keys.get(0).equals(keys.get(keys.size() - 1)),
        "a request for a certificate without an answer, and then no power; adapter enrol",
        "keys " + keys,
        "the same key",
        "Store the key before it is asked for: the server may have given its certificate.");
  }

  private static void enrolled(DeviceUnderTest device, Checks checks) {
    device.initWithoutCertificate();
    device.enrol(device.ground().newCode().text());
    device.sync();
    checks.need(
        !DevicePlay.seen(device, ScriptedServer.SYNC).isEmpty(), "The device does not enrol");
  }

  private static void name(DeviceUnderTest device, X509Certificate... authorities)
      throws GeneralSecurityException {
    byte[] named = EstBody.certificates(List.of(authorities));
    device
        .first()
        .when(
            AUTHORITIES,
            new Reaction(200, Map.of("Content-Type", EstBody.CERTIFICATES), Body.of(named)));
  }

  private static X509Certificate shown(DeviceUnderTest device) {
    return device.first().lastShown().or(device.second()::lastShown).orElseThrow();
  }

  private static boolean lastShownIs(DeviceUnderTest device, X509Certificate certificate) {
    List<Exchange> syncs = DevicePlay.seen(device, ScriptedServer.SYNC);
    return syncs.get(syncs.size() - 1).who().contains(certificate.getSerialNumber() + " of");
  }
}

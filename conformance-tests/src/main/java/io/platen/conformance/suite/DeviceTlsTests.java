package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_TLS_010;
import static io.platen.protocol.Requirement.PLT_TLS_011;
import static io.platen.protocol.Requirement.PLT_TLS_012;
import static io.platen.protocol.Requirement.PLT_TLS_014;
import static io.platen.protocol.Requirement.PLT_TLS_015;
import static io.platen.protocol.Requirement.PLT_TLS_020;
import static io.platen.protocol.Requirement.PLT_TLS_032;
import static io.platen.protocol.Requirement.PLT_TLS_041;
import static io.platen.protocol.Requirement.PLT_TLS_042;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.DeviceGround.Given;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.peers.Wrong;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import java.time.Duration;
import java.time.Instant;

/** Whom a device talks to, and whom it must turn away from. */
final class DeviceTlsTests {
  static final String DIAGNOSIS = "/.well-known/platen/diagnosis";
  private static final Instant LONG_AGO = Instant.parse("2001-07-01T00:00:00Z");

  @Verifies(positive = {PLT_TLS_010, PLT_TLS_011, PLT_TLS_012, PLT_TLS_041})
  void talks_to_a_server_of_its_authority_under_its_name(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    // when
    Reply reply = device.sync();
    // then
    boolean came = !device.first().seen().isEmpty();
    String hint = "Without this no test of a refusal would say anything.";
    for (Requirement each :
        new Requirement[] {PLT_TLS_010, PLT_TLS_011, PLT_TLS_012, PLT_TLS_041}) {
      checks.that(
          each,
          came,
          "adapter sync, with a server by the device's authority",
          reply + ", " + device.first().seen().size() + " requests",
          "a request over TLS 1.3",
          hint);
    }
  }

  @Verifies(negative = {PLT_TLS_010, PLT_TLS_041})
  void sends_nothing_to_a_server_of_another_authority(DeviceUnderTest device, Checks checks) {
    ScriptedServer wrong = turnedTo(Wrong.AUTHORITY, device, checks);
    String hint = "Trust the authorities that the device was given, and no other store.";
    nothing(PLT_TLS_010, wrong, checks, hint);
    nothing(PLT_TLS_041, wrong, checks, hint);
  }

  @Verifies(negative = {PLT_TLS_011, PLT_TLS_041})
  void sends_nothing_to_a_server_under_another_name(DeviceUnderTest device, Checks checks) {
    ScriptedServer wrong = turnedTo(Wrong.NAME, device, checks);
    String hint = "Compare the names of the certificate with the host of the URL (RFC 9525).";
    nothing(PLT_TLS_011, wrong, checks, hint);
    nothing(PLT_TLS_041, wrong, checks, hint);
  }

  @Verifies(negative = PLT_TLS_012)
  void sends_nothing_over_tls_1_2(DeviceUnderTest device, Checks checks) {
    ScriptedServer wrong = turnedTo(Wrong.TLS, device, checks);
    nothing(PLT_TLS_012, wrong, checks, "Offer TLS 1.3 alone; there is no way back to 1.2.");
  }

  /** The clock shows a time at which the certificates of its hosts are far from valid. */
  @Verifies(
      positive = {PLT_TLS_014, PLT_TLS_015},
      negative = PLT_TLS_015)
  void talks_to_its_hosts_when_its_clock_was_never_set(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    device.misset(untilLongAgo(device));
    // when
    device.sync();
    // then
    long came = atHosts(device);
    DevicePlay.all(
        checks,
        came > 0,
        "a clock that shows the year 2001, and hosts whose certificates are valid now",
        came + " requests",
        "at least one",
        "Nothing is early for who does not know the time, and else it would never be told.",
        PLT_TLS_014,
        PLT_TLS_015);
  }

  @Verifies(negative = PLT_TLS_014)
  void knows_that_it_is_later_than_its_software(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    device.misset(untilLongAgo(device));
    device.ground().spoil(Wrong.LONG_AGO);
    // when
    device.sync();
    device.report();
    // then
    long came = atHosts(device);
    checks.that(
        PLT_TLS_014,
        came == 0,
        "a clock that shows the year 2001, and hosts whose certificates have ended in 2002",
        came + " requests",
        "none",
        "It cannot be earlier than the time at which your software was built.");
  }

  /** Requests to hosts for devices: it may ask the enrolment host why. */
  private static long atHosts(DeviceUnderTest device) {
    return device.exchanges().stream()
        .filter(each -> !each.request().uri().getPath().equals(DIAGNOSIS))
        .count();
  }

  private static Duration untilLongAgo(DeviceUnderTest device) {
    return Duration.between(device.ground().now(), LONG_AGO);
  }

  @Verifies(positive = PLT_TLS_020, negative = PLT_TLS_020)
  void does_not_work_with_a_certificate_for_another_id(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    device.sync();
    int before = device.exchanges().size();
    checks.need(before > 0, "The device does not work with its own certificate");
    // when
    Reply reply = device.init(Given.WRONG_NAME, device.first(), device.second());
    if (reply.outcome() == Reply.Outcome.DONE) {
      reply = device.sync();
      device.report();
    }
    // then
    checks.that(
        PLT_TLS_020,
        device.exchanges().size() == before,
        "adapter init with an id that is not the certificate's; adapter sync and report",
        reply + ", " + (device.exchanges().size() - before) + " requests",
        "no request",
        "Compare the subject of the certificate with the device's own id at the start.");
  }

  @Verifies(positive = PLT_TLS_042, negative = PLT_TLS_042)
  void sends_nothing_to_a_host_that_asks_for_no_certificate(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    device.sync();
    boolean came = !device.first().seen().isEmpty();
    checks.that(
        PLT_TLS_042,
        came,
        "adapter sync, with a server that asks for the device's certificate",
        device.first().seen().size() + " requests",
        "a request",
        "Without this no test of a refusal would say anything.");
    // when
    ScriptedServer open = device.wrong(Wrong.ASKS_NOTHING);
    open.when(ScriptedServer.SYNC, Reaction.status(503));
    open.when(ScriptedServer.REPORTS, Reaction.status(503));
    device.init(open, open);
    device.sync();
    device.report();
    // then
    String hosts = open.deviceUrl().toString();
    long sent =
        open.seen().stream()
            .filter(each -> each.request().uri().toString().startsWith(hosts))
            .count();
    checks.that(
        PLT_TLS_042,
        sent == 0,
        "adapter sync and report, with hosts that do not ask for a certificate",
        sent + " requests to them",
        "none",
        "Look whether the certificate was asked for: what does not ask is not the server.");
  }

  @Verifies(positive = PLT_TLS_032, negative = PLT_TLS_032)
  void asks_why_when_no_host_lets_it_in(DeviceUnderTest device, Checks checks) {
    // given: one host ends TLS, and the other is well
    device.init();
    device.first().refuse(true);
    syncs(device);
    int early = DevicePlay.seen(device, DIAGNOSIS).size();
    // when
    device.second().refuse(true);
    syncs(device);
    // then
    int late = DevicePlay.seen(device, DIAGNOSIS).size();
    checks.that(
        PLT_TLS_032,
        early == 0 && late > 0,
        "the first host ends TLS, and then both do; adapter sync, four times each",
        early + " requests for a diagnosis, and then " + (late - early),
        "none, and then one",
        "TLS gives no reason; the enrolment host does.");
  }

  private static void syncs(DeviceUnderTest device) {
    for (int i = 0; i < 4; i++) {
      device.sync();
      device.letPass(Duration.ofHours(1));
    }
  }

  /** A device that does talk to a right server, and then finds only a wrong one. */
  private static ScriptedServer turnedTo(Wrong by, DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    device.sync();
    checks.need(!device.first().seen().isEmpty(), "The device does not come to a right server");
    ScriptedServer wrong = device.wrong(by);
    device.init(wrong, wrong);
    // when
    device.sync();
    device.report();
    return wrong;
  }

  private static void nothing(
      Requirement requirement, ScriptedServer wrong, Checks checks, String hint) {
    checks.that(
        requirement,
        wrong.seen().isEmpty(),
        "adapter sync and report, with a server that the device must not accept",
        wrong.seen().size() + " requests",
        "no request",
        hint);
  }
}

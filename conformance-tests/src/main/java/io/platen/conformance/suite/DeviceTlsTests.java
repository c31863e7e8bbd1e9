package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_TLS_010;
import static io.platen.protocol.Requirement.PLT_TLS_011;
import static io.platen.protocol.Requirement.PLT_TLS_012;
import static io.platen.protocol.Requirement.PLT_TLS_020;
import static io.platen.protocol.Requirement.PLT_TLS_041;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.DeviceGround.Given;
import io.platen.conformance.peers.DeviceGround.Wrong;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;

/** Whom a device talks to, and whom it must turn away from. */
final class DeviceTlsTests {
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

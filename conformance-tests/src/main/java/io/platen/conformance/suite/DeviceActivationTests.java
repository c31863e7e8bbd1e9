package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_ENR_050;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.DeviceGround;
import io.platen.conformance.peers.DeviceGround.Given;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.peers.Wrong;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.enrolment.KeyPrint;
import java.util.Map;

/** How a device comes to a server of which it knows an activation string and nothing else. */
final class DeviceActivationTests {
  @Verifies(positive = PLT_ENR_050, negative = PLT_ENR_050)
  void comes_to_the_server_of_its_activation_string_alone(DeviceUnderTest device, Checks checks) {
    // given: hosts that send their authority along, which is another, or vouches for another name
    String hint = "Look for the PIN in the chain, and then check chain and name as ever.";
    DeviceGround ground = device.ground();
    Map<String, ScriptedServer> wrong =
        Map.of("authority", ground.wrong(Wrong.AUTHORITY), "name", ground.pinnedForAnotherName());
    for (Map.Entry<String, ScriptedServer> each : wrong.entrySet()) {
      ScriptedServer host = each.getValue();
      // when
      Reply reply = enrol(device, host);
      // then
      checks.that(
          PLT_ENR_050,
          host.seen().isEmpty(),
          "adapter enrol with the string of a host with another " + each.getKey(),
          reply + ", " + host.seen().size() + " requests",
          "no request",
          hint);
    }
    // given
    ScriptedServer right = device.ground().pinned();
    // when
    Reply reply = enrol(device, right);
    device.sync();
    // then
    int syncs = right.seen(ScriptedServer.SYNC).size();
    checks.that(
        PLT_ENR_050,
        reply.outcome() == Reply.Outcome.DONE && syncs > 0,
        "adapter enrol with the string of a host that is right; adapter sync",
        reply + ", " + syncs + " syncs",
        "a certificate, and a sync with it: the authority is trusted from then on",
        hint);
  }

  private static Reply enrol(DeviceUnderTest device, ScriptedServer host) {
    device.init(Given.HOSTS, host, host);
    DeviceGround ground = device.ground();
    String pin = KeyPrint.of(ground.authority().getPublicKey()).pin();
    String where = host.enrolmentUrl().getAuthority();
    return device.enrol("platen://" + where + "/" + pin + "/" + ground.newCode().text());
  }
}

package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_XML_031;
import static io.platen.protocol.Requirement.PLT_XML_033;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.DeviceGround;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.SyncCodec;
import java.nio.charset.StandardCharsets;

/** Which XML a device reads. */
final class DeviceDocumentTests {
  @Verifies(positive = PLT_XML_031, negative = PLT_XML_033)
  void takes_a_document_that_keeps_to_the_rules(DeviceUnderTest device, Checks checks) {
    Reply reply = given(document(device), device);
    DevicePlay.all(
        checks,
        reply.outcome() == Reply.Outcome.DONE,
        "a sync document that keeps to the rules",
        reply.toString(),
        "done",
        "Without this no test of a refusal would say anything.",
        PLT_XML_031,
        PLT_XML_033);
  }

  @Verifies(negative = PLT_XML_031)
  void refuses_a_document_with_a_comment(DeviceUnderTest device, Checks checks) {
    refuses(document(device).replaceFirst("<policy", "<!-- c --><policy"), device, checks);
  }

  @Verifies(negative = PLT_XML_031)
  void refuses_a_document_with_a_document_type(DeviceUnderTest device, Checks checks) {
    String typed =
        document(device).replaceFirst("<sync", "<!DOCTYPE sync [<!ENTITY a \"b\">]><sync");
    refuses(typed, device, checks);
  }

  @Verifies(negative = PLT_XML_031)
  void refuses_a_document_that_is_cut_off(DeviceUnderTest device, Checks checks) {
    String whole = document(device);
    refuses(whole.substring(0, whole.length() - 4), device, checks);
  }

  @Verifies(positive = PLT_XML_033)
  void takes_a_document_of_a_later_minor_version_with_what_it_does_not_know(
      DeviceUnderTest device, Checks checks) {
    String later =
        document(device)
            .replaceFirst(" v=\"1.0\"", " v=\"1.7\" xmlns:x=\"urn:example:later\" x:new=\"1\"");
    Reply reply = given(later, device);
    checks.that(
        PLT_XML_033,
        reply.outcome() == Reply.Outcome.DONE,
        "a sync document of version 1.7 with an attribute of another namespace",
        reply.toString(),
        "done",
        "Ignore what you do not know; a later server must be able to say more.");
  }

  private static void refuses(String document, DeviceUnderTest device, Checks checks) {
    checks.need(!document.equals(document(device)), "The suite's own document has another form");
    Reply reply = given(document, device);
    check(PLT_XML_031, reply, checks);
  }

  private static void check(Requirement requirement, Reply reply, Checks checks) {
    checks.that(
        requirement,
        reply.outcome() != Reply.Outcome.DONE,
        "a sync document that breaks a rule of chapter XML",
        reply.toString(),
        "refused or failed",
        "Use a parser that takes no document type, and refuse comments.");
  }

  private static Reply given(String document, DeviceUnderTest device) {
    device.init();
    DevicePlay.answer(
        device, ScriptedServer.SYNC, Reaction.sync(Body.of(document), "as-the-test-has-it"));
    return device.sync();
  }

  private static String document(DeviceUnderTest device) {
    return new String(
        SyncCodec.write(DeviceGround.document(device.device())), StandardCharsets.UTF_8);
  }
}

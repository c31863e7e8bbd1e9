package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_SYN_001;
import static io.platen.protocol.Requirement.PLT_SYN_005;
import static io.platen.protocol.Requirement.PLT_SYN_008;
import static io.platen.protocol.Requirement.PLT_SYN_011;
import static io.platen.protocol.Requirement.PLT_SYN_012;
import static io.platen.protocol.Requirement.PLT_SYN_013;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.DeviceGround;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request.Header;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.SyncCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** How a device gets what its server tells it, and what it does with a wrong one. */
final class DeviceSyncTests {
  private static final String KEEP =
      "Keep document and tag together, and change neither before the"
          + " new document was read whole.";

  @Verifies(positive = PLT_SYN_001)
  void asks_at_each_sync(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    // when
    device.sync();
    device.sync();
    // then
    checks.that(
        PLT_SYN_001,
        asked(device).size() >= 2,
        "adapter sync, twice",
        asked(device).size() + " requests for " + ScriptedServer.SYNC,
        "one for each",
        "Ask at the beginning of each cycle.");
  }

  @Verifies(negative = PLT_SYN_005)
  void sends_no_tag_before_it_has_a_document(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    // when
    device.sync();
    // then
    tag(PLT_SYN_005, device, checks, "", "A tag that nobody gave hides the first document.");
  }

  @Verifies(positive = PLT_SYN_005)
  void sends_the_tag_of_the_document_that_it_has(DeviceUnderTest device, Checks checks) {
    // given
    deviceWith("seven", device);
    // when
    device.sync();
    // then
    tag(PLT_SYN_005, device, checks, "\"seven\"", "Send the tag as it came, in its quotes.");
  }

  @Verifies(negative = PLT_SYN_008)
  void takes_no_304_for_an_answer_when_it_sent_no_tag(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    device.first().when(ScriptedServer.SYNC, Reaction.status(304));
    device.second().when(ScriptedServer.SYNC, Reaction.status(304));
    // when
    Reply reply = device.sync();
    // then
    checks.that(
        PLT_SYN_008,
        reply.outcome() != Reply.Outcome.DONE,
        "HTTP 304 to a request without If-None-Match",
        reply.toString(),
        "refused or failed",
        "There is no document that could still hold.");
  }

  @Verifies(negative = {PLT_SYN_011, PLT_SYN_012})
  void refuses_a_document_beyond_the_table_and_keeps_its_own(
      DeviceUnderTest device, Checks checks) {
    // given
    deviceWith("good", device);
    String good =
        new String(SyncCodec.write(DeviceGround.document(device.device())), StandardCharsets.UTF_8);
    String beyond = good.replaceFirst(" interval=\"[^\"]+\"", " interval=\"PT1S\"");
    checks.need(!beyond.equals(good), "The suite's own document names no interval");
    answer(device, Reaction.sync(Body.of(beyond), "beyond"));
    // when
    Reply reply = device.sync();
    device.sync();
    // then
    checks.that(
        PLT_SYN_011,
        reply.outcome() != Reply.Outcome.DONE,
        "a sync document with interval=\"PT1S\"",
        reply.toString(),
        "refused",
        "Check every value against the table before the document counts.");
    tag(PLT_SYN_012, device, checks, "\"good\"", KEEP);
  }

  @Verifies(positive = PLT_SYN_012, negative = PLT_SYN_001)
  void goes_on_with_its_document_when_it_gets_none(DeviceUnderTest device, Checks checks) {
    // given
    deviceWith("good", device);
    answer(device, Reaction.status(503));
    device.sync();
    int before = asked(device).size();
    // when
    device.sync();
    // then
    tag(PLT_SYN_012, device, checks, "\"good\"", KEEP);
    checks.that(
        PLT_SYN_001,
        asked(device).size() > before,
        "HTTP 503 to one sync; adapter sync",
        (asked(device).size() - before) + " requests for " + ScriptedServer.SYNC,
        "one",
        "A sync that failed is no reason to leave the next one out.");
  }

  @Verifies(positive = PLT_SYN_008)
  void takes_a_304_for_the_document_that_it_has(DeviceUnderTest device, Checks checks) {
    // given
    deviceWith("nine", device);
    answer(device, Reaction.status(304).with("ETag", "\"nine\""));
    // when
    Reply reply = device.sync();
    // then
    checks.that(
        PLT_SYN_008,
        reply.outcome() == Reply.Outcome.DONE,
        "HTTP 304 with the tag of the device's document",
        reply.toString(),
        "done",
        "The document that the device has still holds.");
  }

  @Verifies(negative = PLT_SYN_013)
  void refuses_a_document_for_another_device(DeviceUnderTest device, Checks checks) {
    // given
    deviceWith("own", device);
    answer(device, Reaction.sync(DeviceGround.document(UUID.randomUUID()), "of-another"));
    // when
    device.sync();
    device.sync();
    // then
    tag(PLT_SYN_013, device, checks, "\"own\"", "Compare its device with the device's own id.");
  }

  @Verifies(positive = {PLT_SYN_013, PLT_SYN_011})
  void takes_a_document_for_itself(DeviceUnderTest device, Checks checks) {
    // given
    deviceWith("first", device);
    answer(device, Reaction.sync(DeviceGround.document(device.device()), "next"));
    device.sync();
    // when
    device.sync();
    // then
    tag(PLT_SYN_013, device, checks, "\"next\"", "A new document for this device counts.");
    tag(PLT_SYN_011, device, checks, "\"next\"", "It keeps to the table.");
  }

  private static void deviceWith(String tag, DeviceUnderTest device) {
    device.init();
    answer(device, Reaction.sync(DeviceGround.document(device.device()), tag));
    device.sync();
  }

  private static void answer(DeviceUnderTest device, Reaction reaction) {
    device.first().when(ScriptedServer.SYNC, reaction);
    device.second().when(ScriptedServer.SYNC, reaction);
  }

  /** The last request for the document carried exactly this tag; empty for none. */
  private static void tag(
      Requirement requirement, DeviceUnderTest device, Checks checks, String tag, String hint) {
    List<Exchange> asked = asked(device);
    checks.need(!asked.isEmpty(), "The device does not ask for its sync document");
    String sent =
        asked.get(asked.size() - 1).request().headers().stream()
            .filter(each -> each.name().equalsIgnoreCase("If-None-Match"))
            .map(Header::value)
            .findFirst()
            .orElse("");
    checks.that(
        requirement,
        sent.equals(tag),
        "adapter sync",
        "a request with " + named(sent),
        "a request with " + named(tag),
        hint);
  }

  private static String named(String tag) {
    return tag.isEmpty() ? "no If-None-Match" : "If-None-Match: " + tag;
  }

  private static List<Exchange> asked(DeviceUnderTest device) {
    return device.exchanges().stream()
        .filter(each -> each.request().uri().getPath().equals(ScriptedServer.SYNC))
        .toList();
  }
}

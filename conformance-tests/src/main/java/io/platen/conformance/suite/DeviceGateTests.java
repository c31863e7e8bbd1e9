package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_SEA_011;
import static io.platen.protocol.Requirement.PLT_SEA_012;
import static io.platen.protocol.Requirement.PLT_XML_030;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Identity;
import io.platen.conformance.wire.Tool;
import io.platen.protocol.Verifies;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import io.platen.protocol.sync.SyncDocument.Sealing;
import java.util.List;

/** What tools of others make of what a device sends. */
final class DeviceGateTests {
  @Verifies(positive = PLT_XML_030)
  void xmllint_finds_the_report_valid(DeviceUnderTest device, Checks checks) {
    try (Workshop shop = new Workshop()) {
      device.init();
      device.sync();
      device.report();
      shop.put("report.xml", last(device, checks).request().body().bytes());
      shop.putSchemas();
      Tool.Said said =
          shop.run(
              Workshop.XMLLINT, "--nonet", "--noout", "--schema", "protocol.xsd", "report.xml");
      checks.that(
          PLT_XML_030,
          said.status() == 0,
          "adapter report, then xmllint --schema protocol.xsd report.xml",
          said.shortly(),
          "report.xml validates",
          "The document must follow protocol.xsd; xmllint says where it does not.");
    }
  }

  @Verifies(positive = {PLT_SEA_011, PLT_SEA_012})
  void openssl_opens_an_envelope_and_verifies_its_signature(DeviceUnderTest device, Checks checks) {
    try (Workshop shop = new Workshop()) {
      device.init();
      Identity sealing = device.ground().sealer();
      DevicePlay.answer(device, ScriptedServer.SYNC, Reaction.sync(naming(device), "sealing"));
      device.sync();
      device.report();
      shop.put("envelope.der", last(device, checks).request().body().bytes());
      shop.putKey("sealing.key", sealing.key());
      shop.putPem("device.pem", device.ground().own().chain().get(0));
      Tool.Said opened = cms(shop, "-decrypt", "envelope.der", "-inkey", "sealing.key");
      checks.that(
          PLT_SEA_012,
          opened.status() == 0,
          "adapter report, then openssl cms -decrypt",
          opened.shortly(),
          "it opens the envelope",
          "AuthEnvelopedData (RFC 5083) with AES-256-GCM and ECDH on P-256.");
      Tool.Said verified =
          cms(shop, "-verify", "out.der", "-noverify", "-nointern", "-certfile", "device.pem");
      checks.that(
          PLT_SEA_011,
          verified.status() == 0,
          "the same, then openssl cms -verify",
          verified.shortly(),
          "the signature is by the device's key",
          "SignedData over the content, without certificates.");
    }
  }

  private static Tool.Said cms(Workshop shop, String what, String in, String... more) {
    String out = what.equals("-decrypt") ? "out.der" : "content";
    List<String> command =
        new java.util.ArrayList<>(
            List.of("cms", what, "-binary", "-inform", "DER", "-in", in, "-out", out));
    command.addAll(List.of(more));
    return shop.run(Workshop.OPENSSL, command.toArray(String[]::new));
  }

  private static SyncDocument naming(DeviceUnderTest device) {
    Sealing sealing = new Sealing(false, List.of(device.ground().sealing(true)));
    return new SyncDocument(
        device.device(), null, Policy.DEFAULT, List.of(), List.of(), sealing, null, null);
  }

  private static Exchange last(DeviceUnderTest device, Checks checks) {
    List<Exchange> all = DevicePlay.seen(device, ScriptedServer.REPORTS);
    checks.need(!all.isEmpty(), "The device sends no report");
    return all.get(all.size() - 1);
  }
}

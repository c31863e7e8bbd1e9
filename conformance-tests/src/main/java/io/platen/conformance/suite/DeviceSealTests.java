package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_SEA_001;
import static io.platen.protocol.Requirement.PLT_SEA_003;
import static io.platen.protocol.Requirement.PLT_SEA_004;
import static io.platen.protocol.Requirement.PLT_SEA_006;
import static io.platen.protocol.Requirement.PLT_SEA_010;
import static io.platen.protocol.Requirement.PLT_SEA_011;
import static io.platen.protocol.Requirement.PLT_SEA_012;
import static io.platen.protocol.Requirement.PLT_SEA_013;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.DeviceGround;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.protocol.Verifies;
import io.platen.protocol.sync.SyncDocument;
import io.platen.protocol.sync.SyncDocument.Sealing;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/** How a device seals its reports, and for whom. */
final class DeviceSealTests {
  private static final String ENVELOPE = "application/pkcs7-mime";
  private static final Duration LONG = Duration.ofHours(2);

  @Verifies(
      positive = {
        PLT_SEA_001,
        PLT_SEA_003,
        PLT_SEA_004,
        PLT_SEA_006,
        PLT_SEA_010,
        PLT_SEA_011,
        PLT_SEA_012,
        PLT_SEA_013
      },
      negative = {PLT_SEA_010, PLT_SEA_011, PLT_SEA_012, PLT_SEA_013})
  void seals_its_reports_for_the_certificate_that_it_is_named(
      DeviceUnderTest device, Checks checks) {
    // given
    told(device, "sealing", device.ground().sealing(true));
    // when
    device.report();
    // then
    Exchange last = last(device, checks);
    DevicePlay.all(
        checks,
        last.status() == 200,
        "a sync document with a certificate to seal for; adapter report",
        described(last),
        "an envelope that opens, with header, signature and encryption as chapter SEA has them",
        "The problem document in the transcript says what the server found.",
        PLT_SEA_010,
        PLT_SEA_011,
        PLT_SEA_012);
    DevicePlay.all(
        checks,
        isSealed(last),
        "a sync document with a certificate to seal for; adapter report",
        described(last),
        "Content-Type: application/pkcs7-mime; smime-type=authEnveloped-data",
        "Seal from the first report on after the certificate was named.",
        PLT_SEA_001,
        PLT_SEA_003,
        PLT_SEA_004,
        PLT_SEA_006,
        PLT_SEA_013);
  }

  @Verifies(negative = PLT_SEA_004)
  void seals_for_no_certificate_of_another_authority(DeviceUnderTest device, Checks checks) {
    // given
    told(device, "strange", device.ground().sealing(false));
    // when
    device.report();
    // then
    Exchange last = last(device, checks);
    checks.that(
        PLT_SEA_004,
        !isSealed(last),
        "a sealing certificate that an unknown authority has issued; adapter report",
        described(last),
        "no envelope for it",
        "Let nobody but the authorities that the device was given name a key.");
  }

  @Verifies(negative = PLT_SEA_003)
  void seals_on_when_no_certificate_is_named_any_more(DeviceUnderTest device, Checks checks) {
    // given
    told(device, "sealing", device.ground().sealing(true));
    device.report();
    checks.need(isSealed(last(device, checks)), "The device does not seal");
    DevicePlay.answer(
        device,
        ScriptedServer.SYNC,
        Reaction.sync(DeviceGround.document(device.device()), "no-more"));
    device.sync();
    device.letPass(LONG);
    // when
    device.report();
    // then
    Exchange last = last(device, checks);
    checks.that(
        PLT_SEA_003,
        isSealed(last),
        "a sync document that names no certificate any more; adapter report",
        described(last),
        "a sealed report",
        "Who can change the sync document must not be able to switch sealing off.");
  }

  @Verifies(negative = PLT_SEA_003)
  void seals_what_waits_before_it_sends_it(DeviceUnderTest device, Checks checks) {
    // given: a report that was captured before there was a certificate
    device.init();
    DevicePlay.answer(device, ScriptedServer.REPORTS, Reaction.status(503));
    device.report();
    name(device, "sealing", device.ground().sealing(true));
    device.sync();
    int before = DevicePlay.seen(device, ScriptedServer.REPORTS).size();
    DevicePlay.behave(device, ScriptedServer.REPORTS);
    device.letPass(LONG);
    // when
    device.report();
    // then
    List<Exchange> all = DevicePlay.seen(device, ScriptedServer.REPORTS);
    List<Exchange> after = all.subList(Math.min(before, all.size()), all.size());
    checks.need(!after.isEmpty(), "The device sends nothing more");
    checks.that(
        PLT_SEA_003,
        after.stream().allMatch(DeviceSealTests::isSealed),
        "a certificate named while a report waits; adapter report",
        after.stream().map(DeviceSealTests::described).toList().toString(),
        "sealed reports only",
        "Seal what waits as soon as there is somebody to seal for.");
  }

  @Verifies(negative = PLT_SEA_006)
  void seals_for_the_first_certificate_that_it_does_not_refuse(
      DeviceUnderTest device, Checks checks) {
    // given: a stranger's, the one whose key the server has, and one whose key nobody has
    device.init();
    DeviceGround ground = device.ground();
    name(device, "three", ground.sealing(false), ground.sealing(true), ground.otherSealing());
    device.sync();
    // when
    device.report();
    // then
    Exchange last = last(device, checks);
    checks.that(
        PLT_SEA_006,
        isSealed(last) && last.status() == 200,
        "three sealing certificates, of which the first is to be refused; adapter report",
        described(last),
        "an envelope for the second",
        "Take them in their order.");
  }

  @Verifies(negative = PLT_SEA_001)
  void seals_when_it_captures_and_not_when_it_sends(DeviceUnderTest device, Checks checks) {
    // given: a report that was sealed and waits
    told(device, "first", device.ground().sealing(true));
    DevicePlay.answer(device, ScriptedServer.REPORTS, Reaction.status(503));
    device.report();
    Exchange waiting = last(device, checks);
    checks.need(isSealed(waiting) && waiting.status() == 503, "The device does not seal");
    // when: another certificate is named
    name(device, "second", device.ground().otherSealing());
    device.sync();
    DevicePlay.behave(device, ScriptedServer.REPORTS);
    device.letPass(LONG);
    int before = DevicePlay.seen(device, ScriptedServer.REPORTS).size();
    device.report();
    // then
    List<Exchange> all = DevicePlay.seen(device, ScriptedServer.REPORTS);
    checks.need(all.size() > before, "The device sends nothing more");
    checks.that(
        PLT_SEA_001,
        all.get(before).request().body().equals(waiting.request().body()),
        "another certificate named while a sealed report waits; adapter report",
        described(all.get(before)),
        "the envelope of before, byte for byte",
        "Seal at once, so that the report never lies open.");
  }

  /** A device that is told for whom to seal. */
  private static void told(DeviceUnderTest device, String tag, X509Certificate... certificates) {
    device.init();
    name(device, tag, certificates);
    device.sync();
  }

  private static void name(DeviceUnderTest device, String tag, X509Certificate... certificates) {
    SyncDocument plain = DeviceGround.document(device.device());
    DevicePlay.answer(
        device,
        ScriptedServer.SYNC,
        Reaction.sync(
            new SyncDocument(
                plain.device(),
                null,
                plain.policy(),
                List.of(),
                List.of(),
                new Sealing(false, List.of(certificates)),
                null,
                null),
            tag));
  }

  private static Exchange last(DeviceUnderTest device, Checks checks) {
    List<Exchange> seen = DevicePlay.seen(device, ScriptedServer.REPORTS);
    checks.need(!seen.isEmpty(), "The device sends no report");
    return seen.get(seen.size() - 1);
  }

  private static boolean isSealed(Exchange exchange) {
    String type = DevicePlay.header(exchange.request(), "Content-Type").orElse("");
    return type.startsWith(ENVELOPE) && type.contains("smime-type=authEnveloped-data");
  }

  private static String described(Exchange exchange) {
    return "a report as "
        + DevicePlay.header(exchange.request(), "Content-Type").orElse("no type")
        + ", answered with "
        + exchange.status();
  }
}

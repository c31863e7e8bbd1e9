package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_SYN_044;
import static io.platen.protocol.Requirement.PLT_SYN_045;
import static io.platen.protocol.Requirement.PLT_SYN_046;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.printers.SuitePrinter;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.protocol.Verifies;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.sync.ListedProfile;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Printer profiles that the sync document lists, right and wrong ones. Each has the printer's count
 * at an object of its own, so what the device tells shows which of them it reads by. A device that
 * fetches none reads by none, and keeps all that stands here.
 */
final class DeviceProfileTests {
  private static final String PATH = "/download/v1/profiles/";
  private static final String COUNTS = "1.3.6.1.4.1.99999.3.";
  private static final long COUNT = 1_000_000;

  @Verifies(positive = PLT_SYN_044, negative = PLT_SYN_044)
  void takes_no_profile_of_other_bytes_than_are_listed(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinter printer = counting(device);
    device.init();
    ListedProfile other = listed(profile(4));
    serve(device, other, profile(4).replace("seen", "read"));
    ListedProfile longer = listed(profile(3));
    longer = new ListedProfile(longer.id(), 3, longer.sha256(), longer.length() + 1);
    serve(device, longer, profile(3));
    serve(device, listed(profile(2)), profile(2));
    // when
    long bySpoilt = readBy(device, printer, other);
    long byLonger = readBy(device, printer, longer);
    long byRight = readBy(device, printer, listed(profile(2)));
    // then
    checks.that(
        PLT_SYN_044,
        bySpoilt == 0 && byLonger == 0 && (byRight == 2 || !fetches(device)),
        "a profile 4 of other bytes than its SHA-256, a 3 of another length, and a right 2",
        "read by profile " + List.of(bySpoilt, byLonger, byRight) + ", where 0 is none of them",
        "none, none, 2",
        "Compare length and SHA-256 before anything else.");
  }

  @Verifies(positive = PLT_SYN_045, negative = PLT_SYN_045)
  void goes_on_with_its_profile_when_a_new_one_is_wrong(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinter printer = counting(device);
    device.init();
    String broken = profile(3).replace("<meter name=\"total-impressions\"", "<meter");
    serve(device, listed(profile(2)), profile(2));
    serve(device, listed(broken), broken);
    ListedProfile misnamed = listed(profile(4));
    misnamed = new ListedProfile("another", 5, misnamed.sha256(), misnamed.length());
    serve(device, misnamed, profile(4));
    // when
    long first = readBy(device, printer, listed(profile(2)));
    long byBroken = readBy(device, printer, listed(broken));
    long byMisnamed = readBy(device, printer, listed(profile(2)), misnamed);
    // then
    checks.that(
        PLT_SYN_045,
        (first == 2 || !fetches(device)) && byBroken == first && byMisnamed == first,
        "a right profile 2; a 3 whose meter has no name; and a 4 that is listed as another, 5",
        "read by profile " + List.of(first, byBroken, byMisnamed) + ", where 0 is none of them",
        "2 each time",
        "A profile that is refused changes nothing.");
  }

  @Verifies(positive = PLT_SYN_046, negative = PLT_SYN_046)
  void sets_a_profile_aside_that_is_listed_no_more(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinter printer = counting(device);
    device.init();
    serve(device, listed(profile(2)), profile(2));
    // when
    long first = readBy(device, printer, listed(profile(2)));
    long still = readBy(device, printer, listed(profile(2)));
    long none = readBy(device, printer);
    // then
    checks.that(
        PLT_SYN_046,
        (first == 2 || !fetches(device)) && still == first && none == 0,
        "a profile 2, twice, and then none",
        "read by profile " + List.of(first, still, none) + ", where 0 is none of them",
        "2, 2, none",
        "The list is whole: what is not in it does not hold.");
  }

  private static SuitePrinter counting(DeviceUnderTest device) {
    SuitePrinter printer = device.printers().add();
    for (int version = 2; version <= 4; version++) {
      printer.count(COUNTS + version + ".0", COUNT * version);
    }
    return printer;
  }

  private static void serve(DeviceUnderTest device, ListedProfile listed, String profile) {
    Map<String, String> headers = Map.of("Content-Type", "application/vnd.platen+xml");
    DevicePlay.answer(device, PATH + listed.sha256(), new Reaction(200, headers, Body.of(profile)));
  }

  private static boolean fetches(DeviceUnderTest device) {
    return device.exchanges().stream()
        .anyMatch(each -> each.request().uri().getPath().startsWith(PATH));
  }

  /** The version of the profile by which the printer is read when these are listed. */
  private static long readBy(
      DeviceUnderTest device, SuitePrinter printer, ListedProfile... listed) {
    PrinterPlay.tell(
        device,
        new SyncDocument(
            device.device(),
            null,
            Policy.DEFAULT,
            List.of(PrinterPlay.all(device)),
            List.of(listed)));
    PrinterPlay.report(device);
    return PrinterPlay.told(device, printer)
            .map(PrinterReport::meters)
            .flatMap(
                meters ->
                    meters.stream().map(Meter::value).filter(DeviceProfileTests::isOwn).findFirst())
            .orElse(0L)
        / COUNT;
  }

  private static boolean isOwn(long count) {
    return count >= COUNT;
  }

  private static String profile(int version) {
    return String.format(
        Locale.ROOT,
        """
        <profile xmlns="urn:platen:printer-profile:1" id="conformance" version="%d" maker="Invented">
          <sources><source id="seen" confidence="low">Invented for this suite</source></sources>
          <recognise from="seen"><objectId prefix="1.3.6.1.4.1.99999"/></recognise>
          <meter name="total-impressions" from="seen"><object oid="%s%d.0"/></meter>
        </profile>
        """,
        version,
        COUNTS,
        version);
  }

  private static ListedProfile listed(String profile) {
    byte[] bytes = profile.getBytes(StandardCharsets.UTF_8);
    int version = Integer.parseInt(profile.replaceFirst("(?s).* version=\"([0-9]+)\".*", "$1"));
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      String sha256 = HexFormat.of().formatHex(digest);
      return new ListedProfile("conformance", version, sha256, bytes.length);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}

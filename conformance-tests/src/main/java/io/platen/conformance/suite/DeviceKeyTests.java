package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_GEN_011;
import static io.platen.protocol.Requirement.PLT_PRV_001;
import static io.platen.protocol.Requirement.PLT_RPT_027;
import static io.platen.protocol.Requirement.PLT_RPT_028;
import static io.platen.protocol.Requirement.PLT_RPT_030;
import static io.platen.protocol.Requirement.PLT_RPT_031;
import static io.platen.protocol.Requirement.PLT_RPT_048;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.printers.PrinterMib;
import io.platen.conformance.printers.SuitePrinter;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.Policy.Limits;
import io.platen.protocol.sync.Policy.MaskKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which printer a report is about, and how all of them get into reports (chapter RPT). */
final class DeviceKeyTests {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Pattern TOKEN = Pattern.compile("token=\"([^\"]+)\"");

  @Verifies(
      positive = {PLT_RPT_030, PLT_RPT_031, PLT_RPT_048},
      negative = {PLT_RPT_030, PLT_RPT_031, PLT_RPT_048})
  void knows_a_printer_by_its_serial_or_its_hardware_address(
      DeviceUnderTest device, Checks checks) {
    // given: one with a serial, and one with a filler in its place
    SuitePrinter named = device.printers().add();
    SuitePrinter filler = device.printers().add().set(PrinterMib.SERIAL, "UNKNOWN");
    device.init();
    PrinterPlay.look(device, PrinterPlay.range("two", named, filler));
    PrinterPlay.report(device);
    String bySerial = key(device, named);
    String byMac = key(device, filler);
    // when: a device that is installed anew meets both at other addresses
    SuitePrinter moved = device.printers().add();
    SuitePrinter movedToo = device.printers().add().set(PrinterMib.SERIAL, "UNKNOWN");
    moved.set(PrinterMib.SERIAL, named.find(PrinterMib.SERIAL).orElseThrow());
    movedToo.set(PrinterMib.MAC, filler.find(PrinterMib.MAC).orElseThrow());
    device.init();
    PrinterPlay.look(device, PrinterPlay.range("moved", moved, movedToo));
    PrinterPlay.report(device);
    // then
    String sent = "a serial that was met elsewhere; the filler UNKNOWN with a MAC that was";
    String received = bySerial + " and " + byMac + ", then " + keys(device);
    checks.that(
        PLT_RPT_030,
        !bySerial.isEmpty()
            && !byMac.isEmpty()
            && bySerial.equals(key(device, moved))
            && byMac.equals(key(device, movedToo)),
        sent + "; adapter init, report",
        received,
        "the same keys as before",
        "Make the key of the serial, else of the hardware address; never of both.");
    // when: less and other than before is read of them
    moved.drop(PrinterMib.SERIAL);
    movedToo.set(PrinterMib.SERIAL, "LATE-4711");
    device.letPass(HOUR);
    PrinterPlay.report(device);
    // then
    checks.that(
        PLT_RPT_048,
        Set.copyOf(keys(device)).equals(Set.of(bySerial, byMac)),
        "the first has no serial any more, the second has one now; adapter report",
        keys(device).toString(),
        "the same keys as before",
        "Remember by which key a printer is known, with all that is known of it.");
    // given: two that claim one serial
    SuitePrinter one = device.printers().add().set(PrinterMib.SERIAL, "TWICE-01");
    SuitePrinter other = device.printers().add().set(PrinterMib.SERIAL, "TWICE-01");
    device.init();
    PrinterPlay.look(device, PrinterPlay.range("twins", one, other));
    PrinterPlay.report(device);
    PrinterPlay.report(device);
    // then
    checks.that(
        PLT_RPT_031,
        !key(device, one).isEmpty()
            && !key(device, other).isEmpty()
            && !key(device, one).equals(key(device, other)),
        "two printers with one serial and different hardware addresses; adapter report",
        keys(device).toString(),
        "two keys",
        "Where a serial comes twice in one round, tell them apart by the hardware address.");
  }

  /** Empty where the device has told nothing of it. */
  private static String key(DeviceUnderTest device, SuitePrinter printer) {
    return PrinterPlay.told(device, printer).map(PrinterReport::key).orElse("");
  }

  private static List<String> keys(DeviceUnderTest device) {
    return PrinterPlay.told(device).stream().map(PrinterReport::key).toList();
  }

  @Verifies(
      positive = {PLT_RPT_027, PLT_RPT_028},
      negative = {PLT_RPT_027, PLT_RPT_028})
  void tells_of_all_it_watches_and_of_those_that_it_does_not(
      DeviceUnderTest device, Checks checks) {
    // given: one printer goes into a report
    SuitePrinter first = device.printers().add();
    device.printers().add();
    SuitePrinter last = device.printers().add();
    device.init();
    PrinterPlay.look(device, few(), PrinterPlay.range("three", first, last));
    // when
    PrinterPlay.report(device);
    // then
    List<Report> all = PrinterPlay.reports(device);
    String sent = "three printers, and printersPerReport=1; adapter report";
    checks.that(
        PLT_RPT_027,
        keys(device).size() == 3
            && all.stream().allMatch(each -> each.printers().size() <= 1)
            && isChain(all),
        sent,
        all.stream().map(DeviceKeyTests::line).toList().toString(),
        "a full report with one, then a delta with each of the others, on the one before it",
        "Split what does not fit: a full report, then deltas.");
    // when
    String gone = key(device, last);
    PrinterPlay.look(device, few(), PrinterPlay.range("three", first, last, last.address()));
    device.letPass(HOUR);
    PrinterPlay.report(device);
    // then
    Set<String> removed =
        PrinterPlay.reports(device).stream()
            .flatMap(each -> each.removed().stream())
            .collect(Collectors.toSet());
    checks.that(
        PLT_RPT_028,
        !gone.isEmpty() && removed.equals(Set.of(gone)),
        "the same entry without one of them; adapter report",
        "removed: " + removed,
        "removed: " + gone,
        "Name in the next delta whom you watch no more, and nobody else.");
  }

  private static Policy few() {
    Limits by = Limits.DEFAULT;
    Limits limits =
        new Limits(
            by.bodyBytes(),
            1,
            by.outboxBytes(),
            by.outboxAge(),
            by.packetsPerSecond(),
            by.bytesPerMinute());
    return new Policy(false, Policy.Schedule.DEFAULT, limits, Map.of());
  }

  private static boolean isChain(List<Report> all) {
    for (int i = 1; i < all.size(); i++) {
      Long base = all.get(i).base();
      if (base == null || base != all.get(i - 1).sequence()) {
        return false;
      }
    }
    return all.size() >= 3 && all.get(0).kind() == Report.Kind.FULL;
  }

  private static String line(Report report) {
    return report.kind() + " " + report.sequence() + " with " + report.printers().size();
  }

  @Verifies(positive = PLT_PRV_001, negative = PLT_PRV_001)
  void hides_a_value_wherever_it_stands(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinter printer = device.printers().add();
    String serial = printer.find(PrinterMib.SERIAL).orElseThrow().toString();
    printer.set(PrinterMib.SYS_LOCATION, "Behind " + serial.toLowerCase(Locale.ROOT) + "!");
    printer.set(PrinterMib.SYS_NAME, "lp-" + serial);
    device.init();
    Policy policy =
        new Policy(
            false, Policy.Schedule.DEFAULT, Policy.Limits.DEFAULT, Map.of("serial", MaskKind.OMIT));
    PrinterPlay.look(device, policy, PrinterPlay.all(device));
    // when
    PrinterPlay.report(device);
    // then
    List<ReportSeen> all = ReportSeen.by(device);
    boolean shown =
        all.stream()
            .map(each -> each.body().text().toLowerCase(Locale.ROOT))
            .anyMatch(each -> each.contains(serial.toLowerCase(Locale.ROOT)));
    Optional<String> location =
        PrinterPlay.told(device, printer)
            .flatMap(each -> Optional.ofNullable(each.identity()))
            .flatMap(each -> Optional.ofNullable(each.location()));
    checks.that(
        PLT_PRV_001,
        !shown && location.filter("Behind *!"::equals).isPresent(),
        "serial=omit, and the serial in location and host name, in two cases; adapter report",
        "the serial is in a report: " + shown + ", the location is " + location.orElse("none"),
        "no serial anywhere, the location \"Behind *!\"",
        "Look for what is masked in all texts of the printer, in whatever case.");
  }

  @Verifies(positive = PLT_GEN_011, negative = PLT_GEN_011)
  void uses_tokens_of_the_registries_alone(DeviceUnderTest device, Checks checks) {
    // given: a printer that numbers its supplies by none of the known types and units
    SuitePrinter printer = device.printers().add();
    PrinterMib.supply(printer, 2, 3, 99, "Something", 99, 100, 50);
    PrinterMib.supply(printer, 3, 4, 4, "Box", 19, 100, 50);
    device.init();
    PrinterPlay.look(device, PrinterPlay.all(device));
    // when
    PrinterPlay.report(device);
    // then
    List<String> strange = new ArrayList<>();
    int seen = 0;
    for (PrinterReport each : PrinterPlay.told(device)) {
      for (Meter meter : Optional.ofNullable(each.meters()).orElse(List.of())) {
        add(strange, "meters", meter.name());
        add(strange, "units", meter.unit());
        seen++;
      }
      for (Supply supply : Optional.ofNullable(each.supplies()).orElse(List.of())) {
        add(strange, "supply-types", supply.type());
        seen++;
      }
    }
    checks.need(seen > 1, "The device tells of no meter and no supply");
    checks.that(
        PLT_GEN_011,
        strange.isEmpty(),
        "a printer with a supply of type 99 in the unit 99; adapter report",
        strange.isEmpty() ? seen + " meters and supplies" : strange.toString(),
        "tokens of the registries, or such as begin with other- or x-",
        "Map what a printer says to registered tokens; what fits none begins with other-.");
  }

  private static void add(List<String> strange, String registry, String token) {
    boolean own = token.startsWith("other-") || token.startsWith("x-");
    if (!own && !tokens(registry).contains(token)) {
      strange.add(token + " is not in " + registry);
    }
  }

  private static Set<String> tokens(String registry) {
    String file = "/io/platen/protocol/registry/" + registry + ".xml";
    try (InputStream in = Report.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("There is no registry " + registry);
      }
      Matcher found = TOKEN.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      Set<String> all = new HashSet<>();
      while (found.find()) {
        all.add(found.group(1));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_RPT_020;
import static io.platen.protocol.Requirement.PLT_RPT_021;
import static io.platen.protocol.Requirement.PLT_RPT_032;
import static io.platen.protocol.Requirement.PLT_RPT_033;
import static io.platen.protocol.Requirement.PLT_RPT_044;
import static io.platen.protocol.Requirement.PLT_RPT_046;
import static io.platen.protocol.Requirement.PLT_RPT_047;
import static io.platen.protocol.Requirement.PLT_RPT_049;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.printers.PrinterMib;
import io.platen.conformance.printers.SuitePrinter;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.report.PrinterReport;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a device makes of levels, counts and alerts (chapter RPT). */
final class DeviceLevelTests {
  private static final int CONSUMED = 3;
  private static final int FILLED = 4;
  private static final int TONER = 3;
  private static final int WASTE = 4;
  private static final int PERCENT = 19;
  private static final Duration HOUR = Duration.ofHours(1);

  @Verifies(
      positive = {PLT_RPT_020, PLT_RPT_021, PLT_RPT_049},
      negative = {PLT_RPT_020, PLT_RPT_021, PLT_RPT_049})
  void tells_levels_as_the_printer_has_them(DeviceUnderTest device, Checks checks) {
    // given: one supply of each kind of level, RFC 3805's special numbers among them
    SuitePrinter printer = device.printers().add();
    PrinterMib.supply(printer, 2, CONSUMED, TONER, "Some", PERCENT, 100, -3);
    PrinterMib.supply(printer, 3, CONSUMED, TONER, "Unknown", PERCENT, 100, -2);
    PrinterMib.supply(printer, 4, CONSUMED, TONER, "Unlimited", PERCENT, 100, -1);
    PrinterMib.supply(printer, 5, FILLED, WASTE, "Box", PERCENT, 100, 30);
    // when
    begin(device);
    PrinterPlay.report(device);
    // then
    List<String> levels = List.of(1, 2, 3, 4).stream().map(row -> level(device, row)).toList();
    String sent = "supplies with the levels 54 of 100, -3, -2 and -1; adapter report";
    String hint = "-1 is unlimited, -2 unknown, -3 some: no number goes on the wire.";
    boolean right = levels.equals(List.of("54 of 100", "some", "unknown", "unlimited"));
    String expected = "54 of 100, some, unknown, unlimited";
    checks.that(PLT_RPT_020, right, sent, levels.toString(), expected, hint);
    boolean numbers = levels.stream().skip(1).anyMatch(each -> each.matches(".*[0-9].*"));
    checks.that(PLT_RPT_021, !numbers, sent, levels.toString(), expected, hint);
    checks.that(
        PLT_RPT_049,
        level(device, 5).equals("30 of 100"),
        "a receptacle (prtMarkerSuppliesClass 4) with the level 30 of 100; adapter report",
        level(device, 5),
        "30 of 100: there is room for so much",
        "The level of a receptacle is what still goes into it.");
  }

  /** In words, by the row of its table. */
  private static String level(DeviceUnderTest device, int row) {
    return supplies(device).stream()
        .filter(each -> each.index().endsWith("." + row) || each.index().equals("" + row))
        .map(each -> words(each.level()))
        .findFirst()
        .orElse("none");
  }

  private static String words(SupplyLevel level) {
    if (level instanceof SupplyLevel.Measured some) {
      return some.amount() + (some.capacity() == null ? "" : " of " + some.capacity());
    }
    return level instanceof SupplyLevel.SomeRemaining
        ? "some"
        : level instanceof SupplyLevel.Unknown ? "unknown" : "unlimited";
  }

  @Verifies(
      positive = {PLT_RPT_032, PLT_RPT_033, PLT_RPT_044},
      negative = {PLT_RPT_032, PLT_RPT_033, PLT_RPT_044})
  void tells_each_markers_count_and_since_when_it_counts(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinter printer = device.printers().add();
    printer.set(PrinterMib.MARKERS + ".3.1.2", 7).count(PrinterMib.MARKERS + ".4.1.2", 5_000);
    begin(device);
    // when
    device.report();
    // then
    List<Meter> all = meters(device);
    String sent = "two markers that count 1000 and 5000; adapter report";
    checks.that(
        PLT_RPT_032,
        all.stream().noneMatch(each -> each.value() == 6_000)
            && values(all).containsAll(Set.of(1_000L, 5_000L)),
        sent,
        all.toString(),
        "1000 and 5000, and no sum",
        "Markers count different things: what one did, the other did not.");
    Set<String> markers =
        all.stream()
            .filter(each -> each.value() == 1_000 || each.value() == 5_000)
            .map(Meter::marker)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    checks.that(
        PLT_RPT_033,
        markers.size() == 2,
        sent,
        "the markers " + markers,
        "the index of each marker",
        "Name the marker where a printer has several.");
    // when: one falls, and goes on
    printer.count(PrinterMib.MARKERS + ".4.1.2", 3);
    device.letPass(HOUR);
    device.report();
    Optional<PrinterReport> fell = only(device);
    printer.count(PrinterMib.MARKERS + ".4.1.2", 4);
    device.letPass(HOUR);
    device.report();
    // then
    Optional<Meter> now = meters(device).stream().filter(each -> each.value() == 4).findFirst();
    boolean since =
        now.isPresent() && fell.isPresent() && fell.get().read().equals(now.get().since());
    boolean others =
        meters(device).stream().anyMatch(each -> each.value() == 1_000 && each.since() == null);
    checks.that(
        PLT_RPT_044,
        since && others,
        "a count that falls from 5000 to 3, then 4; adapter report each time",
        meters(device).toString() + ", read at " + fell.map(PrinterReport::read),
        "that one since the reading in which it fell, the other without since",
        "Keep when a count was seen to fall, and tell it from then on.");
  }

  private static Set<Long> values(List<Meter> meters) {
    return meters.stream().map(Meter::value).collect(Collectors.toSet());
  }

  @Verifies(
      positive = {PLT_RPT_046, PLT_RPT_047},
      negative = {PLT_RPT_046, PLT_RPT_047})
  void tells_no_alert_that_nothing_else_speaks_for(DeviceUnderTest device, Checks checks) {
    // given: a jam, a tray that is missing, and a toner at 54 % that is said to be low
    SuitePrinter printer = device.printers().add();
    begin(device); // it may read already
    PrinterMib.alert(printer, 1, 3, 13, 8, "Jam");
    PrinterMib.alert(printer, 2, 4, 8, 801, "No tray");
    PrinterMib.alert(printer, 3, 4, 11, 1104, "Toner low");
    // when
    PrinterPlay.report(device);
    List<Integer> first = codes(device);
    device.letPass(HOUR);
    PrinterPlay.report(device);
    List<Integer> second = codes(device);
    // then
    String sent = "alerts 8 (critical), 801 and 1104 with a toner at 54 %; adapter report, twice";
    String received = first + ", then " + second;
    checks.that(
        PLT_RPT_046,
        first.contains(8) && !first.contains(801) && second.contains(801),
        sent,
        received,
        "8 at once, 801 from the second reading on",
        "Wait for something that says the same: status, level, or the reading before.");
    checks.that(
        PLT_RPT_047,
        !first.contains(1104) && !second.contains(1104),
        sent,
        received,
        "no 1104: the level says the opposite",
        "A level above 50 % denies that a supply is low.");
    // given: the same toner is said to be empty
    printer.drop(PrinterMib.ALERTS);
    PrinterMib.alert(printer, 4, 3, 11, 1101, "Toner empty");
    // when
    device.letPass(HOUR);
    PrinterPlay.report(device);
    device.letPass(HOUR);
    PrinterPlay.report(device);
    // then
    checks.that(
        PLT_RPT_047,
        codes(device).contains(1101) && level(device, 1).equals("unknown"),
        "alert 1101 with that toner at 54 %; adapter report, twice",
        codes(device) + ", the level " + level(device, 1),
        "1101, and the level unknown",
        "What its printer holds for empty does not print: the number is nothing to order by.");
  }

  private static void begin(DeviceUnderTest device) {
    device.init();
    PrinterPlay.look(device, PrinterPlay.all(device));
  }

  private static Optional<PrinterReport> only(DeviceUnderTest device) {
    return PrinterPlay.told(device).stream().findFirst();
  }

  private static List<Supply> supplies(DeviceUnderTest device) {
    return only(device).map(PrinterReport::supplies).orElse(List.of());
  }

  private static List<Meter> meters(DeviceUnderTest device) {
    return only(device).map(PrinterReport::meters).orElse(List.of());
  }

  private static List<Integer> codes(DeviceUnderTest device) {
    List<PrinterAlert> alerts = only(device).map(PrinterReport::alerts).orElse(List.of());
    return alerts.stream().map(PrinterAlert::code).toList();
  }
}

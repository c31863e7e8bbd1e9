package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_SYN_020;
import static io.platen.protocol.Requirement.PLT_SYN_021;
import static io.platen.protocol.Requirement.PLT_SYN_038;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.printers.SuitePrinter;
import io.platen.conformance.printers.SuitePrinters;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.sync.DiscoveryEntry;
import java.util.List;

/** Where a device looks for printers, and which it goes on reading (chapter SYN). */
final class DeviceSearchTests {
  @Verifies(positive = PLT_SYN_020, negative = PLT_SYN_020)
  void looks_where_its_entries_say_and_nowhere_else(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinters printers = device.printers();
    SuitePrinter named = printers.add();
    SuitePrinter beside = printers.add();
    device.init();
    // when
    DiscoveryEntry entry = PrinterPlay.range("named", named, named);
    PrinterPlay.look(device, entry);
    PrinterPlay.report(device);
    // then
    checks.that(
        PLT_SYN_020,
        PrinterPlay.told(device, named).isPresent(),
        "an entry for " + named + "; adapter report",
        found(device),
        "this one",
        "Ask each address of an entry at the port that it names.");
    checks.that(
        PLT_SYN_020,
        beside.asked().isEmpty(),
        "a printer that no entry names, at the address after it",
        "there came " + beside.asked(),
        "nothing",
        "Send nothing to an address that no entry names.");
  }

  @Verifies(positive = PLT_SYN_021, negative = PLT_SYN_021)
  void leaves_alone_what_an_entry_excludes(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinters printers = device.printers();
    SuitePrinter before = printers.add();
    SuitePrinter excluded = printers.add();
    SuitePrinter after = printers.add();
    device.init();
    // when
    PrinterPlay.look(device, PrinterPlay.range("most", before, after, excluded.address()));
    PrinterPlay.report(device);
    // then
    checks.that(
        PLT_SYN_021,
        excluded.asked().isEmpty(),
        "an entry for " + printers.range() + " without " + excluded.address(),
        "there came " + excluded.asked(),
        "nothing",
        "Look at the exclusions of an entry before anything is sent.");
    checks.that(
        PLT_SYN_021,
        PrinterPlay.told(device, before).isPresent() && PrinterPlay.told(device, after).isPresent(),
        "the same",
        found(device),
        "those before and after it",
        "An exclusion takes away what it names, and no more.");
  }

  @Verifies(positive = PLT_SYN_038, negative = PLT_SYN_038)
  void reads_what_it_has_found_for_as_long_as_an_entry_names_it(
      DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinters printers = device.printers();
    SuitePrinter stays = printers.add();
    SuitePrinter goes = printers.add();
    device.init();
    PrinterPlay.look(device, PrinterPlay.range("both", stays, goes));
    PrinterPlay.report(device);
    checks.need(PrinterPlay.told(device).size() == 2, "The device does not find two printers");
    // when
    device.restart();
    PrinterPlay.report(device);
    boolean both = PrinterPlay.isTold(device, stays) && PrinterPlay.isTold(device, goes);
    PrinterPlay.look(device, PrinterPlay.range("both", stays, goes, goes.address()));
    goes.forget();
    PrinterPlay.report(device);
    // then
    checks.that(
        PLT_SYN_038,
        both,
        "an entry with two printers; adapter report, restart, report",
        "the newest counts of both: " + both,
        "the newest counts of both",
        "Keep what was found, and read all of it in each cycle.");
    checks.that(
        PLT_SYN_038,
        goes.asked().isEmpty() && PrinterPlay.isTold(device, stays),
        "the same entry that excludes one of them now; adapter report",
        "to that one there came "
            + goes.asked()
            + "; the newest count of the other: "
            + PrinterPlay.isTold(device, stays),
        "nothing, and the newest count of the other",
        "Before a printer is read, look whether an entry still names it.");
  }

  private static String found(DeviceUnderTest device) {
    List<String> addresses =
        PrinterPlay.told(device).stream()
            .map(PrinterReport::identity)
            .map(each -> each == null ? "?" : String.valueOf(each.address()))
            .toList();
    return "it tells of printers at " + addresses;
  }
}

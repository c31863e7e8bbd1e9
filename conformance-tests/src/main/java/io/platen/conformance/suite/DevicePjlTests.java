package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_SYN_029;
import static io.platen.protocol.Requirement.PLT_SYN_034;
import static io.platen.protocol.Requirement.PLT_SYN_035;
import static io.platen.protocol.Requirement.PLT_SYN_036;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.printers.PrinterMib;
import io.platen.conformance.printers.PrinterPort;
import io.platen.conformance.printers.SuitePrinter;
import io.platen.conformance.printers.SuitePrinters;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.Kind;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What comes to the print ports of printers, which print what they do not take as PJL. A device
 * without PJL sends nothing there, and keeps all that stands here.
 */
final class DevicePjlTests {
  private static final Set<String> BOTH = Set.of("snmp", "pjl");
  private static final Set<String> SNMP = Set.of("snmp");
  private static final String SPEAKS = "MFG:Invented;CMD:PJL,PCL;MDL:Example 1;";
  private static final String SILENT = "MFG:Invented;CMD:PCL,POSTSCRIPT;MDL:Example 1;";
  private static final String EXIT = "\u001b%-12345X";

  @Verifies(positive = PLT_SYN_034, negative = PLT_SYN_034)
  void connects_to_no_print_port_of_what_is_unknown_or_prints(
      DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinters printers = device.printers().atUsualPort();
    SuitePrinter unknown = sparse(printers, SPEAKS).noPrinter();
    PrinterPort first = printPort(unknown, checks);
    SuitePrinter prints = sparse(printers, SPEAKS).set(PrinterMib.PRINTER_STATUS, 4);
    PrinterPort second = printPort(prints, checks);
    SuitePrinter idle = sparse(printers, SPEAKS);
    PrinterPort third = printPort(idle, checks);
    device.init();
    // when
    PrinterPlay.look(
        device,
        DeviceReaderTests.host("a", unknown, BOTH),
        DeviceReaderTests.host("b", prints, BOTH),
        DeviceReaderTests.host("c", idle, BOTH));
    PrinterPlay.report(device);
    // then
    checks.that(
        PLT_SYN_034,
        first.connections() == 0 && second.connections() == 0,
        "three hosts with readers=\"snmp pjl\": no printer, one that prints, one that is idle",
        "connections to port 9100: "
            + List.of(first.connections(), second.connections(), third.connections()),
        "none to the first two",
        "While somebody talks to a print port nobody can print.");
  }

  @Verifies(positive = PLT_SYN_035, negative = PLT_SYN_035)
  void sends_pjl_to_whom_its_command_set_or_its_name_allows(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinters printers = device.printers().atUsualPort();
    SuitePrinter other = sparse(printers, SILENT);
    PrinterPort first = printPort(other, checks);
    SuitePrinter nothing = sparse(printers, "");
    PrinterPort second = printPort(nothing, checks);
    SuitePrinter speaks = sparse(printers, SPEAKS);
    PrinterPort third = printPort(speaks, checks);
    SuitePrinter named = sparse(printers, SILENT);
    PrinterPort fourth = printPort(named, checks);
    device.init();
    // when
    PrinterPlay.look(
        device, range(other, speaks, BOTH), DeviceReaderTests.host("named", named, BOTH));
    PrinterPlay.report(device);
    // then
    boolean has = third.connections() > 0;
    checks.that(
        PLT_SYN_035,
        first.connections() == 0 && second.connections() == 0 && (fourth.connections() > 0) == has,
        "readers=\"snmp pjl\": a range of printers without PJL in CMD, without an IEEE 1284 id and"
            + " with PJL in CMD, and a host without",
        "connections to port 9100: "
            + List.of(
                first.connections(),
                second.connections(),
                third.connections(),
                fourth.connections()),
        "none to the first two; where there are any to the third, to the fourth too",
        "What does not take PJL prints it.");
  }

  @Verifies(positive = PLT_SYN_036, negative = PLT_SYN_036)
  void says_echo_and_info_alone_between_two_exits(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinter printer = sparse(device.printers().atUsualPort(), SPEAKS);
    PrinterPort port = printPort(printer, checks);
    device.init();
    // when
    PrinterPlay.look(device, DeviceReaderTests.host("a", printer, BOTH));
    PrinterPlay.report(device);
    // then
    List<String> received = port.received();
    checks.that(
        PLT_SYN_036,
        received.stream().allMatch(DevicePjlTests::isHarmless),
        "a host with readers=\"snmp pjl\"",
        "to port 9100 came "
            + received.stream().map(each -> each.replace("\u001b", "ESC")).toList(),
        "ECHO and INFO, between ESC%-12345X and ESC%-12345X",
        "Leave the language of the printer as it was found.");
  }

  private static boolean isHarmless(String text) {
    return text.isEmpty()
        || (text.startsWith(EXIT)
            && text.endsWith(EXIT)
            && text.replace(EXIT, "").matches("(@PJL (ECHO|INFO) [^\r\n]*\r?\n)*"));
  }

  @Verifies(positive = PLT_SYN_029, negative = PLT_SYN_029)
  void goes_by_the_readers_of_the_smallest_entry(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinters printers = device.printers().atUsualPort();
    SuitePrinter less = sparse(printers, SPEAKS);
    PrinterPort first = printPort(less, checks);
    SuitePrinter usual = sparse(printers, SPEAKS);
    PrinterPort second = printPort(usual, checks);
    SuitePrinter more = sparse(printers, SPEAKS);
    PrinterPort third = printPort(more, checks);
    device.init();
    // when
    PrinterPlay.look(
        device,
        range(less, usual, BOTH),
        DeviceReaderTests.host("less", less, SNMP),
        PrinterPlay.range("plain", usual, more),
        DeviceReaderTests.host("usual", usual, BOTH),
        DeviceReaderTests.host("more", more, BOTH));
    PrinterPlay.report(device);
    // then
    boolean has = second.connections() > 0;
    checks.that(
        PLT_SYN_029,
        first.connections() == 0 && (third.connections() > 0) == has,
        "a range with readers=\"snmp pjl\" and in it a host with \"snmp\"; a range with \"snmp\" and"
            + " in it hosts with \"snmp pjl\"",
        "connections to port 9100: "
            + List.of(first.connections(), second.connections(), third.connections()),
        "none to the first host; to the others both, or none without PJL",
        "Of the entries around a printer the one with the fewest addresses counts.");
  }

  static PrinterPort printPort(SuitePrinter printer, Checks checks) {
    Optional<PrinterPort> port = printer.takes(PrinterPort.PRINT);
    checks.need(
        port.isPresent(),
        "Something else on this machine listens at TCP port 9100 of all addresses");
    return port.orElseThrow();
  }

  /** A printer that leaves PJL something to ask for: it counts nothing. */
  private static SuitePrinter sparse(SuitePrinters printers, String deviceId) {
    SuitePrinter printer = printers.add().drop(PrinterMib.MARKERS);
    return deviceId.isEmpty() ? printer : printer.set(PrinterMib.DEVICE_ID, deviceId);
  }

  private static DiscoveryEntry range(SuitePrinter first, SuitePrinter last, Set<String> readers) {
    SnmpAccess access = new SnmpAccess(SnmpAccess.Version.V2C, "public", first.port());
    return new DiscoveryEntry(
        "range", Kind.RANGE, SuitePrinters.range(first, last), List.of(), List.of(access), readers);
  }
}

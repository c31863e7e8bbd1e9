package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_SYN_023;
import static io.platen.protocol.Requirement.PLT_SYN_024;
import static io.platen.protocol.Requirement.PLT_SYN_027;
import static io.platen.protocol.Requirement.PLT_SYN_028;
import static io.platen.protocol.Requirement.PLT_SYN_037;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.printers.Asked;
import io.platen.conformance.printers.SuitePrinter;
import io.platen.conformance.printers.SuitePrinters;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.Kind;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a device asks printers, and how often it looks for them (chapter SYN). */
final class DeviceReaderTests {
  @Verifies(positive = PLT_SYN_023, negative = PLT_SYN_023)
  void leaves_out_an_entry_that_it_cannot_understand(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinters printers = device.printers();
    SuitePrinter named = printers.add();
    SuitePrinter around = printers.add();
    device.init();
    // when
    DiscoveryEntry strange =
        new DiscoveryEntry(
            "strange",
            Kind.NETWORK,
            around.address() + "/99",
            List.of(),
            List.of(snmp(printers)),
            Set.of("snmp"));
    PrinterPlay.look(device, strange, PrinterPlay.range("right", named, named));
    PrinterPlay.report(device);
    // then
    checks.that(
        PLT_SYN_023,
        PrinterPlay.told(device, named).isPresent() && around.asked().isEmpty(),
        "an entry for the network " + strange.target() + ", and one for " + named,
        PrinterPlay.told(device).size()
            + " printers told of; to "
            + around.address()
            + " there came "
            + around.asked(),
        "the printer of the second one, and nothing sent for the first",
        "An entry that cannot be understood takes nothing away from the others.");
  }

  @Verifies(positive = PLT_SYN_024, negative = PLT_SYN_024)
  void reads_and_never_writes(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinter printer = device.printers().add();
    device.init();
    // when
    PrinterPlay.look(device, PrinterPlay.all(device));
    PrinterPlay.report(device);
    PrinterPlay.report(device);
    // then
    List<Asked> others = printer.asked().stream().filter(each -> !each.reads()).toList();
    checks.that(
        PLT_SYN_024,
        others.isEmpty() && PrinterPlay.told(device, printer).isPresent(),
        "an entry for " + printer + "; adapter report, twice",
        PrinterPlay.told(device).size() + " printers told of; what was no reading: " + others,
        "the printer, by GET, GETNEXT and GETBULK alone",
        "There is no reason to send SET.");
  }

  @Verifies(positive = PLT_SYN_027, negative = PLT_SYN_027)
  void asks_by_the_readers_of_the_entry_alone(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinters printers = device.printers();
    SuitePrinter bySnmp = printers.add();
    SuitePrinter byIpp = printers.add();
    device.init();
    // when
    PrinterPlay.look(device, host("a", bySnmp, Set.of("snmp")), host("b", byIpp, Set.of("ipp")));
    PrinterPlay.report(device);
    // then
    checks.that(
        PLT_SYN_027,
        byIpp.asked().isEmpty() && !bySnmp.asked().isEmpty(),
        "two hosts, one with readers=\"snmp\" and one with readers=\"ipp\"",
        "by SNMP came to the first "
            + bySnmp.asked().size()
            + " and to the second "
            + byIpp.asked().size(),
        "some to the first, none to the second",
        "Look at the readers of an entry before anything is sent.");
  }

  @Verifies(positive = PLT_SYN_028, negative = PLT_SYN_028)
  void passes_over_a_reader_that_it_does_not_have(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinters printers = device.printers();
    SuitePrinter known = printers.add();
    SuitePrinter unknown = printers.add();
    device.init();
    // when
    PrinterPlay.look(
        device,
        host("none", unknown, Set.of("x-conformance")),
        host("some", known, Set.of("snmp", "x-conformance")));
    PrinterPlay.report(device);
    // then
    checks.that(
        PLT_SYN_028,
        PrinterPlay.told(device, known).isPresent() && unknown.asked().isEmpty(),
        "readers=\"snmp x-conformance\" and, for another host, readers=\"x-conformance\"",
        PrinterPlay.told(device).size() + " printers told of; to the other came " + unknown.asked(),
        "the first by SNMP, the other not at all",
        "Go by the readers that are known; where none is left, leave the entry out.");
  }

  @Verifies(positive = PLT_SYN_037, negative = PLT_SYN_037)
  void searches_as_often_as_the_policy_says(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinters printers = device.printers();
    SuitePrinter printer = printers.add();
    SuitePrinter other = printers.add().noPrinter();
    SuitePrinter third = printers.add();
    device.init();
    Policy policy = every(Duration.ofDays(3));
    PrinterPlay.look(device, policy, PrinterPlay.range("a", printer, other));
    PrinterPlay.report(device);
    checks.need(!other.asked().isEmpty(), "The device does not ask each address of a range");
    // when
    int before = askedAfter(Duration.ofDays(2), device, other);
    int after = askedAfter(Duration.ofDays(2), device, other);
    other.forget();
    PrinterPlay.look(device, policy, PrinterPlay.range("b", printer, third));
    PrinterPlay.report(device);
    int changed = other.asked().size();
    // then
    checks.that(
        PLT_SYN_037,
        before == 0 && after > 0 && changed > 0,
        "discoveryEvery=\"P3D\", and a range with a printer and an agent that is none",
        "to that one came "
            + before
            + " after two days, "
            + after
            + " after four, "
            + changed
            + " with a longer range",
        "nothing, some, some",
        "Remember when a range was searched last, and by which entries.");
  }

  private static int askedAfter(Duration time, DeviceUnderTest device, SuitePrinter printer) {
    printer.forget();
    device.letPass(time);
    PrinterPlay.report(device);
    return printer.asked().size();
  }

  private static Policy every(Duration search) {
    Policy.Schedule usual = Policy.Schedule.DEFAULT;
    Policy.Schedule schedule =
        new Policy.Schedule(
            usual.from(),
            usual.to(),
            usual.zone(),
            usual.interval(),
            usual.randomDelay(),
            usual.fullEvery(),
            search);
    return new Policy(false, schedule, Policy.Limits.DEFAULT, Map.of());
  }

  static DiscoveryEntry host(String id, SuitePrinter printer, Set<String> readers) {
    SnmpAccess access = new SnmpAccess(SnmpAccess.Version.V2C, "public", printer.port());
    return new DiscoveryEntry(
        id, Kind.HOST, printer.address(), List.of(), List.of(access), readers);
  }

  private static SnmpAccess snmp(SuitePrinters printers) {
    return new SnmpAccess(SnmpAccess.Version.V2C, "public", printers.port());
  }
}

package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_SYN_026;
import static io.platen.protocol.Requirement.PLT_SYN_047;
import static io.platen.protocol.Requirement.PLT_SYN_048;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.printers.Asked;
import io.platen.conformance.printers.PrinterPort;
import io.platen.conformance.printers.SuitePrinter;
import io.platen.conformance.printers.SuitePrinter.Manner;
import io.platen.conformance.printers.SuitePrinters;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.Kind;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.SnmpUser;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whom a device tells its credentials, and how it finds out that somebody is there. */
final class DeviceCredentialTests {
  private static final SnmpUser USER =
      new SnmpUser("reader", SnmpUser.Auth.NONE, "", SnmpUser.Priv.NONE, "", "");
  private static final Set<String> SNMP = Set.of("snmp");

  @Verifies(positive = PLT_SYN_026, negative = PLT_SYN_026)
  void names_its_user_to_engines_alone(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinters printers = device.printers();
    SuitePrinter silent = printers.add();
    SuitePrinter engine = printers.add().user(USER.name());
    device.init();
    // when
    PrinterPlay.look(device, range(printers, SNMP, SnmpAccess.of(USER, printers.port())));
    PrinterPlay.report(device);
    // then
    checks.that(
        PLT_SYN_026,
        silent.asked().stream().allMatch(each -> each.who().isEmpty()) && !silent.asked().isEmpty(),
        "an entry with a user of SNMP v3, and an address that answers nothing",
        "there came " + silent.asked(),
        "discoveries of an engine, which name no user",
        "Ask for the engine first (RFC 3414 section 4).");
    checks.that(
        PLT_SYN_026,
        engine.asked().stream().anyMatch(each -> each.who().equals(USER.name())),
        "the same, and an engine that answers",
        "there came " + engine.asked(),
        "questions by the user",
        "Where an engine has answered, ask by the user.");
  }

  /** On loopback each address answers an ICMP echo, so what shows is the order alone. */
  @Verifies(
      positive = {PLT_SYN_047, PLT_SYN_048},
      negative = {PLT_SYN_047, PLT_SYN_048})
  void tries_a_further_credential_only_where_something_is(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinters printers = device.printers();
    SuitePrinter silent = printers.add().answers(Manner.SILENT);
    List<PrinterPort> never = ports(silent, 9100, 515, 8080, 8443, 23, 80);
    List<PrinterPort> perhaps = ports(silent, 631, 443);
    SuitePrinter usual = printers.add();
    SuitePrinter refuses = printers.add().community("secret").refuses();
    device.init();
    // when
    PrinterPlay.look(
        device,
        range(
            printers,
            Set.of("snmp", "ipp", "web"),
            new SnmpAccess(SnmpAccess.Version.V2C, "public", printers.port()),
            new SnmpAccess(SnmpAccess.Version.V2C, "secret", printers.port())));
    PrinterPlay.report(device);
    // then
    boolean ordered = printers.all().stream().allMatch(DeviceCredentialTests::publicFirst);
    checks.that(
        PLT_SYN_047,
        ordered
            && PrinterPlay.told(device, usual).isPresent()
            && PrinterPlay.told(device, refuses).isPresent(),
        "an entry with two communities; a printer that answers the first, one that refuses it, and"
            + " an address that answers nothing",
        "by "
            + printers.all().stream().map(DeviceCredentialTests::askers).toList()
            + ", and "
            + PrinterPlay.told(device).size()
            + " printers told of",
        "the first community first, and both printers",
        "A refusal is a sign of life: then the next one may be tried.");
    boolean quiet =
        never.stream().allMatch(each -> each.connections() == 0)
            && perhaps.stream().flatMap(each -> each.received().stream()).allMatch(String::isEmpty);
    checks.that(
        PLT_SYN_048,
        quiet,
        "the same; TCP ports of the address that answers nothing",
        "connections to others than 631 and 443: "
            + never.stream().map(PrinterPort::connections).toList()
            + "; sent to these: "
            + perhaps.stream().map(PrinterPort::received).toList(),
        "no connection, and nothing sent",
        "End a connection that only looks for a sign of life as soon as it is taken.");
  }

  private static boolean publicFirst(SuitePrinter printer) {
    return askers(printer).stream()
        .filter(each -> !each.isEmpty())
        .findFirst()
        .equals(Optional.of("public"));
  }

  /** Who has asked it, in order, each once. */
  private static List<String> askers(SuitePrinter printer) {
    return printer.asked().stream().map(Asked::who).distinct().toList();
  }

  private static List<PrinterPort> ports(SuitePrinter printer, Integer... ports) {
    return Stream.of(ports).flatMap(each -> printer.takes(each).stream()).toList();
  }

  private static DiscoveryEntry range(
      SuitePrinters printers, Set<String> readers, SnmpAccess... access) {
    return new DiscoveryEntry(
        "range", Kind.RANGE, printers.range(), List.of(), List.of(access), readers);
  }
}

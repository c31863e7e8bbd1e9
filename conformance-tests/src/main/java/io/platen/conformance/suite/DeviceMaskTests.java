package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_SYN_030;
import static io.platen.protocol.Requirement.PLT_SYN_031;
import static io.platen.protocol.Requirement.PLT_SYN_033;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.printers.PrinterMib;
import io.platen.conformance.printers.SuitePrinter;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.Policy.MaskKind;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a device keeps back of its printers, and what it says of where it read it. */
final class DeviceMaskTests {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Map<String, MaskKind> MASKS =
      Map.of(
          "serial", MaskKind.KEYED,
          "network-address", MaskKind.TRUNCATE,
          "host-name", MaskKind.TRUNCATE,
          "hardware-address", MaskKind.OMIT,
          "location", MaskKind.OMIT);

  private static final Policy MASKING =
      new Policy(false, Policy.Schedule.DEFAULT, Policy.Limits.DEFAULT, MASKS);

  @Verifies(positive = PLT_SYN_030, negative = PLT_SYN_030)
  void masks_what_the_policy_names_and_also_what_waits(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinter printer = device.printers().add();
    device.init();
    PrinterPlay.look(device, PrinterPlay.all(device));
    DevicePlay.answer(device, ScriptedServer.REPORTS, Reaction.status(503));
    PrinterPlay.report(device);
    checks.need(PrinterPlay.told(device, printer).isPresent(), "The device finds no printer");
    int before = ReportSeen.by(device).size();
    // when
    DevicePlay.behave(device, ScriptedServer.REPORTS);
    PrinterPlay.look(device, MASKING, PrinterPlay.all(device));
    device.letPass(HOUR);
    PrinterPlay.report(device);
    // then
    List<ReportSeen> all = ReportSeen.by(device);
    List<ReportSeen> after = all.subList(before, all.size());
    Set<String> shown =
        values(printer).stream()
            .filter(each -> after.stream().anyMatch(one -> one.body().text().contains(each)))
            .collect(Collectors.toSet());
    String sent = "HTTP 503 to a report, then a policy with masks " + MASKS + "; adapter report";
    checks.that(
        PLT_SYN_030,
        shown.isEmpty() && !after.isEmpty(),
        sent,
        after.size() + " reports, in which stands " + shown,
        "reports without any value that a mask hides",
        "Mask before a report is stored; what waits from before is dropped or masked, too.");
    Optional<PrinterIdentity> identity = onlyIdentity(device);
    checks.that(
        PLT_SYN_030,
        identity.filter(each -> isMasked(each, printer)).isPresent(),
        sent,
        "the identity " + identity.map(String::valueOf).orElse("of no printer, or of several"),
        "serial \"#\" and 16 digits, address of 24 bits, \"pri*\", neither MAC nor location",
        "What truncate makes of a class stands in the registry of data classes.");
  }

  private static boolean isMasked(PrinterIdentity identity, SuitePrinter printer) {
    return identity.mac() == null
        && identity.location() == null
        && "pri*".equals(identity.hostName())
        && printer.address().replaceFirst("[0-9]+$", "0/24").equals(identity.address())
        && String.valueOf(identity.serial()).matches("#[0-9a-f]{16}");
  }

  /** What the masks hide, as a printer says it. */
  private static Set<String> values(SuitePrinter printer) {
    Set<String> values = new HashSet<>(Set.of(printer.address()));
    Stream.of(PrinterMib.SERIAL, PrinterMib.SYS_NAME, PrinterMib.SYS_LOCATION)
        .flatMap(oid -> printer.find(oid).stream())
        .forEach(value -> values.add(value.toString()));
    return values;
  }

  @Verifies(positive = PLT_SYN_031, negative = PLT_SYN_031)
  void tells_by_no_key_what_a_mask_hides(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinter one = device.printers().add();
    SuitePrinter other = device.printers().add();
    device.init();
    PrinterPlay.look(device, MASKING, PrinterPlay.all(device));
    // when
    PrinterPlay.report(device);
    Set<String> keys = keys(device);
    PrinterPlay.report(device);
    // then
    boolean tells =
        keys.stream()
            .anyMatch(
                key ->
                    Stream.of(one, other)
                        .flatMap(each -> values(each).stream())
                        .anyMatch(key::contains));
    checks.that(
        PLT_SYN_031,
        !tells && keys.size() == 2 && keys(device).equals(keys),
        "a policy with masks " + MASKS + "; adapter report, twice",
        "the keys " + keys + ", then " + keys(device),
        "two keys, the same each time, without what the masks hide",
        "A keyed tag of the serial is a key as good as the serial.");
  }

  private static Set<String> keys(DeviceUnderTest device) {
    return PrinterPlay.told(device).stream().map(PrinterReport::key).collect(Collectors.toSet());
  }

  @Verifies(positive = PLT_SYN_033, negative = PLT_SYN_033)
  void names_sources_where_the_policy_asks_for_them(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinter printer = device.printers().add();
    PrinterMib.alert(printer, 1, 3, 8, 808, "Tray 1 is empty");
    device.init();
    // when
    PrinterPlay.look(device, sources(true), PrinterPlay.all(device));
    PrinterPlay.report(device);
    List<Optional<String>> asked = sources(device);
    PrinterPlay.look(device, sources(false), PrinterPlay.all(device));
    device.letPass(HOUR);
    PrinterPlay.report(device);
    List<Optional<String>> unasked = sources(device);
    // then
    checks.that(
        PLT_SYN_033,
        asked.size() >= 4 && asked.stream().allMatch(Optional::isPresent),
        "a policy with sources=\"true\"; adapter report",
        "the sources " + asked,
        "one of each value: serial, status, meters, supplies, trays, alerts",
        "Remember of each value where it was read.");
    checks.that(
        PLT_SYN_033,
        !unasked.isEmpty() && unasked.stream().noneMatch(Optional::isPresent),
        "then one with sources=\"false\"",
        "the sources " + unasked,
        "none",
        "What nobody asks for is left out.");
  }

  private static Policy sources(boolean named) {
    return new Policy(named, Policy.Schedule.DEFAULT, Policy.Limits.DEFAULT, Map.of());
  }

  /** That of each value of the printers, in order. */
  private static List<Optional<String>> sources(DeviceUnderTest device) {
    return PrinterPlay.told(device).stream().flatMap(DeviceMaskTests::sources).toList();
  }

  private static Stream<Optional<String>> sources(PrinterReport printer) {
    PrinterIdentity identity = printer.identity();
    return Stream.of(
            identity == null || identity.serial() == null
                ? Stream.<Optional<String>>of()
                : Stream.of(Optional.ofNullable(identity.source())),
            printer.status() == null
                ? Stream.<Optional<String>>of()
                : Stream.of(Optional.ofNullable(printer.status().source())),
            each(printer.meters()).map(one -> Optional.ofNullable(one.source())),
            each(printer.supplies()).map(one -> Optional.ofNullable(one.source())),
            each(printer.trays()).map(one -> Optional.ofNullable(one.source())),
            each(printer.alerts()).map(one -> Optional.ofNullable(one.source())))
        .flatMap(sources -> sources);
  }

  private static <T> Stream<T> each(@Nullable List<T> rows) {
    return rows == null ? Stream.of() : rows.stream();
  }

  private static Optional<PrinterIdentity> onlyIdentity(DeviceUnderTest device) {
    List<PrinterIdentity> all =
        PrinterPlay.told(device).stream()
            .map(PrinterReport::identity)
            .filter(Objects::nonNull)
            .toList();
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }
}

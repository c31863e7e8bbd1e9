package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_SYN_022;
import static io.platen.protocol.Requirement.PLT_SYN_050;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.printers.SuitePrinter;
import io.platen.conformance.printers.SuitePrinters;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Limit;
import io.platen.protocol.Verifies;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How fast a device asks printers, by its own clock: what lies between two of its reports takes as
 * long as it may at least, however slow the machines are.
 */
final class DevicePaceTests {
  private static final int A_SECOND = 2;

  /** Of rounding, and of what may be made up for. */
  private static final Duration TOLERATED = Duration.ofMillis(100);

  @Verifies(positive = PLT_SYN_022, negative = PLT_SYN_022)
  void scans_no_faster_than_the_policy_allows(DeviceUnderTest device, Checks checks) {
    // given: three agents that are no printers, so that all that comes to them is of a scan
    SuitePrinters printers = device.printers();
    List<SuitePrinter> others =
        List.of(printers.add().noPrinter(), printers.add().noPrinter(), printers.add().noPrinter());
    SuitePrinter printer = printers.add();
    device.init();
    PrinterPlay.report(device);
    checks.need(!PrinterPlay.reports(device).isEmpty(), "The device sends no report");
    Instant before = last(device);
    // when
    PrinterPlay.look(
        device, policy(A_SECOND, Limit.BYTES_PER_MINUTE.value()), PrinterPlay.all(device));
    PrinterPlay.report(device);
    // then
    int requests = others.stream().mapToInt(each -> each.asked().size()).sum();
    checks.need(requests >= others.size(), "The device does not ask each address of a range");
    Duration took = Duration.between(before, last(device));
    Duration least = Duration.ofSeconds(1).multipliedBy(requests - 1L).dividedBy(A_SECOND);
    checks.that(
        PLT_SYN_022,
        took.plus(TOLERATED).compareTo(least) >= 0 && PrinterPlay.told(device, printer).isPresent(),
        "packetsPerSecond=\"" + A_SECOND + "\", and a range with three agents and a printer",
        requests + " requests to the agents; " + took + " between the reports around them",
        least + " at least, and the printer",
        "Wait between two requests of a scan.");
  }

  @Verifies(positive = PLT_SYN_050, negative = PLT_SYN_050)
  void exchanges_no_more_with_printers_than_the_policy_allows(
      DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinters printers = device.printers();
    for (int i = 0; i < 4; i++) {
      printers.add();
    }
    device.init();
    PrinterPlay.report(device);
    checks.need(!PrinterPlay.reports(device).isEmpty(), "The device sends no report");
    Instant before = last(device);
    long bytes = Limit.BYTES_PER_MINUTE.least();
    // when
    PrinterPlay.look(
        device, policy(Limit.PACKETS_PER_SECOND.value(), bytes), PrinterPlay.all(device));
    PrinterPlay.report(device);
    checks.need(PrinterPlay.told(device).size() == 4, "The device does not find four printers");
    long exchanged = printers.all().stream().mapToLong(SuitePrinter::octets).sum();
    PrinterPlay.report(device);
    // then
    Duration took = Duration.between(before, last(device));
    Duration least = Duration.ofMinutes(1).multipliedBy(exchanged).dividedBy(bytes);
    checks.that(
        PLT_SYN_050,
        took.plus(TOLERATED).compareTo(least) >= 0,
        "bytesPerMinute=\"" + bytes + "\", and four printers; adapter report, twice",
        exchanged
            + " bytes until the first report; from before them to the second one it took "
            + took,
        least + " at least",
        "Begin to read when what was exchanged before is within the bound, also in another cycle.");
  }

  private static Instant last(DeviceUnderTest device) {
    List<Report> all = PrinterPlay.reports(device);
    return all.get(all.size() - 1).created();
  }

  private static Policy policy(long packets, long bytes) {
    Policy.Limits usual = Policy.Limits.DEFAULT;
    Policy.Limits limits =
        new Policy.Limits(
            usual.bodyBytes(),
            usual.printersPerReport(),
            usual.outboxBytes(),
            usual.outboxAge(),
            packets,
            bytes);
    return new Policy(false, Policy.Schedule.DEFAULT, limits, Map.of());
  }
}

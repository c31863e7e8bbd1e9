package io.platen.conformance.suite;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.printers.SuitePrinter;
import io.platen.conformance.printers.SuitePrinters;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.Kind;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What tests with printers do again and again. */
final class PrinterPlay {
  private static final Set<String> SNMP = Set.of("snmp");

  private PrinterPlay() {}

  /** An entry for the addresses from one printer to another, by SNMP v2c and "public" alone. */
  static DiscoveryEntry range(String id, SuitePrinter first, SuitePrinter last, String... without) {
    return new DiscoveryEntry(
        id,
        Kind.RANGE,
        SuitePrinters.range(first, last),
        List.of(without),
        List.of(new SnmpAccess(SnmpAccess.Version.V2C, "public", first.port())),
        SNMP);
  }

  /** The same for all printers of the test. */
  static DiscoveryEntry all(DeviceUnderTest device) {
    List<SuitePrinter> printers = device.printers().all();
    return range("all", printers.get(0), printers.get(printers.size() - 1));
  }

  /** From now on the device's document has these entries, and it has heard of that. */
  static Reply look(DeviceUnderTest device, DiscoveryEntry... entries) {
    return look(device, Policy.DEFAULT, entries);
  }

  static Reply look(DeviceUnderTest device, Policy policy, DiscoveryEntry... entries) {
    return tell(device, new SyncDocument(device.device(), null, policy, List.of(entries)));
  }

  /** From now on this is the device's document, and it has heard of that. */
  static Reply tell(DeviceUnderTest device, SyncDocument document) {
    byte[] written = SyncCodec.write(document);
    String tag = "document-" + Integer.toHexString(Arrays.hashCode(written));
    DevicePlay.answer(device, ScriptedServer.SYNC, Reaction.sync(Body.of(written), tag));
    return device.sync();
  }

  /** Each printer prints a page, so that there is news, and the device reports. */
  static Reply report(DeviceUnderTest device) {
    device.printers().all().forEach(each -> each.print(1));
    return device.report();
  }

  /** All reports so far, in order. */
  static List<Report> reports(DeviceUnderTest device) {
    return ReportSeen.by(device).stream().flatMap(each -> each.report().stream()).toList();
  }

  /** What the device has told of its printers until now: deltas are put onto what was before. */
  static List<PrinterReport> told(DeviceUnderTest device) {
    Map<String, PrinterReport> known = new LinkedHashMap<>();
    for (Report report : reports(device)) {
      if (report.kind() == Report.Kind.FULL) {
        known.clear();
      }
      report.printers().forEach(each -> known.merge(each.key(), each, PrinterPlay::onto));
      report.removed().forEach(known::remove);
    }
    return List.copyOf(known.values());
  }

  /** What it has told of one: by the address that stands in its identity. */
  static Optional<PrinterReport> told(DeviceUnderTest device, SuitePrinter printer) {
    return told(device).stream()
        .filter(each -> isAt(each.identity(), printer.address()))
        .findFirst();
  }

  /** Whether it has told how many pages the printer counts now. */
  static boolean isTold(DeviceUnderTest device, SuitePrinter printer) {
    long pages = printer.pages();
    return told(device, printer)
        .map(PrinterReport::meters)
        .filter(meters -> meters.stream().anyMatch(each -> each.value() == pages))
        .isPresent();
  }

  private static boolean isAt(@Nullable PrinterIdentity identity, String address) {
    return identity != null && address.equals(identity.address());
  }

  private static PrinterReport onto(PrinterReport before, PrinterReport news) {
    return new PrinterReport(
        news.key(),
        news.read(),
        news.identity() == null ? before.identity() : news.identity(),
        news.status() == null ? before.status() : news.status(),
        news.meters() == null ? before.meters() : news.meters(),
        news.supplies() == null ? before.supplies() : news.supplies(),
        news.trays() == null ? before.trays() : news.trays(),
        news.alerts() == null ? before.alerts() : news.alerts(),
        news.traps());
  }
}

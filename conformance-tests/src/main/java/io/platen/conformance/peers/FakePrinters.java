package io.platen.conformance.peers;

import io.platen.conformance.printers.PrinterMib;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which printers the fake device finds by its discovery entries, and what it reports of them.
 * [PLT-SYN-020] [PLT-SYN-037] [PLT-SYN-038]
 */
final class FakePrinters {
  private static final Duration AFTER_NONE = Duration.ofDays(1);

  private final FakeSync sync;
  private final FakeTime time;
  private final Optional<DeviceFault> fault;
  private List<Found> known = List.of();
  private List<DiscoveryEntry> searchedBy = List.of();
  private Instant searched = Instant.EPOCH;

  FakePrinters(FakeSync sync, FakeTime time, Optional<DeviceFault> fault) {
    this.sync = sync;
    this.time = time;
    this.fault = fault;
  }

  /** A printer, and how it answers. */
  private record Found(InetAddress address, SnmpAccess access) {}

  /** What it has not kept is gone. */
  void restart() {
    if (has(DeviceFault.FORGETS_ITS_PRINTERS)) {
      known = List.of();
    }
  }

  /** All printers, as they are now. */
  List<PrinterReport> read() {
    List<DiscoveryEntry> entries = sync.document().map(SyncDocument::entries).orElse(List.of());
    if (isDue(entries)) {
      known = entries.stream().flatMap(each -> found(each).stream()).distinct().toList();
      searched = time.instant();
      searchedBy = entries;
    }
    List<PrinterReport> reports = new ArrayList<>();
    known.forEach(each -> read(each).ifPresent(reports::add));
    return reports;
  }

  private boolean isDue(List<DiscoveryEntry> entries) {
    Policy policy = sync.document().map(SyncDocument::policy).orElse(Policy.DEFAULT);
    Duration every = policy.schedule().discoveryEvery();
    boolean none = known.isEmpty() && !has(DeviceFault.FORGETS_ITS_PRINTERS);
    Duration pause = none && every.compareTo(AFTER_NONE) > 0 ? AFTER_NONE : every;
    return !entries.equals(searchedBy) || !time.instant().isBefore(searched.plus(pause));
  }

  private List<Found> found(DiscoveryEntry entry) {
    List<Found> all = new ArrayList<>();
    Set<InetAddress> ground = new FakeGround(entry, fault).addresses();
    for (InetAddress address : ground) {
      entry.access().stream()
          .filter(access -> access.user() == null)
          .filter(access -> isPrinter(address, access))
          .findFirst()
          .ifPresent(access -> all.add(new Found(address, access)));
    }
    return all;
  }

  private static boolean isPrinter(InetAddress address, SnmpAccess access) {
    try (FakeSnmp snmp = new FakeSnmp(address, access)) {
      return snmp.get(PrinterMib.PRINTER_STATUS).isPresent();
    }
  }

  private Optional<PrinterReport> read(Found one) {
    try (FakeSnmp snmp = new FakeSnmp(one.address(), one.access())) {
      return new FakeReading(snmp)
          .read(one.address().getHostAddress())
          .map(facts -> PrinterReport.whole(key(facts), now(), facts));
    }
  }

  private static String key(PrinterFacts facts) {
    return "serial:" + facts.identity().serial();
  }

  private Instant now() {
    return time.told().truncatedTo(ChronoUnit.MILLIS);
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}

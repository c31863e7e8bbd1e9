package io.platen.conformance.peers;

import io.platen.conformance.printers.PrinterMib;
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
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;

/**
 * Which printers the fake device finds by its discovery entries, and what it reports of them.
 * [PLT-SYN-020] [PLT-SYN-037] [PLT-SYN-038]
 */
final class FakePrinters {
  private static final Duration AFTER_NONE = Duration.ofDays(1);
  private static final Set<String> KNOWN = Set.of("snmp", "pjl", "ipp", "web");

  private final FakeSync sync;
  private final FakeTime time;
  private final Optional<DeviceFault> fault;
  private final FakeMasks masks;
  private List<Found> known = List.of();
  private List<DiscoveryEntry> searchedBy = List.of();
  private Instant searched = Instant.EPOCH;

  FakePrinters(FakeSync sync, FakeTime time, Optional<DeviceFault> fault) {
    this.sync = sync;
    this.time = time;
    this.fault = fault;
    this.masks = new FakeMasks(fault);
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
      known = search(entries);
      searched = time.instant();
      searchedBy = entries;
    }
    List<PrinterReport> reports = new ArrayList<>();
    known.forEach(each -> read(each).ifPresent(reports::add));
    return reports;
  }

  private List<Found> search(List<DiscoveryEntry> entries) {
    try {
      return entries.stream().flatMap(each -> found(each).stream()).distinct().toList();
    } catch (IllegalArgumentException e) {
      return List.of(); // that was one of its faults
    }
  }

  private boolean isDue(List<DiscoveryEntry> entries) {
    Duration every = policy().schedule().discoveryEvery();
    boolean none = known.isEmpty() && !has(DeviceFault.FORGETS_ITS_PRINTERS);
    Duration pause = none && every.compareTo(AFTER_NONE) > 0 ? AFTER_NONE : every;
    return has(DeviceFault.SEARCHES_EACH_TIME)
        || !entries.equals(searchedBy)
        || !time.instant().isBefore(searched.plus(pause));
  }

  /** [PLT-SYN-023] [PLT-SYN-027] [PLT-SYN-028] */
  private List<Found> found(DiscoveryEntry entry) {
    boolean unknown = !KNOWN.containsAll(entry.readers());
    boolean asks = entry.readers().contains("snmp") || has(DeviceFault.ASKS_BY_ANY_READER);
    if (!asks || (unknown && has(DeviceFault.REFUSES_UNKNOWN_READERS))) {
      return List.of();
    }
    List<Found> all = new ArrayList<>();
    for (InetAddress address : ground(entry)) {
      entry.access().stream()
          .filter(access -> access.user() == null)
          .filter(access -> isPrinter(address, access))
          .findFirst()
          .ifPresent(access -> all.add(new Found(address, access)));
    }
    return all;
  }

  private Set<InetAddress> ground(DiscoveryEntry entry) {
    try {
      return new FakeGround(entry, fault).addresses();
    } catch (IllegalArgumentException e) {
      if (has(DeviceFault.STUMBLES_OVER_STRANGE_ENTRIES)) {
        throw e;
      }
      return Set.of();
    }
  }

  private static boolean isPrinter(InetAddress address, SnmpAccess access) {
    try (FakeSnmp snmp = new FakeSnmp(address, access)) {
      return snmp.get(PrinterMib.PRINTER_STATUS).isPresent();
    }
  }

  private Optional<PrinterReport> read(Found one) {
    try (FakeSnmp snmp = new FakeSnmp(one.address(), one.access())) {
      if (has(DeviceFault.WRITES_TO_PRINTERS)) {
        snmp.ask(PDU.SET, List.of(new OID(PrinterMib.SYS_LOCATION)));
      }
      return new FakeReading(snmp)
          .read(one.address().getHostAddress())
          .map(
              facts ->
                  PrinterReport.whole(
                      masks.key(facts.identity(), policy()), now(), masks.apply(facts, policy())));
    }
  }

  private Policy policy() {
    return sync.document().map(SyncDocument::policy).orElse(Policy.DEFAULT);
  }

  private Instant now() {
    return time.told().truncatedTo(ChronoUnit.MILLIS);
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}

package io.platen.conformance.peers;

import io.platen.conformance.printers.PrinterMib;
import io.platen.protocol.live.CommandResult.WalkedObject;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;

/**
 * Which printers the fake device finds by its discovery entries, and what it reports of them.
 * [PLT-SYN-020] [PLT-SYN-037] [PLT-SYN-038]
 */
final class FakePrinters {
  private static final Duration AFTER_NONE = Duration.ofDays(1);

  private final FakeSync sync;
  private final FakeTime time;
  private final Optional<DeviceFault> fault;
  private final FakeMasks masks;
  private final FakePace pace;
  private final FakeFinder finder;
  private final FakeProfileShelf shelf;
  private final FakeSources sources;
  private List<FakeFinder.Found> known = List.of();
  private List<DiscoveryEntry> searchedBy = List.of();
  private Instant searched = Instant.EPOCH;
  private final Map<InetAddress, PrinterReport> told = new HashMap<>();
  private final List<String> gone = new ArrayList<>();
  private final FakeStory story;

  FakePrinters(FakeWire wire, FakeSync sync, FakeTime time, Optional<DeviceFault> fault) {
    this.sync = sync;
    this.time = time;
    this.fault = fault;
    this.masks = new FakeMasks(fault);
    this.story = new FakeStory(masks, fault);
    this.pace = new FakePace(sync, time, fault);
    this.finder = new FakeFinder(pace, fault);
    this.shelf = new FakeProfileShelf(wire, fault);
    this.sources = new FakeSources(fault);
  }

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
      known = finder.search(entries);
      searched = time.instant();
      searchedBy = entries;
    }
    shelf.deliver(sync.document().map(SyncDocument::profiles).orElse(List.of()));
    List<PrinterReport> reports = new ArrayList<>();
    for (FakeFinder.Found each : known) {
      Optional<PrinterReport> read =
          read(each).map(now -> story.believed(each.address(), now, told(each.address())));
      read.ifPresent(report -> told.put(each.address(), report));
      read.ifPresent(now -> reports.removeIf(other -> other.key().equals(now.key())));
      read.ifPresent(reports::add);
    }
    forget();
    return reports;
  }

  /** What it does not watch any more. */
  private void forget() {
    for (InetAddress each : List.copyOf(told.keySet())) {
      if (!watched().contains(each) && !has(DeviceFault.KEEPS_WHAT_IS_GONE)) {
        gone.add(told.remove(each).key());
      }
    }
  }

  /** [PLT-RPT-028] Whom it has ceased to watch since this was asked last. */
  List<String> takeGone() {
    List<String> all = List.copyOf(gone);
    gone.clear();
    return all;
  }

  /** Where those are that it knows. */
  Set<InetAddress> watched() {
    return known.stream().map(FakeFinder.Found::address).collect(Collectors.toSet());
  }

  /** What it has told of one that it watches. */
  Optional<PrinterReport> told(InetAddress address) {
    return Optional.ofNullable(told.get(address));
  }

  /** It has told of one, out of turn. */
  void tell(InetAddress address, PrinterReport report) {
    told.put(address, report);
  }

  /** How one that it watches is now; empty where it does not answer. */
  Optional<PrinterReport> reading(InetAddress address) {
    return known.stream()
        .filter(each -> each.address().equals(address))
        .findFirst()
        .flatMap(this::ask);
  }

  /** All that the agent of a printer has which it watches; empty of any other. */
  Optional<List<WalkedObject>> walk(String address) {
    return known.stream()
        .filter(each -> each.address().getHostAddress().equals(address))
        .findFirst()
        .map(this::walk);
  }

  private List<WalkedObject> walk(FakeFinder.Found one) {
    try (FakeSnmp snmp = new FakeSnmp(one.address(), one.access(), fault)) {
      return new FakeWalk(snmp, fault).walk();
    }
  }

  /** Asks any address one thing, and waits for no answer. */
  void touch(InetAddress address) {
    try (FakeSnmp snmp = new FakeSnmp(address, known.get(0).access(), fault)) {
      snmp.send(PrinterMib.SYS_OBJECT_ID);
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

  private Optional<PrinterReport> read(FakeFinder.Found one) {
    pace.reads();
    return ask(one);
  }

  /** Out of turn, it has no time to wait for its pace. */
  private Optional<PrinterReport> ask(FakeFinder.Found one) {
    try (FakeSnmp snmp = new FakeSnmp(one.address(), one.access(), fault)) {
      if (has(DeviceFault.WRITES_TO_PRINTERS)) {
        snmp.ask(PDU.SET, List.of(new OID(PrinterMib.SYS_LOCATION)));
      }
      FakePjl pjl = new FakePjl(one, snmp, fault);
      Optional<PrinterFacts> read = new FakeReading(snmp).read(one.address().getHostAddress());
      Optional<Meter> count = read.flatMap(pjl::ask);
      Instant now = now();
      read = read.map(facts -> story.told(one.address(), shelf.apply(facts, snmp), now));
      read = read.map(facts -> sources.told(one.address(), facts, count, now));
      pace.pays(snmp.bytes());
      return read.map(
          facts ->
              PrinterReport.whole(
                  story.key(one.address(), facts, policy()), now, masks.apply(facts, policy())));
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

package io.platen.conformance.peers;

import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.sync.Policy;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the fake device makes of its readings, one after the other (chapter RPT), and its faults.
 */
final class FakeStory {
  private static final int JAM = 8;
  private static final Set<Integer> LOW = Set.of(1104, 1105);
  private static final Set<Integer> EMPTY = Set.of(1101, 1102);

  private final FakeMasks masks;
  private final Optional<DeviceFault> fault;
  private final Map<String, String> keys = new HashMap<>();
  private final Map<String, InetAddress> given = new HashMap<>();
  private final Map<InetAddress, Set<Integer>> raised = new HashMap<>();
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, Instant> resets = new HashMap<>();

  FakeStory(FakeMasks masks, Optional<DeviceFault> fault) {
    this.masks = masks;
    this.fault = fault;
  }

  /** [PLT-RPT-030] [PLT-RPT-031] [PLT-RPT-048] */
  String key(InetAddress at, PrinterFacts facts, Policy policy) {
    String before = keys.get(at + " " + policy.masks());
    if (before != null && !has(DeviceFault.FORGETS_WHO_IT_WAS)) {
      return before;
    }
    PrinterIdentity who = facts.identity();
    String key =
        has(DeviceFault.KEYS_BY_ADDRESS) ? "at:" + at.hashCode() : derived(at, who, policy);
    InetAddress other = given.putIfAbsent(key, at);
    if (other != null && !other.equals(at) && !has(DeviceFault.GIVES_ONE_KEY_TWICE)) {
      key += "-" + who.mac();
    }
    keys.put(at + " " + policy.masks(), key);
    return key;
  }

  private String derived(InetAddress at, PrinterIdentity who, Policy policy) {
    String serial = who.serial();
    if (serial != null && serial.length() > 3 && !serial.equals("UNKNOWN")) {
      return masks.key(who, policy);
    }
    return who.mac() == null ? "at:" + at.hashCode() : "mac:" + who.mac();
  }

  /** What of a reading goes into a report. */
  PrinterFacts told(InetAddress at, PrinterFacts read, Instant now) {
    return new PrinterFacts(
        read.identity(),
        read.status(),
        meters(at, read.meters(), now),
        read.supplies().stream().map(this::supply).toList(),
        read.trays(),
        read.alerts());
  }

  /** [PLT-RPT-032] [PLT-RPT-033] [PLT-RPT-044] */
  private List<Meter> meters(InetAddress at, List<Meter> read, Instant now) {
    List<Meter> told = new ArrayList<>();
    for (Meter each : read) {
      String series = at + each.name() + each.marker();
      Long before = counts.put(series, each.value());
      if (before != null && before > each.value() && !has(DeviceFault.HIDES_A_RESET)) {
        resets.put(series, now);
      }
      told.add(named(each).since(resets.get(series)));
    }
    if (has(DeviceFault.ADDS_UP_MARKERS) && told.size() > 1) {
      long sum = told.stream().mapToLong(Meter::value).sum();
      Meter first = told.get(0);
      return List.of(new Meter(first.name(), null, first.unit(), sum, null, first.source()));
    }
    return told;
  }

  private Meter named(Meter one) {
    boolean bare = has(DeviceFault.NAMES_NO_MARKER);
    boolean second = String.valueOf(one.marker()).endsWith(".2");
    String name = bare && second ? "marker-impressions" : one.name();
    return new Meter(
        has(DeviceFault.INVENTS_TOKENS) ? "sheets-of-mine" : name,
        bare ? null : one.marker(),
        one.unit(),
        one.value(),
        one.label(),
        has(DeviceFault.WRITES_SOURCES_ANYHOW) ? "snmp " + one.source() : one.source());
  }

  /** [PLT-RPT-020] [PLT-RPT-021] [PLT-RPT-049] */
  private Supply supply(Supply one) {
    SupplyLevel level = one.level();
    if (level instanceof SupplyLevel.SomeRemaining && has(DeviceFault.KNOWS_THREE_LEVELS)) {
      return one.withLevel(new SupplyLevel.Unknown(), one.source(), one.asOf());
    }
    if (level instanceof SupplyLevel.Unknown && has(DeviceFault.MAKES_UP_LEVELS)) {
      SupplyLevel none = new SupplyLevel.Measured(0, null, SupplyLevel.Measured.PERCENT);
      return one.withLevel(none, one.source(), one.asOf());
    }
    if (one.supplyClass() == SupplyClass.RECEPTACLE
        && level instanceof SupplyLevel.Measured room
        && room.capacity() != null
        && has(DeviceFault.TELLS_HOW_FULL_IT_IS)) {
      SupplyLevel full =
          new SupplyLevel.Measured(room.capacity() - room.amount(), room.capacity(), room.unit());
      return one.withLevel(full, one.source(), one.asOf());
    }
    return one;
  }

  /**
   * [PLT-RPT-046] [PLT-RPT-047] What a cycle tells of alerts.
   *
   * @param before what was told of this printer
   */
  PrinterReport believed(InetAddress at, PrinterReport read, Optional<PrinterReport> before) {
    List<PrinterAlert> alerts = Optional.ofNullable(read.alerts()).orElse(List.of());
    Set<Integer> spoken = new HashSet<>(raised.getOrDefault(at, Set.of()));
    before
        .map(PrinterReport::alerts)
        .ifPresent(told -> told.forEach(each -> spoken.add(each.code())));
    raised.put(at, alerts.stream().map(PrinterAlert::code).collect(Collectors.toSet()));
    List<PrinterAlert> believed =
        alerts.stream()
            .filter(
                each ->
                    spoken.contains(each.code())
                        || (each.code() == JAM && each.severity() == PrinterAlert.Severity.CRITICAL)
                        || has(DeviceFault.BELIEVES_AT_ONCE))
            .filter(each -> !(LOW.contains(each.code()) && isAbove(50, read)))
            .toList();
    boolean empty = believed.stream().anyMatch(each -> EMPTY.contains(each.code()));
    List<Supply> supplies = Optional.ofNullable(read.supplies()).orElse(List.of());
    return new PrinterReport(
        read.key(),
        read.read(),
        read.identity(),
        read.status(),
        read.meters(),
        empty && isAbove(20, read) ? supplies.stream().map(FakeStory::unknown).toList() : supplies,
        read.trays(),
        believed);
  }

  private static Supply unknown(Supply one) {
    return one.withLevel(new SupplyLevel.Unknown(), one.source(), one.asOf());
  }

  private boolean isAbove(long percent, PrinterReport read) {
    List<Supply> supplies = Optional.ofNullable(read.supplies()).orElse(List.of());
    return !has(DeviceFault.TELLS_CONTRADICTIONS)
        && supplies.stream()
            .map(Supply::level)
            .anyMatch(each -> each instanceof SupplyLevel.Measured some && some.amount() > percent);
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}

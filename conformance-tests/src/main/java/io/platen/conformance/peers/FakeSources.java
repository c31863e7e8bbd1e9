package io.platen.conformance.peers;

import io.platen.protocol.Limit;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the fake device tells of meters that one source gives today and another tomorrow. */
final class FakeSources {
  private final Optional<DeviceFault> fault;
  private final Map<InetAddress, List<Dated>> last = new HashMap<>();

  /** A meter as it was told. */
  private record Dated(Meter meter, Instant at) {}

  FakeSources(Optional<DeviceFault> fault) {
    this.fault = fault;
  }

  /**
   * What goes into a report.
   *
   * @param read by SNMP
   * @param byPjl what PJL gave beside it
   */
  PrinterFacts told(InetAddress at, PrinterFacts read, Optional<Meter> byPjl, Instant now) {
    List<Dated> fresh = new ArrayList<>();
    read.meters().forEach(each -> fresh.add(new Dated(each, now)));
    byPjl.ifPresent(each -> fresh.add(new Dated(each, now)));
    List<Dated> told = goOn(last.getOrDefault(at, List.of()), fresh, now);
    last.put(at, told);
    return new PrinterFacts(
        read.identity(),
        read.status(),
        told.stream().map(each -> written(each, now)).toList(),
        read.supplies(),
        read.trays(),
        read.alerts());
  }

  /** [PLT-RPT-040] [PLT-RPT-043] An earlier value holds while its own source may only sleep. */
  private List<Dated> goOn(List<Dated> before, List<Dated> fresh, Instant now) {
    List<Dated> held =
        before.stream()
            .filter(each -> fresh.stream().noneMatch(other -> isLike(each, other)))
            .filter(each -> !isOld(each, now))
            .toList();
    List<Dated> all = new ArrayList<>(held);
    fresh.stream()
        .filter(each -> held.stream().noneMatch(other -> hasNameOf(each, other)))
        .forEach(all::add);
    return all;
  }

  private boolean isLike(Dated before, Dated fresh) {
    boolean same = Objects.equals(before.meter().by(), fresh.meter().by());
    return hasNameOf(before, fresh) && (same || has(DeviceFault.CHANGES_SOURCES_AT_ONCE));
  }

  private static boolean hasNameOf(Dated one, Dated other) {
    return one.meter().name().equals(other.meter().name());
  }

  private boolean isOld(Dated value, Instant now) {
    return value.at().plus(Limit.AGED_VALUE_HOURS.duration()).isBefore(now)
        && !has(DeviceFault.KEEPS_VALUES_FOR_EVER);
  }

  /** [PLT-RPT-039] [PLT-RPT-042] */
  private Meter written(Dated value, Instant now) {
    Meter meter = value.meter();
    boolean aged = value.at().isBefore(now) && !has(DeviceFault.HIDES_THE_AGE_OF_VALUES);
    return new Meter(
        meter.name(),
        meter.marker(),
        meter.unit(),
        meter.value(),
        meter.label(),
        meter.source(),
        has(DeviceFault.HIDES_KINDS_OF_SOURCES) ? null : meter.by(),
        meter.since(),
        aged ? value.at() : null);
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}

package io.platen.device.report;

import io.platen.protocol.Limit;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.report.PrinterReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries a printer's meters on from what was told of it last: one series, one counter. */
final class MeterSeries {
  private final List<Meter> told;
  private final Instant toldRead;

  /**
   * @param last null for a printer that is new
   */
  MeterSeries(@Nullable PrinterReport last) {
    List<Meter> meters = last == null ? null : last.meters();
    this.told = meters == null ? List.of() : meters;
    this.toldRead = last == null ? Instant.MIN : last.read();
  }

  /** As they are to be told now. */
  List<Meter> goOn(List<Meter> meters, Instant read) {
    List<Meter> all = new ArrayList<>();
    for (Meter meter : meters) {
      all.add(told(meter).map(before -> goOn(before, meter, read)).orElse(meter));
    }
    return all;
  }

  private Optional<Meter> told(Meter meter) {
    return told.stream()
        .filter(each -> each.name().equals(meter.name()))
        .filter(each -> Objects.equals(each.marker(), meter.marker()))
        .findFirst();
  }

  private Meter goOn(Meter before, Meter meter, Instant read) {
    if (!Objects.equals(before.by(), meter.by())) {
      return anotherSource(before, meter, read);
    }
    // [PLT-RPT-044]
    return meter.since(meter.value() < before.value() ? read : before.since());
  }

  /** [PLT-RPT-043] Its own source may only be asleep. */
  private Meter anotherSource(Meter before, Meter meter, Instant read) {
    Instant asOf = before.asOf() == null ? toldRead : before.asOf();
    boolean holds =
        !asOf.isAfter(read) && !asOf.plus(Limit.AGED_VALUE_HOURS.duration()).isBefore(read);
    return holds ? before.asOf(asOf) : meter;
  }
}

package io.platen.device.report;

import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.report.PrinterReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps back alerts for which one reading alone speaks, until a second one does. What was seen once
 * is remembered until the device ends: after a start each such alert has to be seen twice again.
 */
final class AlertDoubts {
  private static final int JAM = 8;
  private static final Set<Integer> EMPTY = Set.of(1101, 1102);

  /** The same alert from one reading to the next: some agents give it another index each time. */
  private record Sighting(
      int code,
      @Nullable String group,
      @Nullable Integer groupIndex,
      @Nullable String description) {
    static Sighting of(PrinterAlert alert) {
      return new Sighting(alert.code(), alert.group(), alert.groupIndex(), alert.description());
    }
  }

  private final Map<String, Set<Sighting>> seen = new HashMap<>();

  /**
   * What may be told of a printer now.
   *
   * @param last what was told of it; null for a printer that is new
   */
  PrinterReport told(@Nullable PrinterReport last, PrinterReport now) {
    List<PrinterAlert> alerts = now.alerts();
    if (alerts == null) {
      return now;
    }
    Voices voices = new Voices(now);
    Set<Sighting> before = new HashSet<>(seen.getOrDefault(now.key(), Set.of()));
    Set<Sighting> present = new HashSet<>();
    List<PrinterAlert> told = new ArrayList<>();
    List<Supply> supplies = new ArrayList<>(now.supplies() == null ? List.of() : now.supplies());
    wasTold(last).forEach(alert -> before.add(Sighting.of(alert)));
    for (PrinterAlert alert : alerts) {
      present.add(Sighting.of(alert));
      if (isSure(alert, voices, before.contains(Sighting.of(alert)))) {
        told.add(alert);
        // [PLT-RPT-047]
        voices
            .thoughEmpty(alert)
            .ifPresent(each -> supplies.set(supplies.indexOf(each), withoutLevel(each)));
      }
    }
    seen.put(now.key(), present);
    return new PrinterReport(
        now.key(),
        now.read(),
        now.identity(),
        now.status(),
        now.meters(),
        now.supplies() == null ? null : supplies,
        now.trays(),
        told);
  }

  /** Printers that are gone are forgotten. */
  void forgetAllBut(Set<String> keys) {
    seen.keySet().retainAll(keys);
  }

  private static List<PrinterAlert> wasTold(@Nullable PrinterReport last) {
    List<PrinterAlert> alerts = last == null ? null : last.alerts();
    return alerts == null ? List.of() : alerts;
  }

  /** [PLT-RPT-046] */
  private static boolean isSure(PrinterAlert alert, Voices voices, boolean seenBefore) {
    if (alert.code() == JAM && alert.severity() == Severity.CRITICAL) {
      return true;
    }
    if (voices.speakAgainst(alert)) {
      // [PLT-RPT-047] A printer that is empty does not print; one that is low does.
      return seenBefore && EMPTY.contains(alert.code());
    }
    return seenBefore || voices.speakFor(alert);
  }

  private static Supply withoutLevel(Supply supply) {
    return supply.withLevel(new SupplyLevel.Unknown(), supply.source(), supply.asOf());
  }
}

package io.platen.device.report;

import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All printers as a sequence of reports has told them: what a server knows that took them all. */
record FleetState(Map<String, PrinterReport> printers) {
  static final FleetState EMPTY = new FleetState(Map.of());

  FleetState {
    printers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(printers));
  }

  /** What holds after {@code report}: a full one replaces all, a delta what it names. */
  FleetState after(Report report) {
    Map<String, PrinterReport> next =
        report.kind() == Report.Kind.FULL ? new LinkedHashMap<>() : new LinkedHashMap<>(printers);
    for (PrinterReport printer : report.printers()) {
      next.merge(printer.key(), printer, FleetState::merge);
    }
    report.removed().forEach(next::remove);
    return new FleetState(next);
  }

  /** A part that is null has not changed. */
  static PrinterReport merge(PrinterReport known, PrinterReport told) {
    return new PrinterReport(
        told.key(),
        told.read(),
        told.identity() == null ? known.identity() : told.identity(),
        told.status() == null ? known.status() : told.status(),
        told.meters() == null ? known.meters() : told.meters(),
        told.supplies() == null ? known.supplies() : told.supplies(),
        told.trays() == null ? known.trays() : told.trays(),
        told.alerts() == null ? known.alerts() : told.alerts());
  }

  /** What is to be told so that this becomes {@code now}; unchanged printers are left out. */
  Difference to(Map<String, PrinterReport> now) {
    List<PrinterReport> changed = new ArrayList<>();
    now.forEach(
        (key, printer) -> {
          PrinterReport difference = difference(printers.get(key), printer);
          if (difference != null) {
            changed.add(difference);
          }
        });
    List<String> removed =
        printers.keySet().stream().filter(key -> !now.containsKey(key)).sorted().toList();
    return new Difference(changed, removed);
  }

  private static @Nullable PrinterReport difference(
      @Nullable PrinterReport known, PrinterReport now) {
    if (known == null) {
      return now;
    }
    PrinterReport parts =
        new PrinterReport(
            now.key(),
            now.read(),
            changed(known.identity(), now.identity()),
            changed(known.status(), now.status()),
            changed(known.meters(), now.meters()),
            changed(known.supplies(), now.supplies()),
            changed(known.trays(), now.trays()),
            changed(known.alerts(), now.alerts()));
    return isBare(parts) ? null : parts;
  }

  private static <T> @Nullable T changed(@Nullable T known, @Nullable T now) {
    return Objects.equals(known, now) ? null : now;
  }

  private static boolean isBare(PrinterReport parts) {
    return parts.identity() == null
        && parts.status() == null
        && parts.meters() == null
        && parts.supplies() == null
        && parts.trays() == null
        && parts.alerts() == null;
  }

  /** Printers that changed, each with its changed parts, and keys of those that are gone. */
  record Difference(List<PrinterReport> changed, List<String> removed) {
    static final Difference NONE = new Difference(List.of(), List.of());

    boolean isEmpty() {
      return changed.isEmpty() && removed.isEmpty();
    }
  }
}

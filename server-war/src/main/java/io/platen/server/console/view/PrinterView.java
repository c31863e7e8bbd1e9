package io.platen.server.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one printer.
 *
 * @param chart of its alerts; null where it had none
 * @param members its keys, where it has several
 */
public record PrinterView(
    PrinterRow row,
    @Nullable String deviceId,
    @Nullable String deviceName,
    List<String> panel,
    List<Fact> facts,
    List<SupplyBar> supplies,
    List<MeterLine> meters,
    @Nullable MeterSeries series,
    List<String> seriesNames,
    String range,
    List<AlertLine> alerts,
    @Nullable AlertChart chart,
    List<TrayLine> trays,
    List<RawLine> raw,
    List<MemberLine> members) {

  public PrinterView {
    panel = List.copyOf(panel);
    facts = List.copyOf(facts);
    supplies = List.copyOf(supplies);
    meters = List.copyOf(meters);
    seriesNames = List.copyOf(seriesNames);
    alerts = List.copyOf(alerts);
    trays = List.copyOf(trays);
    raw = List.copyOf(raw);
    members = List.copyOf(members);
  }
}

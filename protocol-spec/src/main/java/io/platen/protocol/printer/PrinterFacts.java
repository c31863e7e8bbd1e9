package io.platen.protocol.printer;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All that one reading of a printer gave. Lists are in the order of their index. */
public record PrinterFacts(
    PrinterIdentity identity,
    PrinterStatus status,
    List<Meter> meters,
    List<Supply> supplies,
    List<Tray> trays,
    List<PrinterAlert> alerts) {

  public PrinterFacts {
    meters = List.copyOf(meters);
    supplies = List.copyOf(supplies);
    trays = List.copyOf(trays);
    alerts = List.copyOf(alerts);
  }

  /** The same with other times of what is older than the reading. */
  public PrinterFacts ages(UnaryOperator<Instant> time) {
    return new PrinterFacts(
        identity,
        status,
        meters.stream().map(meter -> meter.asOf(of(meter.asOf(), time))).toList(),
        supplies.stream().map(supply -> supply.asOf(of(supply.asOf(), time))).toList(),
        trays.stream().map(tray -> tray.asOf(of(tray.asOf(), time))).toList(),
        alerts);
  }

  private static @Nullable Instant of(@Nullable Instant asOf, UnaryOperator<Instant> time) {
    return asOf == null ? null : time.apply(asOf);
  }

  /** The same where the printer no longer answers this way: status and alerts are of now only. */
  public PrinterFacts aged(Instant read) {
    return new PrinterFacts(
        identity,
        new PrinterStatus(PrinterStatus.State.UNKNOWN, List.of(), List.of()),
        meters.stream().map(meter -> meter.asOf(read)).toList(),
        supplies.stream().map(supply -> supply.asOf(read)).toList(),
        trays.stream().map(tray -> tray.asOf(read)).toList(),
        List.of());
  }
}

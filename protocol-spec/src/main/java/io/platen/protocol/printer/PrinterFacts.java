package io.platen.protocol.printer;

import java.util.List;

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
}

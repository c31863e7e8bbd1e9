package io.platen.device.printer.web;

import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.SupplyLevel.Measured;
import io.platen.protocol.profile.PrinterProfile.PageKind;
import java.util.Set;

/**
 * What is not known of a printer.
 *
 * @param meters whether there is a total at most: nothing by colour and nothing by function
 * @param supplies whether no supply says how much is left
 * @param names whether serial number or firmware are missing
 */
record Lack(boolean meters, boolean supplies, boolean names) {
  private static final Set<String> DETAILED =
      Set.of(
          "mono-impressions", "colour-impressions", "print-impressions", "mono-print-impressions");

  static Lack of(PrinterFacts known) {
    return new Lack(
        known.meters().stream().noneMatch(meter -> DETAILED.contains(meter.name())),
        known.supplies().stream().noneMatch(supply -> supply.level() instanceof Measured),
        known.identity().serial() == null || known.identity().firmware() == null);
  }

  /** Whether a page of this kind has some of it. */
  boolean isIn(PageKind page) {
    return switch (page) {
      case BROTHER_MAINTENANCE_CSV -> meters || supplies || names;
      case LEXMARK_STATISTICS -> meters || supplies;
      case LEXMARK_STATUS -> supplies || names;
    };
  }
}

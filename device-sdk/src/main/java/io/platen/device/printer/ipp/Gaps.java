package io.platen.device.printer.ipp;

import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterStatus.State;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyLevel.SomeRemaining;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What others have not found out about a printer and IPP may tell. */
final class Gaps {
  /** Registry of types of supplies: what pages use up, and printers measure. */
  private static final Set<String> MEASURED =
      Set.of(
          "toner",
          "toner-cartridge",
          "ink",
          "ink-cartridge",
          "ink-ribbon",
          "ribbon-wax",
          "solid-wax",
          "opc",
          "developer");

  private Gaps() {}

  /** Whether it is worth asking. */
  static boolean areIn(PrinterFacts known) {
    return known.identity().model() == null
        || known.identity().serial() == null
        || known.status().state() == State.UNKNOWN
        || known.supplies().isEmpty()
        || known.supplies().stream().anyMatch(Gaps::isOpen);
  }

  /**
   * RFC 3805 prtMarkerSuppliesLevel -3: of waste boxes, and of what a finisher takes, sensors tell
   * that something is left and no more, by any protocol. That is worth no connection.
   */
  private static boolean isOpen(Supply supply) {
    boolean enough = supply.level() instanceof SomeRemaining && !MEASURED.contains(supply.type());
    return !enough && supply.level().percent().isEmpty();
  }

  /** Whether an answer closes one. */
  static boolean areClosedBy(PrinterFacts told, PrinterFacts known) {
    return closes(told.identity().model(), known.identity().model())
        || closes(told.identity().serial(), known.identity().serial())
        || (known.status().state() == State.UNKNOWN && told.status().state() != State.UNKNOWN)
        || (known.supplies().isEmpty() && !told.supplies().isEmpty())
        || known.supplies().stream().anyMatch(supply -> isFinerIn(told, supply));
  }

  private static boolean closes(@Nullable Object told, @Nullable Object known) {
    return known == null && told != null;
  }

  private static boolean isFinerIn(PrinterFacts told, Supply known) {
    return known.level().percent().isEmpty()
        && told.supplies().stream()
            .filter(supply -> Objects.equals(supply.colorant(), known.colorant()))
            .anyMatch(supply -> supply.level().percent().isPresent());
  }
}

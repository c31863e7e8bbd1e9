package io.platen.device.printer.snmp;

import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.SupplyLevel.Measured;
import io.platen.protocol.profile.PrinterProfile.LevelState;
import io.platen.protocol.profile.PrinterProfile.Quirks;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The four kinds of level (PLT-RPT-020): RFC 3805 prtMarkerSuppliesLevel and prtInputCurrentLevel.
 */
final class Levels {
  private static final int UNLIMITED = -1;
  private static final int SOME_REMAINING = -3;
  private static final long FULL = 100;

  private Levels() {}

  static SupplyLevel of(OptionalLong level, OptionalLong capacity, String unit) {
    if (level.isEmpty()) {
      return new SupplyLevel.Unknown();
    }
    // Some agents send the special values unsigned: 2^32 - 3 is -3.
    long amount = (int) level.getAsLong() < 0 ? (int) level.getAsLong() : level.getAsLong();
    if (amount < 0) {
      return special(amount);
    }
    return measured(amount, capacity.orElse(-2), unit);
  }

  /** Below zero: as the maker means it, else as RFC 3805 does. */
  static SupplyLevel special(long amount, Quirks quirks) {
    return state(amount, quirks).orElseGet(() -> special(amount));
  }

  /** Some makers write a state where an amount should be; what is below zero also unsigned. */
  static Optional<SupplyLevel> state(long amount, Quirks quirks) {
    return quirks.levelStates().stream()
        .filter(each -> (int) amount == each.level())
        .map(each -> of(each.means()))
        .findFirst();
  }

  private static SupplyLevel special(long amount) {
    if (amount == UNLIMITED) {
      return new SupplyLevel.Unlimited();
    }
    return amount == SOME_REMAINING ? new SupplyLevel.SomeRemaining() : new SupplyLevel.Unknown();
  }

  private static SupplyLevel measured(long amount, long capacity, String unit) {
    if (unit.equals(Measured.PERCENT) && amount <= FULL) {
      // The level is a percentage already, whatever the capacity says.
      return new Measured(amount, FULL, unit);
    }
    if (capacity == 0 && amount == 0) {
      // Nothing of nothing is how some agents say that they do not know.
      return new SupplyLevel.Unknown();
    }
    return new Measured(amount, capacity > 0 ? capacity : null, unit);
  }

  /** What a state means that stands in the place of an amount. */
  private static SupplyLevel of(LevelState.Meaning meaning) {
    return switch (meaning) {
      case SOME_REMAINING -> new SupplyLevel.SomeRemaining();
      case EMPTY -> new Measured(0, FULL, Measured.PERCENT);
      case UNKNOWN -> new SupplyLevel.Unknown();
    };
  }

  /** The free room of a receptacle whose level is what is in it; without a capacity: unknown. */
  static SupplyLevel turned(SupplyLevel level) {
    if (!(level instanceof Measured filled)) {
      return level;
    }
    Long capacity = filled.capacity();
    return capacity == null
        ? new SupplyLevel.Unknown()
        : new Measured(Math.max(0, capacity - filled.amount()), capacity, filled.unit());
  }
}

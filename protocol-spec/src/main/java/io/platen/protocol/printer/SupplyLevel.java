package io.platen.protocol.printer;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How much of a supply is left, or how much room a receptacle has. One of four, and unknown is
 * never a number: RFC 3805 prtMarkerSuppliesLevel with its special values -1 (unlimited), -2
 * (unknown), -3 (some remaining). PLT-RPT-020.
 */
public sealed interface SupplyLevel {

  /** Calls the case that holds; a new case breaks every caller at compile time. */
  <R> R match(Cases<R> cases);

  /** 0 to 100 where a percentage can be told, else empty. */
  default OptionalInt percent() {
    return OptionalInt.empty();
  }

  /** One function a case. */
  interface Cases<R> {
    R measured(Measured level);

    R someRemaining();

    R unknown();

    R unlimited();
  }

  /**
   * A figure that the printer gave.
   *
   * @param amount what is left, in {@code unit}, not negative
   * @param capacity the most it can hold, in {@code unit}; null where the printer does not say
   * @param unit a token of the registry of units, e.g. {@code percent}, {@code impressions}
   */
  record Measured(long amount, @Nullable Long capacity, String unit) implements SupplyLevel {
    /** Unit of levels that are a percentage already. */
    public static final String PERCENT = "percent";

    public Measured {
      if (amount < 0) {
        throw new IllegalArgumentException("A measured level is not negative, but is " + amount);
      }
      if (capacity != null && capacity <= 0) {
        throw new IllegalArgumentException("A capacity is above zero, but is " + capacity);
      }
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.measured(this);
    }

    /** More than full counts as full: the raw amount stays beside it. */
    @Override
    public OptionalInt percent() {
      if (capacity != null) {
        return OptionalInt.of((int) Math.min(100, Math.round(100.0 * amount / capacity)));
      }
      return unit.equals(PERCENT)
          ? OptionalInt.of((int) Math.min(100, amount))
          : OptionalInt.empty();
    }
  }

  /** The printer says that something is left and not how much (-3). */
  record SomeRemaining() implements SupplyLevel {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.someRemaining();
    }
  }

  /** The printer does not know or does not say (-2). */
  record Unknown() implements SupplyLevel {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.unknown();
    }
  }

  /** There is no limit to it (-1). */
  record Unlimited() implements SupplyLevel {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.unlimited();
    }
  }
}

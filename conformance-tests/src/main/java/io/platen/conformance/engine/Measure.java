package io.platen.conformance.engine;

import java.util.List;

/**
 * A quantity that was measured and is not judged.
 *
 * @param name what it is, for people, e.g. {@code report, 95 of 100 within}
 * @param unit of every value, e.g. {@code ms}
 * @param values in the order in which they were taken; one for a single figure
 */
public record Measure(String name, String unit, List<Double> values) {
  public Measure {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException(name + " without a value is no measure");
    }
  }

  public static Measure of(String name, String unit, double value) {
    return new Measure(name, unit, List.of(value));
  }

  /** The last value, which is the only one of a single figure. */
  public double last() {
    return values.get(values.size() - 1);
  }
}

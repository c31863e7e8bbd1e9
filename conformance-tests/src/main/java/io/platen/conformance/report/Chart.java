package io.platen.conformance.report;

import static io.platen.conformance.report.Markup.escape;

import io.platen.conformance.engine.Measure;
import java.util.List;
import java.util.Locale;

/** A measure as a figure, or as a line over its course: SVG, without a script. */
final class Chart {
  private static final double WIDTH = 640;
  private static final double HEIGHT = 120;
  private static final int MOST = 500;

  private Chart() {}

  static String of(Measure measure) {
    String figure =
        escape(measure.name()) + ": " + number(measure.last()) + " " + escape(measure.unit());
    if (measure.values().size() == 1) {
      return "<p>" + figure + "</p>\n";
    }
    double most = measure.values().stream().mapToDouble(each -> each).max().orElse(0);
    double least = measure.values().stream().mapToDouble(each -> each).min().orElse(0);
    String range = number(least) + " to " + number(most) + " " + escape(measure.unit());
    return "<figure>\n<figcaption>"
        + escape(measure.name())
        + ": "
        + range
        + ", "
        + measure.values().size()
        + " times</figcaption>\n"
        + "<svg viewBox=\"0 0 "
        + number(WIDTH)
        + " "
        + number(HEIGHT)
        + "\" role=\"img\" aria-label=\""
        + escape(measure.name())
        + ", "
        + range
        + "\"><polyline fill=\"none\" stroke=\"currentColor\" points=\""
        + points(thinned(measure.values()), most)
        + "\"/></svg>\n</figure>\n";
  }

  /** From left to right in the order in which they were taken; the floor is nought. */
  private static String points(List<Double> values, double most) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      double x = WIDTH * i / (values.size() - 1);
      double y = most <= 0 ? HEIGHT : HEIGHT - (HEIGHT - 4) * Math.max(0, values.get(i)) / most;
      out.append(number(x)).append(',').append(number(y)).append(' ');
    }
    return out.toString().strip();
  }

  /** The highest of each stretch, so that no peak is lost. */
  private static List<Double> thinned(List<Double> values) {
    int stretch = (values.size() + MOST - 1) / MOST;
    return java.util.stream.IntStream.range(0, (values.size() + stretch - 1) / stretch)
        .mapToObj(
            i ->
                values.subList(i * stretch, Math.min(values.size(), (i + 1) * stretch)).stream()
                    .max(Double::compare)
                    .orElseThrow())
        .toList();
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}

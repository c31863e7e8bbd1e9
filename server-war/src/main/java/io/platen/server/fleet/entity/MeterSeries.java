package io.platen.server.fleet.entity;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A meter over a time range.
 *
 * @param points in the order of time, thinned to what a chart shows
 * @param usage what was counted in the range; a reset counts nothing
 */
public record MeterSeries(
    String name,
    @Nullable String marker,
    String unit,
    @Nullable String label,
    List<Point> points,
    long usage) {

  public MeterSeries {
    points = List.copyOf(points);
  }

  /**
   * @param reset the value lies below the one before it: a new series starts here
   */
  public record Point(Instant at, long value, boolean reset) {}
}
